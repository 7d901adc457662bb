//! Whatever the settings of proxies hold, they are read or refused, and no text shows a password.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::error::Error;
use modelarts::http::{Endpoint, ProxySetting};
use secrecy::SecretString;

fuzz_target!(|input: (String, String, String, String)| {
    let (scheme, address, none_for, host) = input;
    if [&scheme, &address, &none_for, &host]
        .iter()
        .any(|text| text.contains("fake"))
    {
        return;
    }
    for text in [
        format!("{scheme}user:fake%2Fpass@{address}"),
        format!("{scheme}{address}"),
    ] {
        let variables = ProxySetting::of_variables(|name| {
            Ok(match name {
                "http_proxy" | "https_proxy" => Some(&*text),
                "no_proxy" => Some(&*none_for),
                _ => None,
            })
        });
        let secret = SecretString::from(&*text);
        for proxies in [variables, ProxySetting::of_setting(&secret)] {
            show(&host, proxies, text.contains("user:"));
        }
    }
});

fn show(host: &str, proxies: Result<ProxySetting, Error>, has_password: bool) {
    let proxies = match proxies {
        Ok(proxies) => proxies,
        Err(error) => return hides(&error.to_string(), has_password),
    };
    hides(&format!("{proxies:?}"), has_password);
    for scheme in ["http", "https"] {
        if let Ok(endpoint) = Endpoint::new(&format!("{scheme}://{host}"), &proxies) {
            hides(&endpoint.to_string(), has_password);
        }
    }
}

fn hides(shown: &str, has_password: bool) {
    // What is between is in no name of a host.
    let is_shown = ["fake%2Fpass", "fake/pass"]
        .iter()
        .any(|secret| shown.contains(secret));
    assert!(!has_password || !is_shown, "{shown}");
}
