//! Home folders with settings in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use modelarts::auth::Credential;
use modelarts::config::{Arguments, Environment, RawValue, Settings, resolve};
use modelarts::error::Error;
use serde_json::{Value, json};

/// A home folder of its own, removed at the end.
pub(crate) struct Home(pub(crate) PathBuf);

impl Home {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("modelarts-test-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn with_config(content: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        home.write(".modelarts/config.json", content);
        home
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }

    pub(crate) fn environment(&self, variables: &[(&str, &str)]) -> Environment {
        Environment::new(map(variables), Some(self.0.clone()))
    }

    pub(crate) fn resolve(&self, variables: &[(&str, &str)]) -> Result<Settings, Error> {
        resolve(&Arguments::default(), &self.environment(variables))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Arguments that are checked without a problem.
pub(crate) fn given<const N: usize>(values: [(&str, RawValue); N]) -> Arguments {
    Arguments::new(values).unwrap()
}

pub(crate) fn map(variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The file as the vendor's guide shows it.
pub(crate) fn vendors() -> Value {
    json!({
        "contexts": [{"name": "default", "context": {"cluster": "cn-north-1", "user": "user1"}}],
        "clusters": [{"name": "cn-north-1", "cluster": {"region": "cn-north-1", "verify_ssl": "true"}}],
        "users": [{"name": "user1", "user": {"account": "ACCOUNT", "username": "USERNAME", "password": "recognisable-password"}}],
    })
}

/// The vendor's file with one value replaced; `pointer` as in RFC 6901.
pub(crate) fn altered(pointer: &str, value: Value) -> String {
    let mut file = vendors();
    match file.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            parent.insert(key.to_owned(), value);
        }
    }
    serde_json::to_string_pretty(&file).unwrap()
}

pub(crate) fn error(result: Result<Settings, Error>) -> String {
    result
        .expect_err("settings that make no client")
        .to_string()
}

/// A PEM file with the certificate of an authority.
pub(crate) const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----
MIIByTCCAW+gAwIBAgIUYXF3vnN35zIUA4Vqtb3N8HPHawkwCgYIKoZIzj0EAwIw
QDEXMBUGA1UECgwOdHJ1c3RtZSB2MS4yLjExJTAjBgNVBAsMHFRlc3RpbmcgQ0Eg
IzNwOTFZMjFPRDdLcVh4Q00wIBcNMDAwMTAxMDAwMDAwWhgPMzAwMDAxMDEwMDAw
MDBaMEAxFzAVBgNVBAoMDnRydXN0bWUgdjEuMi4xMSUwIwYDVQQLDBxUZXN0aW5n
IENBICMzcDkxWTIxT0Q3S3FYeENNMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
UUNRAcp/uBbXM4bZ0leZWDB7FzbDleWZ0SUs07LsMxpERvgPFBSWMsA6zVr4mAxF
9H/UNeTe+91gyBVTNCdnhaNFMEMwHQYDVR0OBBYEFA0gLVC6BWceMjvKBo6CDQeH
GsW/MBIGA1UdEwEB/wQIMAYBAf8CAQkwDgYDVR0PAQH/BAQDAgGGMAoGCCqGSM49
BAMCA0gAMEUCIAUTQj1Q1xVoGBznRKFKfo0rmVgu4AQ61fOiuFhhw6D5AiEAlwoa
29lwHd2+JiL6orkW0C0n6jfRb+K+Ihqbq1fGSD0=
-----END CERTIFICATE-----
";

pub(crate) const KEYS: [(&str, &str); 2] = [
    ("HUAWEICLOUD_SDK_AK", "AK-ENV"),
    ("HUAWEICLOUD_SDK_SK", "recognisable-sk"),
];
pub(crate) const PROFILE: &str = "[basic]\nak = AK-PROFILE\nsk = recognisable-sk\nproject_id = p-profile\niam_endpoint = https://iam.profile\n";

pub(crate) fn access_key(settings: &Settings) -> &str {
    match &settings.credential {
        Credential::AccessKey { access_key, .. } => access_key,
        other => panic!("{other:?}"),
    }
}
