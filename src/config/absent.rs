//! What is missing though it may be, for errors that list where something was looked for.

use crate::message::Message;

/// Which file there is not, or what of it, and why.
pub(super) struct Absent(pub(super) Message);
