#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn parse(address: &str) -> Proxy {
    Proxy::parse(address).unwrap().unwrap()
}

fn credentials(address: &str) -> (String, String) {
    parse(address).credentials.unwrap().as_text()
}

fn variables(variables: &[(&str, &str)]) -> Result<ProxySetting, Error> {
    ProxySetting::of_variables(|name| {
        let mut variables = variables.iter();
        Ok(variables.find_map(|(known, value)| (*known == name).then_some(*value)))
    })
}

#[test]
fn an_address_is_read_as_people_write_it() {
    for (address, shown) in [
        ("http://proxy:8080", "http://proxy:8080"),
        ("proxy:8080", "http://proxy:8080"),
        ("  http://proxy:8080/\r\n", "http://proxy:8080"),
        ("\u{feff}\"http://proxy:8080\" ", "http://proxy:8080"),
        ("'http://proxy:8080'\n", "http://proxy:8080"),
        ("HTTP://PROXY:8080", "http://proxy:8080"),
        ("http://proxy", "http://proxy:80"),
        ("https://proxy", "https://proxy:443"),
        ("socks5h://proxy", "socks5h://proxy:1080"),
        ("socks://127.0.0.1:7891/", "socks://127.0.0.1:7891"),
        ("http://[::1]:3128", "http://[::1]:3128"),
        ("http://[2001:DB8::1]", "http://[2001:db8::1]:80"),
        ("http://代理.example:1", "http://xn--mnq481g.example:1"),
        ("http://@proxy:8080", "http://proxy:8080"),
        ("http://u:p@proxy:8080", "http://***@proxy:8080"),
        ("u:p@w@proxy:8080", "http://***@proxy:8080"),
    ] {
        assert_eq!(parse(address).to_string(), shown, "{address:?}");
    }
}

#[test]
fn the_last_at_ends_a_password_that_may_hold_anything_else() {
    for (address, user, password) in [
        ("http://u:p@proxy:1", "u", "p"),
        ("http://u:p@ss@proxy:1", "u", "p@ss"),
        ("http://u:p/s?s#1@proxy:1", "u", "p/s?s#1"),
        ("http://u:p:q@proxy:1", "u", "p:q"),
        ("http://DOMAIN\\u:p\\q@proxy:1", "DOMAIN\\u", "p\\q"),
        ("http://u:a b\u{a0}数@proxy:1", "u", "a b\u{a0}数"),
        ("http://u:p%40%2F%25@proxy:1", "u", "p@/%"),
        ("http://u:100%@proxy:1", "u", "100%"),
        ("http://u:\"p\"@proxy:1", "u", "\"p\""),
        ("http://u@proxy:1", "u", ""),
        ("http://:p@proxy:1", "", "p"),
        ("socks5://u:http://x@proxy:1", "u", "http://x"),
    ] {
        let expected = (user.to_owned(), password.to_owned());
        assert_eq!(credentials(address), expected, "{address:?}");
        assert!(
            !format!("{:?}", parse(address)).contains(&format!("{password}@"))
                || password.is_empty()
        );
    }
}

#[test]
fn a_password_is_sent_as_it_is_and_kept_from_texts() {
    let proxy = parse("http://DOMAIN\\u:p%40数@proxy:1");
    let basic = STANDARD.encode("DOMAIN\\u:p@数");
    let authorization = proxy.authorization().unwrap();
    assert_eq!(authorization.to_str().unwrap(), format!("Basic {basic}"));
    assert!(authorization.is_sensitive());
    let setting = ProxySetting::Explicit(Arc::new(proxy));
    let secrets = setting.secrets();
    let secrets: Vec<&str> = secrets.iter().map(ExposeSecret::expose_secret).collect();
    assert_eq!(secrets, ["p@数", &basic]);
}

#[test]
fn an_address_that_cannot_be_read_is_an_error_that_does_not_repeat_it() {
    for address in [
        "http://",
        "http://:8080",
        "http://proxy:",
        "http://proxy:0",
        "http://proxy:65536",
        "http://proxy:+80",
        "http://proxy:http",
        "http://[bad",
        "http://::1:80",
        "http://pro xy:1",
        "http://pro\nxy:1",
        "http://u:p\tq@proxy:1",
        "http://u:p%0Aq@proxy:1",
        "http://a%3Ab:p@proxy:1",
        "http://proxy:8080/proxy.pac",
        "http://proxy:8080?x",
        "http:/proxy:8080",
        "http:\\\\proxy:8080",
        "http://proxy\\x:1",
        "//proxy:8080",
        "https:proxy:8080",
        "ftp://proxy:1",
        "\"http://proxy:1",
        "http://a,b:1 http://c",
        "socks4://u@proxy:1",
        "DIRECT; PROXY proxy:1",
    ] {
        let problem = Proxy::parse(address).unwrap_err().to_string();
        assert!(
            problem.contains("write http://HOST:PORT"),
            "{address:?}: {problem}"
        );
        assert!(!problem.contains("proxy"), "{address:?}: {problem}");
    }
    for blank in ["", "  ", "\r\n", "\"\"", "' '"] {
        assert!(Proxy::parse(blank).unwrap().is_none(), "{blank:?}");
    }
}

#[test]
fn each_scheme_has_its_variable_and_the_rest_goes_by_the_one_for_all() {
    let setting = variables(&[("https_proxy", "a:1"), ("ALL_PROXY", "socks5h://b:2")]).unwrap();
    let shown = |is_https| {
        setting
            .proxy_for(is_https, "host", 1)
            .map(ToString::to_string)
    };
    assert_eq!(shown(true).as_deref(), Some("http://a:1"));
    assert_eq!(shown(false).as_deref(), Some("socks5h://b:2"));
}

#[test]
fn variables_in_lower_case_come_first_and_a_cgi_program_has_none_from_its_visitor() {
    let both = [("HTTP_PROXY", "upper:1"), ("http_proxy", "lower:1")];
    let host = |setting: ProxySetting| setting.proxy_for(false, "host", 80).map(|p| p.host.clone());
    assert_eq!(host(variables(&both).unwrap()).as_deref(), Some("lower"));
    assert_eq!(
        host(variables(&both[..1]).unwrap()).as_deref(),
        Some("upper")
    );
    let cgi = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "visitor:1")];
    assert_eq!(host(variables(&cgi).unwrap()), None);
}

#[test]
fn a_variable_that_cannot_be_read_is_named_and_its_value_is_not() {
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ] {
        let error = variables(&[(name, "http://u:hunter2@[bad")])
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(&format!("{name}: ")), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    let error = variables(&[("http_proxy", "p:1"), ("NO_PROXY", "a,10.0.0.0/99")]);
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with("NO_PROXY: \"10.0.0.0/99\" is not a host"),
        "{error}"
    );
}

#[test]
fn no_variables_are_no_proxy() {
    for none in [&[][..], &[("HTTP_PROXY", " \r\n")], &[("NO_PROXY", "x")]] {
        assert!(matches!(variables(none).unwrap(), ProxySetting::Direct));
    }
}
