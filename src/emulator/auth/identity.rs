//! The account that may call the emulator: obviously fake names and keys.

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::emulator::error::EmulatorError;
use crate::emulator::options::Options;

/// The secret parts of the credentials.
pub(crate) struct Secrets {
    access_key: String,
    secret_key: String,
    password: String,
    pub(crate) token_key: Vec<u8>,
}

impl Secrets {
    /// Returns secrets that are the same for the same seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let access_key = format!("{:012X}", random.u64(..1 << 48));
        let secret_key = format!("{:020x}", random.u64(..));
        Self {
            access_key,
            secret_key,
            password: format!("{:08x}", random.u32(..)),
            token_key: seed.to_be_bytes().into(),
        }
    }

    /// Returns secrets that can't be guessed.
    pub(crate) fn random() -> Result<Self, EmulatorError> {
        let random = SystemRandom::new();
        let fill = |length: usize| {
            let mut bytes = vec![0; length];
            random
                .fill(&mut bytes)
                .map(|()| bytes)
                .map_err(|_| EmulatorError::NoRandomNumbers)
        };
        Ok(Self {
            access_key: hex::encode_upper(fill(6)?),
            secret_key: hex::encode(fill(20)?),
            password: hex::encode(fill(16)?),
            token_key: fill(32)?,
        })
    }
}

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
    pub(crate) fn new(options: &Options, seed: u64, secrets: Secrets) -> Self {
        let mut random = fastrand::Rng::with_seed(seed ^ 0xacc0_0171);
        Self {
            project_id: options.project_id.clone(),
            region: options.region.clone(),
            account: "emulator-account".to_owned(),
            account_id: format!("{:032x}", random.u128(..)),
            username: "emulator-user".to_owned(),
            user_id: format!("{:032x}", random.u128(..)),
            password: format!("emulator-password-{}", secrets.password),
            access_key: format!("EMULATOR{}", secrets.access_key),
            secret_key: format!("emulator-secret-key-{}", secrets.secret_key),
        }
    }
}
