"""A small model of datasets of pictures in data management v2: what a user expects of the calls.

Paths are inside one bucket. Nothing here knows the client or the emulator.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURES = (".jpg", ".jpeg", ".png", ".bmp")
Disk = dict[str, bytes]


class Refused(Exception):  # noqa: N818 it is no error of a test
    """A call is refused, or work fails, with this code."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = f"ModelArts.{number}"


def refusal(call: Callable[[], object]) -> str | None:
    """Returns the code with which the model refuses something; None if it does it."""
    try:
        call()
    except Refused as refused:
        return refused.code
    return None


NO_DATASET, NO_VERSION, NO_PATH = Refused(4352), Refused(4353), Refused(4312)


@dataclass(frozen=True)
class Sample:
    """A picture: its labels, those that wait for a person, and who labelled it."""

    path: str
    labels: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    by: str | None = None
    hard: bool = False
    usage: str | None = None


@dataclass
class Version:
    """A published version; one that failed is empty."""

    version_id: str
    name: str
    previous_id: str | None
    samples: list[Sample] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    failed: bool = False
    added: int = 0
    deleted: int = 0
    modified: int = 0


class LabelChange(NamedTuple):
    """How an update of a dataset changes its labels."""

    added: str | None = None
    renamed: tuple[str, str] | None = None
    removed: str | None = None

    def apply(self, dataset: Dataset) -> None:
        if self.added:
            dataset.add_label(self.added)
        if self.renamed:
            dataset.rename_label(*self.renamed)
        if self.removed:
            dataset.remove_label(self.removed)


class Publication(NamedTuple):
    """How a version is published."""

    name: str | None = None
    ratio: str | None = None
    images: bool = False
    keep_usage: bool = False
    keep_hard: bool = False


class Import(NamedTuple):
    """What an import takes, and as what."""

    annotations: bool = True
    final: bool = True
    only_known: bool = False
    included: str | None = None
    into: str | None = None


def check_once(labels: tuple[str, ...]) -> None:
    """Refuses labels for a sample of a dataset for classification that has one of them twice."""
    if len(set(labels)) < len(labels):
        raise Refused(4413)


def read_folder(disk: Disk, folder: str, *, annotations: bool = True) -> list[Sample]:
    """Returns the pictures of a folder with the labels beside them."""
    found = []
    for path in sorted(path for path in disk if path.startswith(folder) and path.endswith(PICTURES)):
        beside = path.rpartition(".")[0] + ".txt"
        below = path[len(folder) :].split("/")
        if not annotations:
            labels: list[str] = []
        elif beside in disk:
            labels = [line.strip() for line in disk[beside].decode().splitlines() if line.strip()]
        else:
            labels = below[-2:-1]
        unique = tuple(dict.fromkeys(labels))
        found.append(Sample(path, unique, by="human" if unique else None))
    return found


def exported(samples: list[Sample], folder: str, disk: Disk, ids: dict[str, str], *, by_label: bool) -> Disk:
    """Returns the files that an export writes, or raises why it fails."""
    files: Disk = {}
    stems: set[str] = set()
    for sample in samples:
        if sample.path not in disk:
            raise NO_PATH
        name = basename(sample.path)
        if name.rpartition(".")[0] in stems:
            name = f"{ids[sample.path]}-{name}"
        stem = name.rpartition(".")[0]
        stems.add(stem)
        folders = [label.replace("/", "_") + "/" for label in sample.labels] if by_label else []
        for below in folders or [""]:
            files[f"{folder}{below}{name}"] = disk[sample.path]
        if sample.labels and not by_label:
            files[f"{folder}{stem}.txt"] = "".join(f"{label}\n" for label in sample.labels).encode()
    return files


@dataclass
class Dataset:
    """A dataset: its samples by path, in the order in which they came, its labels and its versions."""

    dataset_id: str
    name: str
    folder: str
    description: str = ""
    annotations: bool = True
    samples: dict[str, Sample] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    versions: dict[str, Version] = field(default_factory=dict)
    current: str | None = None
    published: int = 0
    last_published: float = -math.inf
    deleted: int = 0

    def version(self, version_id: str) -> Version:
        if version_id not in self.versions:
            raise NO_VERSION
        return self.versions[version_id]

    def note(self, labels: tuple[str, ...]) -> None:
        self.labels += [label for label in dict.fromkeys(labels) if label not in self.labels]

    def merge(self, found: list[Sample], *, only_known: bool = False) -> int:
        """Takes over what was read; returns how many samples."""
        found = [sample for sample in found if not only_known or sample.path in self.samples]
        for sample in found:
            known = self.samples.get(sample.path, Sample(sample.path))
            if not sample.labels:
                sample = replace(sample, labels=known.labels, by=known.by)  # noqa: PLW2901
                if not sample.proposals and not known.labels:
                    sample = replace(sample, proposals=known.proposals)  # noqa: PLW2901
            self.note(sample.labels + sample.proposals)
            hard, usage = sample.hard or known.hard, sample.usage or known.usage
            self.samples[sample.path] = replace(sample, hard=hard, usage=usage)
        return len(found)

    def take(self, found: list[Sample], how: Import) -> int:
        """Imports what was read."""
        if not found:
            raise Refused(4340)
        if how.included:
            found = [sample for sample in found if how.included in sample.labels]
        if not how.annotations:
            found = [replace(sample, labels=(), by=None) for sample in found]
        elif not how.final:
            found = [replace(sample, labels=(), proposals=sample.labels, by=None) for sample in found]
        return self.merge(found, only_known=how.only_known)

    def synchronize(self, disk: Disk) -> tuple[int, int]:
        """Makes the samples of the folder those of its files; returns how many came and went."""
        found = read_folder(disk, self.folder, annotations=self.annotations)
        present = {sample.path for sample in found}
        gone = [path for path in self.samples if path.startswith(self.folder) and path not in present]
        self.delete(gone)
        return self.merge([sample for sample in found if sample.path not in self.samples]), len(gone)

    def delete(self, paths: list[str]) -> None:
        for path in paths:
            del self.samples[path]
        self.deleted += len(paths)

    def relabel(self, path: str | None, labels: tuple[str, ...], by: str, *, hard: bool | None) -> None:
        if path is None:
            raise Refused(4420)
        if not set(labels) <= set(self.labels):
            raise Refused(4410)
        check_once(labels)
        old = self.samples[path]
        now_hard = old.hard if hard is None else hard
        self.samples[path] = Sample(path, labels, by=by if labels else None, hard=now_hard, usage=old.usage)

    def add_label(self, label: str) -> None:
        if label in self.labels:
            raise Refused(4411)
        self.labels.append(label)

    def rename_label(self, old: str, new: str) -> None:
        self._check_label(old)
        if new != old and new in self.labels:
            raise Refused(4411)
        self.labels[self.labels.index(old)] = new
        for path, sample in self.samples.items():
            labels, proposals = (
                tuple(new if label == old else label for label in having)
                for having in (sample.labels, sample.proposals)
            )
            self.samples[path] = replace(sample, labels=labels, proposals=proposals)

    def remove_label(self, label: str) -> list[str]:
        """Returns the samples that had the label and have none any more."""
        self._check_label(label)
        self.labels.remove(label)
        bare = []
        for path, sample in self.samples.items():
            if label not in sample.labels + sample.proposals:
                continue
            labels, proposals = (
                tuple(other for other in having if other != label) for having in (sample.labels, sample.proposals)
            )
            by = sample.by if labels else None
            self.samples[path] = replace(sample, labels=labels, proposals=proposals, by=by)
            if not labels:
                bare.append(path)
        return bare

    def update(self, name: str | None, change: LabelChange) -> None:
        samples, labels = dict(self.samples), list(self.labels)
        try:
            change.apply(self)
        except Refused:
            self.samples, self.labels = samples, labels
            raise
        self.name = name or self.name

    def _check_label(self, label: str) -> None:
        if label not in self.labels:
            raise Refused(4410)

    def publish(self, how: Publication, now: float) -> str:
        """Returns the name of the version that can be published now."""
        names = {version.name for version in self.versions.values()}
        numbers = range(self.published + 1, self.published + 100)
        name = how.name or next(f"V{number:03}" for number in numbers if f"V{number:03}" not in names)
        if name in names:
            raise Refused(4371)
        if now - self.last_published < 60:
            raise Refused(4370)
        self.published, self.last_published = self.published + 1, now
        return name

    def fill(self, version: Version, how: Publication, disk: Disk) -> None:
        """Publishes: what the version has, and how it differs from the one that was current before."""
        self.versions[version.version_id] = version
        labelled = sum(bool(sample.labels) for sample in self.samples.values())
        version.failed = True
        if how.ratio and labelled < 2:
            raise Refused(4711)
        if how.images and not self.samples.keys() <= disk.keys():
            raise NO_PATH
        before = self.versions[self.current].samples if self.current else []
        old = {sample.path: sample.labels for sample in before}
        version.failed = False
        version.samples, version.labels = list(self.samples.values()), list(self.labels)
        kept = [sample for sample in version.samples if sample.path in old]
        version.added, version.deleted = len(version.samples) - len(kept), len(old) - len(kept)
        version.modified = sum(sample.labels != old[sample.path] for sample in kept)
        self.current = version.version_id

    def switch(self, version_id: str) -> None:
        version = self.version(version_id)
        self.samples = {sample.path: sample for sample in version.samples}
        self.labels, self.current = list(version.labels), version_id

    def delete_version(self, version_id: str) -> None:
        self.version(version_id)
        del self.versions[version_id]
        if self.current == version_id:
            self.current = None


def training(labelled: int, ratio: str) -> int:
    """Returns how many of the labelled samples are for training."""
    return min(max(math.floor(labelled * float(ratio) + 0.5), 1), labelled - 1)


def uses(labels: list[str], samples: list[Sample]) -> dict[str, tuple[int, int]]:
    """Returns how often each label is used, and by how many samples."""
    total = Counter(label for sample in samples for label in sample.labels)
    having = Counter(label for sample in samples for label in set(sample.labels))
    return {label: (total[label], having[label]) for label in labels}
