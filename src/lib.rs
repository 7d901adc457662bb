pub mod credential;
pub mod error;
pub mod model;
