"""The ground of the life cycles of data management v2: calls and their effects, compared with the model."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant

import v2_model as model
from modelarts import ApiException, BatchError, TaskFailedError, manifest
from modelarts.emulator import Emulator
from modelarts.v2 import DataManagement
from v2_model import NO_DATASET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BUCKET = "bucket1"
FOLDERS = ("cats/", "dogs/", "more/")
UNKNOWN = "0123456789abcdef0123456789abcdef"

Item = TypeVar("Item")


class Comparison(RuleBasedStateMachine):
    """Folders, datasets and versions as a user changes them, and as the model expects them."""

    datasets: Bundle[str] = Bundle("datasets")
    versions: Bundle[tuple[str, str]] = Bundle("versions")

    @initialize(target=datasets)
    def start(self) -> str:
        self.temporary = tempfile.TemporaryDirectory()
        self.root = Path(self.temporary.name)
        for folder in FOLDERS:
            (self.root / BUCKET / folder).mkdir(parents=True)
        self.disk: model.Disk = {}
        self.folders = list(FOLDERS)
        self.model: dict[str, model.Dataset] = {}
        self.manifests: dict[str, str] = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.clock = 0.0
        self.exports = 0
        self.emulator = Emulator(self.root, pace=1, clock="manual")
        # A refusal that may succeed later is expected here, and not to be tried again.
        self.client = self.emulator.create_client(max_retries=0)
        self.data = DataManagement(self.client)
        self.user = f"human/{self.emulator.account}/{self.emulator.username}"
        # Two samples with a label, and one without.
        for name in ("1.jpg", "cat/2.jpg", "dog/2.jpg"):
            self.write_file(f"cats/{name}", name.encode())
        created: str = self.create("one", "cats/", annotations=True, labels=[])
        return created

    def create(self, name: str, folder: str, annotations: bool, labels: list[str]) -> Any:
        """Creates a dataset."""
        raise NotImplementedError

    def teardown(self) -> None:
        if hasattr(self, "emulator"):
            self.client.close()
            self.emulator.close()
            self.temporary.cleanup()

    def write_file(self, name: str, content: bytes) -> None:
        path = self.root / BUCKET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.disk[name] = content

    def dataset(self, dataset_id: str) -> model.Dataset:
        """Returns a dataset of the model, or raises why there is none."""
        if dataset_id not in self.model:
            raise NO_DATASET
        return self.model[dataset_id]

    def advance(self, seconds: float) -> None:
        self.emulator.advance(seconds)
        self.clock += seconds

    def same(self, expected: Callable[[], Any], call: Callable[[], Any]) -> tuple[Any, Any] | None:
        """Has the model and the client do the same; returns both results, or None if both refuse it."""
        results: list[Any] = []
        code = model.refusal(lambda: results.append(expected()))
        if code is None:
            return results[0], call()
        with pytest.raises(ApiException) as caught:
            call()
        assert caught.value.error_code == code
        return None

    def batch(
        self,
        dataset_id: str,
        change: Callable[[model.Dataset, Item], None],
        items: Sequence[Item],
        call: Callable[[], Any],
    ) -> None:
        """Has the model change item after item, and the client all at once; both refuse the same ones."""
        if (dataset := self.model.get(dataset_id)) is None:
            self.same(lambda: self.dataset(dataset_id), call)
            return
        codes = [model.refusal(partial(change, dataset, item)) for item in items]
        refused = [(index, code) for index, code in enumerate(codes) if code]
        if not refused:
            assert call().success
            return
        with pytest.raises(BatchError) as caught:
            call()
        assert [(failure["index"], failure["error_code"]) for failure in caught.value.failures] == refused
        assert len(caught.value.succeeded) == len(items) - len(refused)

    def finish(self, started: Any, work: Callable[[], Any] = lambda: None) -> tuple[Any, Any]:
        """Has the model do what was started, and waits for it; returns both results, or None if both fail."""
        self.advance(3)
        results: list[Any] = []
        code = model.refusal(lambda: results.append(work()))
        if code is None:
            return results[0], started.wait(timeout=10)
        with pytest.raises(TaskFailedError) as caught:
            started.wait(timeout=10)
        assert caught.value.error_code == code
        return None, caught.value.task

    def sample(self, dataset_id: str, number: int) -> tuple[str | None, str]:
        """Returns path and id of a sample; None and an unknown id if there are not so many."""
        paths = list(self.model[dataset_id].samples) if dataset_id in self.model else []
        if number >= len(paths):
            return None, UNKNOWN
        return paths[number], self.ids[dataset_id, paths[number]]

    def read_manifest(self, path: str) -> list[model.Sample]:
        """Returns the samples of a manifest as the model has them."""
        entries = list(manifest.read(f"{self.root}{path}"))
        samples = [
            model.Sample(
                entry.source.removeprefix(f"s3://{BUCKET}/"),
                tuple(str(annotation.name) for annotation in entry.annotations),
                by=entry.annotations[0].annotated_by if entry.annotations else None,
                hard=bool(entry.hard),
                usage=entry.usage,
            )
            for entry in entries
        ]
        assert [entry.labels for entry in entries] == [list(dict.fromkeys(sample.labels)) for sample in samples]
        return samples

    def check_manifest(self, published: Any, version: model.Version, how: model.Publication) -> None:
        """The manifest has the samples of the version with their labels, and how they are used."""
        taken = self.read_manifest(published.manifest_path)
        labelled = [sample for sample in version.samples if sample.labels]
        if how.ratio:
            drawn = [sample.usage for sample in taken if sample.usage]
            training = model.training(len(labelled), how.ratio)
            assert (drawn.count("TRAIN"), drawn.count("EVAL")) == (training, len(labelled) - training)
            assert all(sample.labels for sample in taken if sample.usage)
        for sample, seen in zip(version.samples, taken):
            usage = seen.usage if how.ratio else sample.usage if how.keep_usage else None
            hard = sample.hard and how.keep_hard
            assert seen == model.Sample(sample.path, sample.labels, by=sample.by, hard=hard, usage=usage)
        assert len(taken) == len(version.samples)
        copied = list(Path(f"{self.root}{published.data_path}").glob("*"))
        if published.manifest_path not in self.manifests.values():
            # A deleted version of the same name leaves its files.
            assert len(copied) == (len(version.samples) if how.images else 0)
        self.manifests[version.version_id] = published.manifest_path

    @invariant()
    def the_files_are_those_of_the_model(self) -> None:
        for folder in getattr(self, "folders", ()):
            top = self.root / BUCKET / folder
            found = {f"{folder}{path.relative_to(top).as_posix()}": path for path in top.rglob("*") if path.is_file()}
            expected = {path: content for path, content in self.disk.items() if path.startswith(folder)}
            assert {path: file.read_bytes() for path, file in found.items()} == expected

    @invariant()
    def the_datasets_are_those_of_the_model(self) -> None:
        if not hasattr(self, "emulator"):
            return
        listed = list(self.data.datasets.iter(with_labels=True, order="asc", page_size=2))
        assert [seen.dataset_id for seen in listed] == list(self.model)
        for seen, dataset in zip(listed, self.model.values()):
            samples = list(dataset.samples.values())
            assert (seen.dataset_name, seen.description) == (dataset.name, dataset.description)
            assert [label.name for label in seen.labels or ()] == dataset.labels
            assert (seen.status, seen.exist_running_task) == (1, False)
            assert (seen.current_version_id, seen.next_version_num) == (dataset.current, dataset.published + 1)
            assert seen.deleted_sample_count == dataset.deleted
            counts = seen.total_sample_count, seen.annotated_sample_count, seen.unconfirmed_sample_count
            labelled = sum(bool(sample.labels) for sample in samples)
            unconfirmed = sum(bool(sample.proposals and not sample.labels) for sample in samples)
            assert counts == (len(samples), labelled, unconfirmed)
            self.check_samples(dataset)
            self.check_versions(dataset)

    def check_samples(self, dataset: model.Dataset) -> None:
        expected = list(dataset.samples.values())
        seen = list(self.data.samples.iter(dataset.dataset_id, order="asc", page_size=3))
        for sample, wanted in zip(seen, expected):
            assert self.taken(sample) == replace(wanted, proposals=(), usage=None)
            known = self.ids.setdefault((dataset.dataset_id, wanted.path), sample.sample_id)
            assert sample.sample_id == known
        assert len(seen) == len(expected)
        assert len({sample.sample_id for sample in seen}) == len(seen)
        waiting = self.data.samples.list(dataset.dataset_id, sample_state="__AUTO_ANNOTATION__", order="asc", limit=100)
        unconfirmed = [sample for sample in expected if sample.proposals and not sample.labels]
        assert [self.taken(sample).labels for sample in waiting] == [sample.proposals for sample in unconfirmed]
        stats = self.data.datasets.stats(dataset.dataset_id)
        used = {label.name: (label.count, label.sample_count) for label in stats.label_stats or ()}
        assert used == model.uses(dataset.labels, expected)

    def taken(self, sample: Any) -> model.Sample:
        """Returns a sample of the service as the model has it."""
        path = f"{sample.sample_dir}{sample.sample_name}".removeprefix(f"/{BUCKET}/")
        labels = tuple(label.name for label in sample.labels)
        hard = bool(sample.metadata.get("@modelarts:hard"))
        return model.Sample(path, labels, by=sample.annotated_by, hard=hard)

    def check_versions(self, dataset: model.Dataset) -> None:
        listed = list(self.data.versions.iter(dataset.dataset_id, page_size=2))[::-1]
        assert [seen.version_id for seen in listed] == list(dataset.versions)
        for seen, version in zip(listed, dataset.versions.values()):
            assert (seen.version_name, seen.status) == (version.name, 4 if version.failed else 1)
            assert (seen.is_current, seen.previous_version_id) == (
                version.version_id == dataset.current,
                version.previous_id,
            )
            changes = seen.add_sample_count, seen.deleted_sample_count, seen.modified_sample_count
            assert changes == (version.added, version.deleted, version.modified)
            assert seen.total_sample_count == len(version.samples)
