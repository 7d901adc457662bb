//! The signer: from a request to its `Authorization`. `cargo bench -p modelarts-benches`.
#![allow(missing_docs, reason = "the macros of criterion make public names")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use modelarts::auth::signer::{SignableRequest, Signer};

const DATE: &str = "20201124T120000Z";

fn authorization(criterion: &mut Criterion) {
    let signer = Signer::new("AK", &"fake-secret-for-benchmarks".into());
    let headers = [
        ("X-Sdk-Date", DATE),
        ("Host", "modelarts.cn-north-4.myhuaweicloud.com"),
        ("X-Project-Id", "cbfb9585c5854926a411a3f5a984fc09"),
    ];
    let request = SignableRequest {
        method: "GET",
        path: "/v1/cbfb9585c5854926a411a3f5a984fc09/datasets/task/062ef90a-da4d-4af4-82ba-1523da57e78e",
        query: "",
        headers: &headers,
        body: b"",
    };
    criterion.bench_function("authorization", |bencher| {
        bencher.iter(|| signer.authorization(black_box(&request), DATE));
    });
}

criterion_group!(benches, authorization);
criterion_main!(benches);
