//! From the settings of a client to what sends its calls.

use crate::auth::{AccessKey, Agency, Authenticator, Credential, FixedToken, Password};
use crate::config::Settings;
use crate::error::Error;
use crate::http::{Endpoint, HttpConfig, ProxySetting, tls};
use crate::transport::Transport;

/// Returns what sends the calls of a client, and its IAM. Opens no connection yet.
///
/// # Errors
/// [`Error::Config`] if an endpoint or the certificates can't be used.
pub fn connect(settings: &Settings) -> Result<(Transport, Endpoint), Error> {
    let proxy = &settings.proxy;
    let endpoint = Endpoint::new(&settings.endpoint, proxy)?;
    let iam = Endpoint::new(&settings.iam_endpoint, proxy)?;
    let trust = match &settings.ca_bundle {
        _ if !settings.values.verify_ssl => tls::Trust::Unverified,
        Some(file) => tls::Trust::Bundle(file.clone()),
        None => tls::Trust::Platform,
    };
    let uses_tls = endpoint.uses_tls() || iam.uses_tls();
    let config = HttpConfig {
        tls: tls::client_config(&trust, uses_tls)?,
        proxy: proxy.clone(),
        connect_timeout: settings.values.connect_timeout,
        max_response_bytes: settings.values.max_response_bytes,
    };
    let authenticator = authenticator(settings, iam.clone())?;
    let transport = Transport::new(endpoint, settings.project_id.clone(), config, authenticator)?;
    Ok((transport, iam))
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
