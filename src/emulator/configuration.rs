//! The configuration file that makes the emulator known to clients.

use serde_json::{Value, json};

use super::auth::identity::Identity;

/// The context of clients that name none.
pub(super) const CONTEXT: &str = "default";

/// Returns the content of a `config.json` whose context is the emulator at a URL. The project is that of
/// the region, which clients ask for by name.
pub(super) fn of(identity: &Identity, url: &str, context: &str) -> Value {
    json!({
        "contexts": [{
            "name": context,
            "context": {
                "cluster": "emulator",
                "user": "emulator",
            },
        }],
        "clusters": [{
            "name": "emulator",
            "cluster": {
                "region": identity.region,
                "endpoint": url,
                "iam_endpoint": url,
                "verify_ssl": "true",
            },
        }],
        "users": [{
            "name": "emulator",
            "user": {
                "account": identity.account,
                "username": identity.username,
                "password": identity.password,
            },
        }],
    })
}
