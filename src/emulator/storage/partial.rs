//! Files that are being written under a temporary name.
//!
//! A name holds the id of the process that writes, so that the files of processes that were killed
//! can be recognized and removed.

use std::path::Path;

const PREFIX: &str = ".modelarts-partial-";

/// Returns a new temporary name for a file in `folder`, which is empty or ends in `/`.
pub(crate) fn new_name(folder: &str) -> String {
    let random = fastrand::u64(..);
    format!("{folder}{PREFIX}{}-{random:016x}", std::process::id())
}

/// Returns whether a path has a temporary name.
pub(crate) fn is_partial(path: &str) -> bool {
    file_name(path).starts_with(PREFIX)
}

/// Returns whether a temporary file was left by a process that has ended.
pub(crate) fn is_abandoned(path: &str) -> bool {
    let name = file_name(path);
    let writer = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.split_once('-'))
        .and_then(|(process, _)| process.parse::<u32>().ok());
    match writer {
        Some(process) => process != std::process::id() && !may_be_running(process),
        None => name.starts_with(PREFIX),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns whether a process may be running; without `/proc` every other one counts as ended.
fn may_be_running(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_this_and_other_running_processes_are_not_abandoned() {
        let own = new_name("a/b/");
        assert!(is_partial(&own));
        assert!(!is_abandoned(&own));
        #[cfg(target_os = "linux")]
        assert!(!is_abandoned(".modelarts-partial-1-0123456789abcdef"));
    }

    #[test]
    fn the_files_of_ended_processes_are_abandoned() {
        for name in [
            "a/.modelarts-partial-4294967295-0123456789abcdef",
            ".modelarts-partial-0123456789abcdef",
        ] {
            assert!(is_partial(name), "{name}");
            assert!(is_abandoned(name), "{name}");
        }
        assert!(!is_partial("modelarts-partial-1-0"));
        assert!(!is_abandoned(".modelarts-partial-1-0/a.txt"));
    }
}
