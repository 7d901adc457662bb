//! The datasets of both versions.

use super::html::{Cell, Html, cell};
use super::tables;
use crate::emulator::state::AppState;
use crate::language::Language;

/// Writes the sections.
pub(super) fn write(html: &mut Html, state: &AppState) {
    let headings = [
        message!("Name"),
        message!("ID"),
        message!("Data"),
        message!("Files"),
        message!("Versions"),
        message!("Status"),
    ];
    let rows = version_1(state, html.language);
    html.section(
        message!("Datasets, version 1"),
        &headings,
        rows,
        message!("None."),
    );
    let headings = [
        message!("Name"),
        message!("ID"),
        message!("Type"),
        message!("Data"),
        message!("Samples"),
        message!("Labelled"),
        message!("Versions"),
        message!("Status"),
    ];
    let rows = version_2(state, html.language);
    html.section(
        message!("Datasets, version 2"),
        &headings,
        rows,
        message!("None."),
    );
}

fn version_1(state: &AppState, language: Language) -> Vec<Vec<Cell>> {
    let elapsed = state.clock.elapsed();
    let row = |dataset: &crate::emulator::datasets_v1::registry::Dataset| {
        let status = tables::activity(dataset.busy_at(elapsed));
        Some((
            dataset.name.clone(),
            vec![
                cell("name", &dataset.name),
                cell("code", &dataset.id),
                cell("code", &dataset.data_url),
                cell("number", &dataset.files.len().to_string()),
                cell("number", &dataset.versions.len().to_string()),
                cell("words", &status.text(language)),
            ],
        ))
    };
    let mut rows = state.datasets_v1.registry.list(elapsed, row);
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn version_2(state: &AppState, language: Language) -> Vec<Vec<Cell>> {
    let elapsed = state.clock.elapsed();
    let row = |dataset: &crate::emulator::datasets_v2::dataset::Dataset| {
        let spec = &dataset.spec;
        let counts = dataset.counts();
        let kind = tables::kind(spec.kind);
        let status = tables::status(dataset.status(elapsed));
        let status = match dataset.failure(elapsed) {
            Some(failure) => tables::failure(status, failure),
            None => status,
        };
        Some((
            dataset.number,
            vec![
                cell("name", &spec.name),
                cell("code", &dataset.id),
                cell("words", &kind.text(language)),
                cell("code", &spec.input.with_scheme("obs://")),
                cell("number", &counts.total.to_string()),
                cell("number", &counts.labelled.to_string()),
                cell("number", &dataset.versions.len().to_string()),
                cell("words", &status.text(language)),
            ],
        ))
    };
    let mut rows = state.datasets_v2.catalog.list(row);
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, row)| row).collect()
}
