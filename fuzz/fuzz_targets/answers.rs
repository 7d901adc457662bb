//! Whatever bytes come, every kind of answer is read or refused, and read the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use modelarts::credential::iam::{Scope, token_request};
use modelarts::credential::metadata::key_request;
use modelarts::model::{
    DatasetList, DeletedFiles, Difference, Documented, Plain, StartedDataset, StartedTask,
    VersionDetail, VersionList,
};
use modelarts::wire::Received;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

fn read<T: Documented + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    assert_eq!(T::read(bytes), T::read(bytes));
}

fuzz_target!(|bytes: &[u8]| {
    read::<DatasetList>(bytes);
    read::<DeletedFiles>(bytes);
    read::<Difference>(bytes);
    read::<Plain>(bytes);
    read::<StartedDataset>(bytes);
    read::<StartedTask>(bytes);
    read::<VersionDetail>(bytes);
    read::<VersionList>(bytes);
    let received = Received {
        status: 201,
        headers: HeaderMap::from_iter([(
            HeaderName::from_static("x-subject-token"),
            HeaderValue::from_static("token"),
        )]),
        body: bytes.to_vec(),
    };
    let token = token_request("a", "u", &"fake".into(), &Scope::Region("r".to_owned()));
    let _ = (token.read)(&received);
    let _ = (key_request(None).read)(&received);
});
