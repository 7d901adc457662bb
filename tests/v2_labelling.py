"""Rules of the life cycles of data management v2: files, samples and labels change."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

import v2_model as model
from v2_comparison import BUCKET, FOLDERS, Comparison
from v2_model import Refused

FILES = ("1.jpg", "1.png", "cat/2.jpg", "cat/3.jpg", "dog/2.jpg", "sub/cat/文.bmp", "notes.md")
LABELS = ("cat", "dog", "鸟/bird")

a_label = st.sampled_from(LABELS)
some_labels = st.lists(a_label, max_size=3).map(tuple)
# A sample of a dataset by its number; the service does not know those that are too high.
a_sample = st.integers(0, 9)
datasets = Comparison.datasets


class Labelling(Comparison):
    """Changes files, samples and labels."""

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(FILES), content=st.binary(max_size=5))
    def write(self, folder: str, name: str, content: bytes) -> None:
        self.write_file(f"{folder}{name}", content)

    @rule(folder=st.sampled_from(FOLDERS), labels=some_labels)
    def write_labels(self, folder: str, labels: tuple[str, ...]) -> None:
        self.write_file(f"{folder}1.txt", "\n".join(["", *labels]).encode())

    @rule(folder=st.sampled_from(FOLDERS), name=st.sampled_from(FILES))
    def remove(self, folder: str, name: str) -> None:
        (self.root / BUCKET / folder / name).unlink(missing_ok=True)
        self.disk.pop(f"{folder}{name}", None)

    @rule(
        dataset_id=datasets,
        files=st.lists(
            st.tuples(st.sampled_from(["1.jpg", "new.png", "new.txt"]), some_labels), min_size=1, max_size=2
        ),
        final=st.booleans(),
    )
    def add_samples(self, dataset_id: str, files: list[tuple[str, tuple[str, ...]]], final: bool) -> None:
        def add(dataset: model.Dataset, file: tuple[str, tuple[str, ...]]) -> None:
            name, labels = file
            path = f"{dataset.folder}{name}"
            if not name.endswith(model.PICTURES):
                raise Refused(4421)
            model.check_once(labels)
            if path in self.disk and path in dataset.samples:
                raise Refused(4422)
            # A file without a sample is taken, but never overwritten.
            if self.disk.get(path, b"new") != b"new":
                raise Refused(4421)
            self.disk[path] = b"new"
            dataset.note(labels)
            added = model.Sample(path, labels, by=self.user if labels else None)
            dataset.samples[path] = added if final else model.Sample(path, proposals=labels)

        content = base64.b64encode(b"new").decode()
        samples = [
            {"name": name, "data": content, "labels": [{"name": label} for label in labels]} for name, labels in files
        ]
        self.batch(
            dataset_id,
            add,
            files,
            lambda: self.data.samples.add(dataset_id, samples=samples, final_annotation=final),
        )

    @rule(
        dataset_id=datasets, numbers=st.lists(a_sample, unique=True, min_size=1, max_size=3), with_files=st.booleans()
    )
    def delete_samples(self, dataset_id: str, numbers: list[int], with_files: bool) -> None:
        def delete(dataset: model.Dataset, sample: tuple[str | None, str]) -> None:
            path, _ = sample
            if path is None:
                raise Refused(4420)
            dataset.delete([path])
            if with_files:
                self.disk.pop(path, None)

        chosen = [self.sample(dataset_id, number) for number in numbers]
        self.batch(
            dataset_id,
            delete,
            chosen,
            lambda: self.data.samples.delete(
                dataset_id, samples=[sample_id for _, sample_id in chosen], delete_source=with_files
            ),
        )

    @rule(
        dataset_id=datasets,
        changes=st.lists(st.tuples(a_sample, some_labels, st.none() | st.booleans()), min_size=1, max_size=3),
    )
    def relabel(self, dataset_id: str, changes: list[tuple[int, tuple[str, ...], bool | None]]) -> None:
        samples = []
        paths = []
        for number, labels, hard in changes:
            path, sample_id = self.sample(dataset_id, number)
            sample: dict[str, Any] = {"sample_id": sample_id, "labels": [{"name": label} for label in labels]}
            if hard is not None:
                sample["metadata"] = {"@modelarts:hard": hard}
            samples.append(sample)
            paths.append(path)

        def relabel(dataset: model.Dataset, index: int) -> None:
            _, labels, hard = changes[index]
            dataset.relabel(paths[index], labels, self.user, hard=hard)

        numbers = range(len(changes))
        self.batch(dataset_id, relabel, numbers, lambda: self.data.samples.update(dataset_id, samples=samples))

    @rule(dataset_id=datasets, labels=st.lists(a_label, min_size=1, max_size=3))
    def create_labels(self, dataset_id: str, labels: list[str]) -> None:
        self.batch(
            dataset_id,
            model.Dataset.add_label,
            labels,
            lambda: self.data.labels.create(dataset_id, labels=[{"name": label} for label in labels]),
        )

    @rule(
        dataset_id=datasets, pairs=st.lists(st.tuples(a_label, a_label), min_size=1, max_size=2), by_name=st.booleans()
    )
    def rename_labels(self, dataset_id: str, pairs: list[tuple[str, str]], by_name: bool) -> None:
        changes = [{"name": old, "property": {"@modelarts:rename_to": new}} for old, new in pairs]
        (old, new), *_ = pairs
        if by_name:
            self.same(
                lambda: self.dataset(dataset_id).rename_label(old, new),
                lambda: self.data.labels.update_one(dataset_id, old, properties={"@modelarts:rename_to": new}),
            )
            return
        self.batch(
            dataset_id,
            lambda dataset, pair: dataset.rename_label(*pair),
            pairs,
            lambda: self.data.labels.update(dataset_id, labels=changes),
        )

    @rule(
        dataset_id=datasets,
        labels=st.lists(a_label, min_size=1, max_size=2),
        policy=st.sampled_from([0, 1, 2]),
        by_name=st.booleans(),
    )
    def delete_labels(self, dataset_id: str, labels: list[str], policy: int, by_name: bool) -> None:
        def delete(dataset: model.Dataset, label: str) -> None:
            bare = dataset.remove_label(label)
            if policy:
                dataset.delete(bare)
            if policy == 2:
                for path in bare:
                    self.disk.pop(path, None)

        if by_name:
            policy = max(policy, 1)
            self.same(
                lambda: delete(self.dataset(dataset_id), labels[0]),
                lambda: self.data.labels.delete_one(dataset_id, labels[0], delete_source=policy == 2),
            )
            return
        self.batch(
            dataset_id,
            delete,
            labels,
            lambda: self.data.labels.delete(
                dataset_id, labels=[{"name": label} for label in labels], delete_policy=policy
            ),
        )

    @rule(dataset_id=datasets, number=a_sample, label=a_label)
    def look_at_samples(self, dataset_id: str, number: int, label: str) -> None:
        path, sample_id = self.sample(dataset_id, number)

        def expected() -> model.Sample:
            dataset = self.dataset(dataset_id)
            if path is None:
                raise Refused(4420)
            return replace(dataset.samples[path], proposals=(), usage=None)

        both = self.same(expected, lambda: self.data.samples.get(dataset_id, sample_id))
        if both is None:
            return
        assert self.taken(both[1]) == both[0]
        having = [one.path for one in self.model[dataset_id].samples.values() if label in one.labels]
        newest_first = self.data.samples.iter(dataset_id, label_name=label, page_size=1, prefetch=3)
        assert [self.taken(one).path for one in newest_first] == having[::-1]
