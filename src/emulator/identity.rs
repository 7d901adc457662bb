//! Who may call the emulator: obviously fake names and keys, fixed by the seed.

use secrecy::SecretString;

use super::Options;
use crate::auth::signer::Signer;

/// The one account of the emulator, with its one user, project and access key.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) project_id: String,
    pub(super) region: String,
    pub(super) account: String,
    pub(super) account_id: String,
    pub(super) username: String,
    pub(super) user_id: String,
    pub(super) password: String,
    pub(super) access_key: String,
    pub(super) secret_key: String,
    pub(super) signer: Signer,
}

impl Identity {
    pub(super) fn new(options: &Options, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let access_key = format!("EMULATOR{:012X}", random.u64(..1 << 48));
        let secret_key = format!("emulator-secret-key-{:020x}", random.u64(..));
        Self {
            project_id: options.project_id.clone(),
            region: options.region.clone(),
            account: "emulator-account".to_owned(),
            account_id: format!("{:032x}", random.u128(..)),
            username: "emulator-user".to_owned(),
            user_id: format!("{:032x}", random.u128(..)),
            password: format!("emulator-password-{:08x}", random.u32(..)),
            signer: Signer::new(&access_key, &SecretString::from(secret_key.as_str())),
            access_key,
            secret_key,
        }
    }
}
