//! The tasks of both versions, the newest first.

use std::time::Duration;

use super::html::{Cell, Html, cell};
use crate::emulator::datasets_v2::dataset::Dataset;
use crate::emulator::datasets_v2::transfers::word;
use crate::emulator::state::AppState;

/// Writes the sections.
pub(super) fn write(html: &mut Html, state: &AppState) {
    let elapsed = state.clock.elapsed();
    let rows = state.tasks.list(elapsed).into_iter();
    let rows = rows.map(|(id, status)| {
        let class = if status == "FAILURE" {
            "state bad"
        } else {
            "state"
        };
        vec![cell("code", &id), cell(class, &status)]
    });
    html.section(
        message!("Tasks, version 1"),
        &[message!("ID"), message!("Status")],
        rows.collect(),
        message!("None."),
    );
    html.section(
        message!("Tasks, version 2"),
        &[
            message!("Operation"),
            message!("ID"),
            message!("Dataset"),
            message!("Status"),
        ],
        version_2(state, elapsed),
        message!("None."),
    );
}

/// A task of version 2 with the date of its creation, by which they are sorted.
type Dated = (i64, Vec<Cell>);

fn version_2(state: &AppState, elapsed: Duration) -> Vec<Vec<Cell>> {
    let of_datasets = state
        .datasets_v2
        .catalog
        .list(|dataset| Some(tasks_of(dataset, elapsed)));
    let processing = state.datasets_v2.processors.list(|task| {
        let status = task.newest_work().state(elapsed).to_string();
        Some(dated(
            task.created,
            "processing.create",
            &task.id,
            "",
            &status,
        ))
    });
    let mut tasks: Vec<Dated> = of_datasets
        .into_iter()
        .flatten()
        .chain(processing)
        .collect();
    tasks.sort_by_key(|(created, _)| std::cmp::Reverse(*created));
    tasks.into_iter().map(|(_, row)| row).collect()
}

fn tasks_of(dataset: &Dataset, elapsed: Duration) -> Vec<Dated> {
    let name = &dataset.spec.name;
    let imports = dataset.imports.iter().map(|task| {
        let status = word(&task.work, elapsed);
        dated(task.created, "imports.create", &task.id, name, status)
    });
    let exports = dataset.exports.iter().map(|task| {
        let status = task.word(elapsed);
        dated(task.created, "exports.create", &task.id, name, status)
    });
    let syncs = dataset.sync.iter().map(|task| {
        let status = word(&task.work, elapsed);
        dated(task.created, "syncs.create", &task.id, name, status)
    });
    let smart = dataset.smart_tasks.iter().map(|task| {
        let status = task.work.state(elapsed).to_string();
        dated(
            task.created,
            "auto_labelling.create",
            &task.id,
            name,
            &status,
        )
    });
    imports.chain(exports).chain(syncs).chain(smart).collect()
}

fn dated(created: i64, operation: &str, id: &str, dataset: &str, status: &str) -> Dated {
    let class = if status == "FAILED" {
        "state bad"
    } else {
        "state"
    };
    let row = vec![
        cell("state", operation),
        cell("code", id),
        cell("name", dataset),
        cell(class, status),
    ];
    (created, row)
}
