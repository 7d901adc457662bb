//! Hosts, as requests name them.

use reqwest::Url;

/// Returns a host as requests name it: in lower case, and in ASCII; `None` if it can't be one.
pub(super) fn normal_host(host: &str) -> Option<String> {
    if host.contains(|c: char| c.is_whitespace() || c.is_control() || "/\\?#@%".contains(c)) {
        return None;
    }
    let url = Url::parse(&format!("http://{host}/")).ok()?;
    let is_bracketed = host.starts_with('[') && host.ends_with(']');
    let is_host = is_bracketed || !host.contains(':');
    url.host_str().filter(|_| is_host).map(ToOwned::to_owned)
}
