//! Files: the folder that stands for OBS, and the contents of versions.

pub(super) mod blobs;
pub(super) mod files;
pub(super) mod location;
pub(super) mod objects;
pub(super) mod obs;
pub(super) mod partial;
pub(super) mod positional;
