"""Random sequences of operations on the emulator agree with a tiny model of what they do."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from modelarts import ApiException, DatasetApi, Poll
from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable

BUCKET = "bucket1"
FOLDERS = ("cats/", "dogs/", "deep/down/")
NAMES = ("one", "two", "three")
FILES = ("a.txt", "b.jpg", "sub/c.txt", "sub/文.png")


@dataclass
class ModelVersion:
    """A version: what its files were."""

    version_id: str
    previous_id: str
    files: dict[str, bytes]
    changed: tuple[int, int]


@dataclass
class ModelDataset:
    """A dataset: its name, its folder, what it knows of it."""

    dataset_id: str
    name: str
    folder: str
    description: str
    known: set[str]
    current: str = ""
    versions: list[ModelVersion] = field(default_factory=list)

    def version(self, version_id: str) -> ModelVersion | None:
        return next((version for version in self.versions if version.version_id == version_id), None)


class Lifecycle(RuleBasedStateMachine):
    """Folders, datasets and versions as a user drives them, and as the model thinks they are."""

    datasets: Bundle[str] = Bundle("datasets")
    versions: Bundle[tuple[str, str]] = Bundle("versions")

    @initialize()
    def start(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.root = Path(self.temporary.name)
        for folder in FOLDERS:
            (self.root / BUCKET / folder).mkdir(parents=True)
        self.disk: dict[str, dict[str, bytes]] = {folder: {} for folder in FOLDERS}
        self.model: dict[str, ModelDataset] = {}
        self.emulator = Emulator(self.root, pace=0)
        self.client = self.emulator.create_client(poll=Poll(initial=0.001, maximum=0.002))
        self.api = DatasetApi(self.client)

    def teardown(self) -> None:
        if hasattr(self, "emulator"):
            self.client.close()
            self.emulator.close()
            self.temporary.cleanup()

    def refused(self, call: Callable[[], Any]) -> str | None:
        """The code with which a call is refused, if it is."""
        try:
            call()
        except ApiException as error:
            return error.error_code
        return None

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(FILES), content=st.binary(max_size=20))
    def write(self, folder: str, name: str, content: bytes) -> None:
        path = self.root / BUCKET / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.disk[folder][name] = content

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(FILES))
    def remove(self, folder: str, name: str) -> None:
        (self.root / BUCKET / folder / name).unlink(missing_ok=True)
        self.disk[folder].pop(name, None)

    @rule(target=datasets, name=st.sampled_from(NAMES), folder=st.sampled_from(FOLDERS))
    def create(self, name: str, folder: str) -> Any:
        spec = {"name": name, "data_url": f"{BUCKET}/{folder}", "description": f"of {folder}"}
        taken = any(dataset.name == name for dataset in self.model.values())
        used = any(dataset.folder == folder for dataset in self.model.values())
        if taken or used:
            code = self.refused(lambda: self.api.create_dataset(dataset_spec=spec))
            assert code in ["ModelArts.1631"] * taken + ["ModelArts.1632"] * used
            return multiple()
        started = self.api.create_dataset(dataset_spec=spec)
        (created,) = started.wait().datasets
        assert (created.dataset_id, created.dataset_name) == (started.dataset_id, name)
        assert created.file_count == len(self.disk[folder])
        files = set(self.disk[folder])
        self.model[started.dataset_id] = ModelDataset(started.dataset_id, name, folder, f"of {folder}", files)
        return started.dataset_id

    @rule(dataset_id=datasets, name=st.sampled_from(NAMES))
    def rename(self, dataset_id: str, name: str) -> None:
        dataset = self.model.get(dataset_id)
        code = self.refused(
            lambda: self.api.update_dataset(
                dataset_id=dataset_id, update_dataset_spec={"name": name, "description": ""}
            )
        )
        if dataset is None:
            assert code == "ModelArts.1674"
        elif any(other.name == name for other in self.model.values() if other is not dataset):
            assert code == "ModelArts.1631"
        else:
            assert code is None
            dataset.name, dataset.description = name, ""

    @rule(target=versions, dataset_id=datasets)
    def publish(self, dataset_id: str) -> Any:
        dataset = self.model.get(dataset_id)
        if dataset is None:
            call = self.api.create_dataset_version
            assert self.refused(lambda: call(dataset_id=dataset_id, description_spec={})) == "ModelArts.1674"
            return multiple()
        started = self.api.create_dataset_version(dataset_id=dataset_id, description_spec={"description": "d"})
        (published,) = started.wait().versions
        files = dict(self.disk[dataset.folder])
        assert published.file_count == len(files)
        before = dataset.version(dataset.current)
        old = set(before.files) if before else set()
        changed = len(files.keys() - old), len(old - files.keys())
        version_id = str(published.new_version_id)
        dataset.versions.append(ModelVersion(version_id, dataset.current, files, changed))
        dataset.current, dataset.known = version_id, set(files)
        return dataset_id, version_id

    @rule(dataset_id=datasets)
    def sync(self, dataset_id: str) -> None:
        dataset = self.model.get(dataset_id)
        if dataset is None:
            assert self.refused(lambda: self.api.sync_dataset(dataset_id=dataset_id)) == "ModelArts.1674"
            return
        self.api.sync_dataset(dataset_id=dataset_id).wait()
        dataset.known = set(self.disk[dataset.folder])

    @rule(dataset_id=datasets, version=versions)
    def checkout(self, dataset_id: str, version: tuple[str, str]) -> None:
        dataset = self.model.get(dataset_id)
        spec = {"version_id": version[1]}
        snapshot = dataset.version(version[1]) if dataset else None
        if dataset is None or snapshot is None:
            call = self.api.checkout_dataset_version
            code = self.refused(lambda: call(dataset_id=dataset_id, target_version_id_spec=spec))
            assert code == self.why_not(dataset, version)
            return
        self.api.checkout_dataset_version(dataset_id=dataset_id, target_version_id_spec=spec).wait()
        self.disk[dataset.folder] = dict(snapshot.files)
        dataset.current, dataset.known = version[1], set(snapshot.files)

    def why_not(self, dataset: ModelDataset | None, version: tuple[str, str]) -> str:
        if dataset is None:
            return "ModelArts.1674"
        return "ModelArts.1602" if version[0] in self.model else "ModelArts.1675"

    @rule(one=versions, other=versions)
    def compare(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        dataset = self.model.get(one[0])
        old = dataset.version(one[1]) if dataset else None
        new = dataset.version(other[1]) if dataset else None

        def call() -> Any:
            return self.api.compare_datasets(dataset_id=one[0], version1=one[1], version2=other[1])

        if dataset is None or old is None or new is None:
            assert self.refused(call) == self.why_not(dataset, other)
            return
        (change,) = call().change_url
        urls = [f"obs://{BUCKET}/{dataset.folder}{name}" for name in sorted(new.files.keys() - old.files.keys())]
        gone = [f"obs://{BUCKET}/{dataset.folder}{name}" for name in sorted(old.files.keys() - new.files.keys())]
        assert (change.added_url, change.deleted_url, change.modified_count) == (urls, gone, 0)
        assert (change.added_count, change.deleted_count) == (len(urls), len(gone))

    @rule(dataset_id=datasets, names=st.lists(st.sampled_from(FILES), min_size=1, max_size=3))
    def delete_files(self, dataset_id: str, names: list[str]) -> None:
        dataset = self.model.get(dataset_id)
        call = self.api.delete_file_from_obs
        code = self.refused(lambda: call(dataset_id=dataset_id, delete_files_spec={"deleted_url": names}))
        if dataset is None:
            assert code == "ModelArts.1674"
        elif not self.disk[dataset.folder].keys() >= set(names):
            assert code == "ModelArts.1673"
        else:
            assert code is None
            for name in set(names):
                del self.disk[dataset.folder][name]
            dataset.known -= set(names)

    @rule(dataset_id=consumes(datasets))
    def delete(self, dataset_id: str) -> None:
        if dataset_id not in self.model:
            assert self.refused(lambda: self.api.delete_dataset(dataset_id=dataset_id)) == "ModelArts.1674"
            return
        assert self.api.delete_dataset(dataset_id=dataset_id).wait().result == []
        del self.model[dataset_id]

    @rule(version=versions)
    def look_at_a_version(self, version: tuple[str, str]) -> None:
        dataset = self.model.get(version[0])
        found = dataset.version(version[1]) if dataset else None
        if dataset is None or found is None:
            call = self.api.search_dataset_version
            assert self.refused(lambda: call(dataset_id=version[0], version_id=version[1])) == "ModelArts.1674"
            return
        files = list(self.api.iter_version_files(dataset_id=version[0], version_id=version[1], limit=2))
        assert {file.file_name: file.file_size for file in files} == {n: len(c) for n, c in found.files.items()}
        assert len(files) == len(found.files)

    @invariant()
    def the_folders_hold_what_the_model_thinks(self) -> None:
        if not hasattr(self, "emulator"):
            return
        for folder, files in self.disk.items():
            top = self.root / BUCKET / folder
            found = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
            assert found == files

    @invariant()
    def the_listing_is_the_models(self) -> None:
        if not hasattr(self, "emulator"):
            return
        expected = sorted(self.model.values(), key=lambda dataset: dataset.name)
        listed = self.api.query_dataset()
        assert listed.dataset_count == len(expected)
        for seen, dataset in zip(listed.datasets, expected):
            assert (seen.dataset_id, seen.dataset_name, seen.description) == (
                dataset.dataset_id,
                dataset.name,
                dataset.description,
            )
            assert (seen.data_url, seen.file_count) == (f"{BUCKET}/{dataset.folder}", len(dataset.known))

    @invariant()
    def the_histories_are_the_models(self) -> None:
        for dataset_id, dataset in getattr(self, "model", {}).items():
            history = self.api.get_history_dataset_version(dataset_id=dataset_id)
            assert history.version_count == len(dataset.versions)
            for seen, version in zip(history.versions, dataset.versions):
                assert (seen.version_id, seen.previous_id) == (version.version_id, version.previous_id)
                assert seen.file_count == len(version.files)
                (change,) = seen.change_file_count or []
                assert (change.added_count, change.deleted_count) == version.changed


Lifecycle.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLifecycle = Lifecycle.TestCase
