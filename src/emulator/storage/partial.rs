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
    writer(path).is_some()
}

/// Returns whether a temporary file was left by a process that has ended.
pub(crate) fn is_abandoned(path: &str) -> bool {
    writer(path).is_some_and(|process| process != std::process::id() && !may_be_running(process))
}

/// Returns the process that writes a temporary file; `None` if the name is not exactly of that form.
fn writer(path: &str) -> Option<u32> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (process, random) = name.strip_prefix(PREFIX)?.split_once('-')?;
    let is_random = random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_random.then(|| process.parse().ok()).flatten()
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
        let name = "a/.modelarts-partial-4294967295-0123456789abcdef";
        assert!(is_partial(name));
        assert!(is_abandoned(name));
    }

    #[test]
    fn other_names_are_those_of_the_user() {
        for name in [
            ".modelarts-partial-",
            ".modelarts-partial-notes",
            ".modelarts-partial-1-notes",
            ".modelarts-partial-1-0123456789abcdef.txt",
            "modelarts-partial-1-0123456789abcdef",
            ".modelarts-partial-1-0123456789abcdef/a.txt",
        ] {
            assert!(!is_partial(name), "{name}");
            assert!(!is_abandoned(name), "{name}");
        }
    }
}
