//! The reader of responses: from bytes to a value. `cargo bench -p modelarts-benches`.
#![allow(missing_docs, reason = "the macros of criterion make public names")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use modelarts::api::generated::dataset::TASK_STATUS;
use modelarts::schema::read;

fn response(entries: usize) -> String {
    let created: Vec<String> = (0..entries)
        .map(|at| {
            format!(
                r#"{{"dataset_id": "FPnKxZfyrrTXEGFRAX{at:07}", "dataset_name": "sdk_demo_dataset_{at:07}", "file_count": {}, "create_time": {}}}"#,
                at % 5000,
                1_595_904_427 + at
            )
        })
        .collect();
    let created = created.join(", ");
    format!(r#"{{"status": "SUCCESS", "result": [{{"createDatasetSuccess": [{created}]}}]}}"#)
}

fn task_status(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("task status");
    for entries in [1, 100, 10_000] {
        let body = response(entries);
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(entries), |bencher| {
            bencher.iter(|| read(body.as_bytes(), &TASK_STATUS));
        });
    }
    group.finish();
}

criterion_group!(benches, task_status);
criterion_main!(benches);
