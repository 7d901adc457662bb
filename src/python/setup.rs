//! From the settings of a client to what sends its calls.

use super::runtime::Session;
use crate::auth::{AccessKey, Agency, Authenticator, Credential, FixedToken, Password};
use crate::config::{self, Arguments, Environment, RawValue, Settings, YamlReader};
use crate::error::Error;
use crate::file::Interrupted;
use crate::http::{Endpoint, HttpConfig, ProxySetting, is_loopback, tls};
use crate::language::Language;
use crate::transport::Transport;

/// Returns the session of a client, its IAM, and its settings, from what was passed and the other sources of
/// settings. `locale` is the language of a client whose settings name none.
pub(super) fn session(
    raw: Vec<(&'static str, RawValue)>,
    environment: &Environment,
    locale: Language,
    interrupted: Interrupted<'_>,
    yaml: YamlReader<'_>,
) -> Result<(Session, Endpoint, Settings), Error> {
    let arguments = Arguments::new(raw)?;
    let settings = config::resolve_unless(&arguments, environment, interrupted, yaml)?;
    let proxy = match &settings.values.proxy {
        Some(proxy) => ProxySetting::of_setting(proxy)?,
        None if is_loopback(&settings.endpoint) && is_loopback(&settings.iam_endpoint) => {
            ProxySetting::Direct
        }
        None => ProxySetting::of_variables(|name| environment.text(name))?,
    };
    let endpoint = Endpoint::new(&settings.endpoint, &proxy)?;
    let iam = Endpoint::new(&settings.iam_endpoint, &proxy)?;
    let trust = match &settings.ca_bundle {
        _ if !settings.values.verify_ssl => tls::Trust::Unverified,
        Some(file) => tls::Trust::Bundle(file.clone()),
        None => tls::Trust::Platform,
    };
    let uses_tls = endpoint.uses_tls() || iam.uses_tls();
    let authenticator = authenticator(&settings, Endpoint::new(&settings.iam_endpoint, &proxy)?)?;
    let config = HttpConfig {
        tls: tls::client_config(&trust, uses_tls)?,
        proxy,
        connect_timeout: settings.values.connect_timeout,
        max_response_bytes: settings.values.max_response_bytes,
    };
    let project = settings.project_id.clone();
    let transport = Transport::new(endpoint, project, config, authenticator)?;
    let language = settings.values.language.as_deref();
    let language = language.map_or(locale, Language::of_tag);
    let session = Session::new(transport, language, settings.values.raise_on_error);
    Ok((session, iam, settings))
}

fn authenticator(settings: &Settings, iam: Endpoint) -> Result<Box<dyn Authenticator>, Error> {
    Ok(match settings.credential.clone() {
        Credential::Password {
            account,
            username,
            password,
        } => {
            let scope = settings.scope();
            Box::new(Password::new(account, username, password, scope, iam))
        }
        Credential::AccessKey {
            access_key,
            secret_key,
            security_token,
        } => Box::new(AccessKey::new(
            settings.signature.clone(),
            &access_key,
            secret_key,
            security_token,
        )),
        Credential::Token(token) => Box::new(FixedToken::new(token)),
        Credential::Agency {
            endpoint,
            looked_in,
        } => {
            let endpoint = Endpoint::new(&endpoint, &ProxySetting::Direct)?;
            Box::new(Agency::new(endpoint, looked_in, settings.signature.clone()))
        }
    })
}
