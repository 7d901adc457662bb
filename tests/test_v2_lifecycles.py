"""Random sequences of calls of data management v2 on the emulator agree with a small model (`v2_model.py`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import consumes, multiple, rule

import v2_model as model
from modelarts import ConflictError
from v2_comparison import BUCKET, FOLDERS, Comparison
from v2_labelling import Labelling, a_label
from v2_model import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("one", "two", "three")

publications = st.builds(
    model.Publication,
    name=st.sampled_from([None, None, "V001", "final"]),
    ratio=st.sampled_from([None, None, "0.5", "0.80"]),
    images=st.booleans(),
    keep_usage=st.booleans(),
    keep_hard=st.booleans(),
)
imports = st.builds(
    model.Import,
    annotations=st.sampled_from([True, True, False]),
    final=st.sampled_from([True, True, False]),
    only_known=st.sampled_from([False, False, True]),
    included=st.sampled_from([None, None, "cat"]),
    into=st.sampled_from([None, "in/"]),
)


label_changes = st.builds(
    model.LabelChange,
    added=st.none() | a_label,
    renamed=st.none() | st.tuples(a_label, a_label),
    removed=st.none() | a_label,
)
datasets, versions = Comparison.datasets, Comparison.versions


class Lifecycles(Labelling):
    """Creates, changes, publishes, fills and deletes datasets."""

    @rule(
        target=datasets,
        name=st.sampled_from(NAMES),
        folder=st.sampled_from(FOLDERS),
        annotations=st.booleans(),
        labels=st.lists(a_label, unique=True, max_size=2),
    )
    def create(self, name: str, folder: str, annotations: bool, labels: list[str]) -> Any:
        def expected() -> model.Dataset:
            if any(dataset.name == name for dataset in self.model.values()):
                raise Refused(4351)
            return model.Dataset("", name, folder, f"of {folder}", annotations, labels=list(labels))

        both = self.same(
            expected,
            lambda: self.data.datasets.create(
                dataset_name=name,
                dataset_type="image_classification",
                data_sources=[{"data_path": f"obs://{BUCKET}/{folder}"}],
                work_path=f"obs://{BUCKET}/out/",
                description=f"of {folder}",
                import_annotations=annotations,
                labels=[{"name": label} for label in labels],
            ),
        )
        if both is None:
            return multiple()
        dataset, started = both
        dataset.dataset_id = started.dataset_id
        dataset.merge(model.read_folder(self.disk, folder, annotations=annotations))
        _, created = self.finish(started)
        assert (created.dataset_id, created.dataset_name, created.status) == (dataset.dataset_id, name, 1)
        self.model[dataset.dataset_id] = dataset
        return dataset.dataset_id

    @rule(dataset_id=datasets, name=st.none() | st.sampled_from(NAMES), change=label_changes)
    def update(self, dataset_id: str, name: str | None, change: model.LabelChange) -> None:
        def expected() -> None:
            dataset = self.dataset(dataset_id)
            if any(other.name == name for other in self.model.values() if other is not dataset):
                raise Refused(4351)
            dataset.update(name, change)
            dataset.description = "new"

        lists: dict[str, Any] = {"dataset_name": name} if name else {}
        if change.added:
            lists["add_labels"] = [{"name": change.added}]
        if change.renamed:
            old, new = change.renamed
            lists["update_labels"] = [{"name": old, "property": {"@modelarts:rename_to": new}}]
        if change.removed:
            lists["delete_labels"] = [{"name": change.removed}]
        self.same(expected, lambda: self.data.datasets.update(dataset_id, description="new", **lists))

    @rule(target=versions, dataset_id=datasets, how=publications, later=st.sampled_from([True, True, False]))
    def publish(self, dataset_id: str, how: model.Publication, later: bool) -> Any:
        if later:
            self.advance(60)
        both = self.same(
            lambda: self.dataset(dataset_id).publish(how, self.clock),
            lambda: self.data.versions.create(
                dataset_id,
                version_name=how.name,
                train_evaluate_sample_ratio=how.ratio,
                export_images=how.images,
                remove_sample_usage=not how.keep_usage,
                clear_hard_property=not how.keep_hard,
            ),
        )
        if both is None:
            return multiple()
        name, started = both
        dataset = self.model[dataset_id]
        version = model.Version(started.version_id, name, dataset.current)
        _, published = self.finish(started, lambda: dataset.fill(version, how, self.disk))
        assert published.version_name == name
        if version.failed:
            return multiple()
        self.check_manifest(published, version, how)
        return dataset_id, version.version_id

    @rule(dataset_id=datasets, version=versions)
    def switch(self, dataset_id: str, version: tuple[str, str]) -> None:
        both = self.same(
            lambda: self.dataset(dataset_id).switch(version[1]),
            lambda: self.data.datasets.update(dataset_id, current_version_id=version[1]),
        )
        if both is not None:
            self.finish(both[1])

    @rule(version=versions)
    def delete_version(self, version: tuple[str, str]) -> None:
        both = self.same(
            lambda: self.dataset(version[0]).delete_version(version[1]),
            lambda: self.data.versions.delete(*version),
        )
        if both is not None:
            self.finish(both[1])

    @rule(dataset_id=datasets, number=st.integers(0, 9), how=imports)
    def import_folder(self, dataset_id: str, number: int, how: model.Import) -> None:
        folder = self.folders[number % len(self.folders)]
        if dataset_id in self.model and self.model[dataset_id].folder == folder:
            # Nothing says what becomes of files that are copied into the folder that they come from.
            how = how._replace(into=None)

        def read(dataset: model.Dataset) -> int:
            found = model.read_folder(self.disk, folder)
            return dataset.take(self.copied(dataset, folder, found, how) if how.into else found, how)

        self.import_(dataset_id, folder, how, read)

    def copied(
        self, dataset: model.Dataset, folder: str, found: list[model.Sample], how: model.Import
    ) -> list[model.Sample]:
        """Copies what is imported into a folder of the dataset; returns the copies."""
        wanted = [sample for sample in found if not how.included or how.included in sample.labels]
        targets = {sample.path: f"{dataset.folder}{how.into}{sample.path[len(folder) :]}" for sample in found}
        content = {targets[sample.path]: self.disk[sample.path] for sample in wanted}
        self.disk.update(content)
        return [replace(sample, path=targets[sample.path]) for sample in found]

    @rule(dataset_id=datasets, version=versions, how=imports)
    def import_manifest(self, dataset_id: str, version: tuple[str, str], how: model.Import) -> None:
        how = how._replace(into=None)
        path = self.manifests[version[1]]

        def read(dataset: model.Dataset) -> int:
            samples = self.read_manifest(path)
            if any(sample.path not in self.disk for sample in samples):
                raise model.NO_PATH
            return dataset.take(samples, how)

        self.import_(dataset_id, path, how, read)

    def import_(self, dataset_id: str, path: str, how: model.Import, read: Callable[[model.Dataset], int]) -> None:
        is_manifest = path.endswith(".manifest")
        both = self.same(
            lambda: self.dataset(dataset_id),
            lambda: self.data.imports.create(
                dataset_id,
                import_path=f"obs:/{path}" if is_manifest else f"obs://{BUCKET}/{path}",
                import_type="manifest" if is_manifest else "dir",
                import_annotations=how.annotations,
                final_annotation=how.final,
                import_samples=not how.only_known,
                included_labels=[{"name": how.included}] if how.included else None,
                import_folder=how.into,
            ),
        )
        if both is not None:
            dataset, started = both
            count, task = self.finish(started, lambda: read(dataset))
            if count is not None:
                assert task.imported_sample_count == count

    @rule(
        dataset_id=datasets,
        version=st.none() | versions,
        state=st.sampled_from(["", "__ALL__", "__NONE__"]),
        by_label=st.booleans(),
    )
    def export(self, dataset_id: str, version: tuple[str, str] | None, state: str, by_label: bool) -> None:
        version_id = version[1] if version else None
        # An export that fails leaves what it has written.
        self.exports += 1
        folder = f"export-{self.exports}/"

        def expected() -> list[model.Sample]:
            dataset = self.dataset(dataset_id)
            samples = dataset.version(version_id).samples if version_id else list(dataset.samples.values())
            wanted = {"": (True, False), "__ALL__": (True,), "__NONE__": (False,)}[state]
            return [sample for sample in samples if bool(sample.labels) in wanted]

        both = self.same(
            expected,
            lambda: self.data.exports.create(
                dataset_id,
                path=f"obs://{BUCKET}/{folder}",
                export_format=1 if by_label else 2,
                export_params={"sample_state": state},
                version_id=version_id,
            ),
        )
        if both is None:
            return
        samples, started = both
        ids = {path: sample_id for (owner, path), sample_id in self.ids.items() if owner == dataset_id}
        written, task = self.finish(started, lambda: model.exported(samples, folder, self.disk, ids, by_label=by_label))
        if written:
            self.disk.update(written)
            self.folders.append(folder)
            assert (task.total_sample_count, task.finished_sample_count) == (len(samples), len(samples))

    @rule(dataset_id=datasets)
    def sync(self, dataset_id: str) -> None:
        both = self.same(lambda: self.dataset(dataset_id), lambda: self.data.syncs.create(dataset_id))
        if both is not None:
            dataset, started = both
            counts, task = self.finish(started, lambda: dataset.synchronize(self.disk))
            assert (task.add_sample_count, task.deleted_sample_count) == counts
            assert task.total_sample_count == len(dataset.samples)

    @rule(dataset_id=datasets)
    def be_busy(self, dataset_id: str) -> None:
        """While a dataset is synchronized, calls that would change it are refused and change nothing."""
        if dataset_id not in self.model:
            return
        started = self.data.syncs.create(dataset_id)
        calls: list[Callable[[], Any]] = [
            lambda: self.data.syncs.create(dataset_id),
            lambda: self.data.versions.create(dataset_id),
            lambda: self.data.imports.create(dataset_id, import_path=f"obs://{BUCKET}/more/", import_type="dir"),
            lambda: self.data.exports.create(dataset_id, path=f"obs://{BUCKET}/busy/"),
            lambda: self.data.datasets.update(dataset_id, dataset_name="busy"),
            lambda: self.data.datasets.delete(dataset_id),
        ]
        for call in calls:
            with pytest.raises(ConflictError) as caught:
                call()
            assert (caught.value.error_code, caught.value.retryable) == ("ModelArts.4355", True)
        self.finish(started, lambda: self.model[dataset_id].synchronize(self.disk))

    @rule(dataset_id=consumes(datasets))
    def delete(self, dataset_id: str) -> None:
        both = self.same(
            lambda: self.dataset(dataset_id) and self.model.pop(dataset_id),
            lambda: self.data.datasets.delete(dataset_id),
        )
        if both is not None:
            assert self.finish(both[1])[1].is_succeeded

    @rule(version=versions)
    def look_at_a_version(self, version: tuple[str, str]) -> None:
        both = self.same(lambda: self.dataset(version[0]).version(version[1]), lambda: self.data.versions.get(*version))
        if both is None:
            return
        expected, seen = both
        used = {label.name: (label.count, label.sample_count) for label in seen.label_stats or ()}
        assert used == model.uses(expected.labels, expected.samples)
        labels = self.data.labels.list(version[0], version_id=version[1])
        assert [label.name for label in labels] == expected.labels
        samples = self.data.samples.iter(version[0], version_id=version[1], order="asc")
        wanted = [replace(sample, proposals=(), usage=None) for sample in expected.samples]
        assert [self.taken(sample) for sample in samples] == wanted


Lifecycles.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLifecycles = Lifecycles.TestCase
