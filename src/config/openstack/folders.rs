//! Where OpenStack clients look for their files.

use std::path::{Path, PathBuf};

use crate::config::environment::Environment;

/// The ends of file names, the first one that counts first.
const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Returns the files of that name, without its extension, in the order in which they count: in the current
/// folder, the user's configuration and the machine's.
pub(super) fn candidates(name: &str, environment: &Environment) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders(environment) {
        for extension in EXTENSIONS {
            let file = folder.join(format!("{name}.{extension}"));
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    files
}

fn folders(environment: &Environment) -> Vec<PathBuf> {
    if environment.is_empty() {
        return Vec::new();
    }
    let home = |path: &str| {
        let expanded = environment.expand(Path::new(path));
        (!expanded.starts_with("~")).then_some(expanded)
    };
    let variable = |name: &str, rest: &str| {
        let folder = environment.get(name).map(PathBuf::from);
        folder
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(rest))
    };
    let (user, machine) = if cfg!(windows) {
        (
            variable("LOCALAPPDATA", "OpenStack/openstack"),
            variable("PROGRAMDATA", "OpenStack/openstack"),
        )
    } else if cfg!(target_os = "macos") {
        (
            home("~/Library/Application Support/openstack"),
            Some(PathBuf::from("/Library/Application Support/openstack")),
        )
    } else {
        let machine = PathBuf::from("/etc/xdg/openstack");
        (variable("XDG_CONFIG_HOME", "openstack"), Some(machine))
    };
    [
        Some(PathBuf::from(".")),
        user,
        home("~/.config/openstack"),
        machine,
        Some(PathBuf::from("/etc/openstack")),
    ]
    .into_iter()
    .flatten()
    .collect()
}
