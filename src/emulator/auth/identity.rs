//! The account that may call the emulator: obviously fake names and keys.

use crate::emulator::options::Options;

/// The only account of the emulator, with its user, project and access key.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) project_id: String,
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) account_id: String,
    pub(crate) username: String,
    pub(crate) user_id: String,
    pub(crate) password: String,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
}

impl Identity {
    pub(crate) fn new(options: &Options, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        Self {
            project_id: options.project_id.clone(),
            region: options.region.clone(),
            access_key: format!("EMULATOR{:012X}", random.u64(..1 << 48)),
            secret_key: format!("emulator-secret-key-{:020x}", random.u64(..)),
            account: "emulator-account".to_owned(),
            account_id: format!("{:032x}", random.u128(..)),
            username: "emulator-user".to_owned(),
            user_id: format!("{:032x}", random.u128(..)),
            password: format!("emulator-password-{:08x}", random.u32(..)),
        }
    }
}
