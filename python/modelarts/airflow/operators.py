"""The operators: each makes one call and, if it starts work, waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from modelarts.airflow.operator import ModelArtsOperator, StartingOperator
from modelarts.errors import InvalidParameterError
from modelarts.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from modelarts.airflow.hook import ModelArtsHook

__all__ = [
    "CheckoutVersionOperator",
    "CreateDatasetOperator",
    "DeleteDatasetOperator",
    "ExportDataOperator",
    "ImportDataOperator",
    "LabelSamplesOperator",
    "PublishVersionOperator",
    "SyncDatasetOperator",
]


class CreateDatasetOperator(StartingOperator):
    """Creates a dataset from a folder in OBS.

    Its result has `dataset_id` once the dataset is there.

    Args:
        name: The name.
        data_path: The folder in OBS that holds the data.
        work_path: The folder in OBS for versions and exports; v2 alone, and needed there.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `datasets.create`, or of v1
            further members of `dataset_spec`.
    """

    template_fields: ClassVar[Sequence[str]] = (*StartingOperator.template_fields, "name", "data_path", "work_path")

    def __init__(self, *, name: str, data_path: str, work_path: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name
        self.data_path = data_path
        self.work_path = work_path

    def start(self, hook: ModelArtsHook) -> Any:
        """Creates the dataset."""
        if self.api == "v1":
            if self.work_path:
                raise InvalidParameterError(
                    message("work_path: datasets of v1 have none; leave it out"), parameter="work_path"
                )
            spec = {"name": self.name, "data_url": self.data_path, **self.options}
            return hook.dataset_api.create_dataset(dataset_spec=spec, **self.project)
        if not self.work_path:
            raise InvalidParameterError(
                message('work_path: is missing, which a dataset of v2 needs; pass it, or api="v1"'),
                parameter="work_path",
            )
        data_sources = [{"data_type": 0, "data_path": self.data_path}]
        options = {"data_sources": data_sources, **self.options, **self.project}
        return hook.data_management.datasets.create(dataset_name=self.name, work_path=self.work_path, **options)


class _DatasetOperator(StartingOperator):
    """Starts work on a dataset."""

    template_fields: ClassVar[Sequence[str]] = (*StartingOperator.template_fields, "dataset_id")

    def __init__(self, *, dataset_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dataset_id = dataset_id


class PublishVersionOperator(_DatasetOperator):
    """Publishes a version of a dataset.

    Its result has `version_id` once the version is there.

    Args:
        dataset_id: The dataset.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `versions.create`, or of v1
            the members of `description_spec`.
    """

    def start(self, hook: ModelArtsHook) -> Any:
        """Publishes the version."""
        if self.api == "v1":
            return hook.dataset_api.create_dataset_version(
                dataset_id=self.dataset_id, description_spec=self.options, **self.project
            )
        return hook.data_management.versions.create(self.dataset_id, **self.options, **self.project)


class SyncDatasetOperator(_DatasetOperator):
    """Takes over what has changed in the folder of a dataset in OBS.

    Args:
        dataset_id: The dataset.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `syncs.create`.
    """

    def start(self, hook: ModelArtsHook) -> Any:
        """Starts the synchronization."""
        if self.api == "v1":
            self.refuse_options()
            return hook.dataset_api.sync_dataset(dataset_id=self.dataset_id, **self.project)
        return hook.data_management.syncs.create(self.dataset_id, **self.options, **self.project)


class CheckoutVersionOperator(_DatasetOperator):
    """Makes a version the current one of its dataset.

    Args:
        dataset_id: The dataset.
        version_id: The version.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `datasets.update`.
    """

    template_fields: ClassVar[Sequence[str]] = (*_DatasetOperator.template_fields, "version_id")

    def __init__(self, *, version_id: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.version_id = version_id

    def start(self, hook: ModelArtsHook) -> Any:
        """Switches the version."""
        if self.api == "v1":
            self.refuse_options()
            return hook.dataset_api.checkout_dataset_version(
                dataset_id=self.dataset_id, target_version_id_spec={"version_id": self.version_id}, **self.project
            )
        return hook.data_management.datasets.update(
            self.dataset_id, current_version_id=self.version_id, **self.options, **self.project
        )


class DeleteDatasetOperator(_DatasetOperator):
    """Deletes a dataset; its files in OBS stay.

    Args:
        dataset_id: The dataset.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `datasets.delete`.
    """

    def start(self, hook: ModelArtsHook) -> Any:
        """Deletes the dataset."""
        if self.api == "v1":
            self.refuse_options()
            return hook.dataset_api.delete_dataset(dataset_id=self.dataset_id, **self.project)
        return hook.data_management.datasets.delete(self.dataset_id, **self.options, **self.project)


class ImportDataOperator(_DatasetOperator):
    """Imports files or a manifest from OBS into a dataset; v2 alone.

    Args:
        dataset_id: The dataset.
        path: The folder, or the manifest, in OBS.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `imports.create`, such as
            `import_type`.
    """

    only_v2 = True
    template_fields: ClassVar[Sequence[str]] = (*_DatasetOperator.template_fields, "path")

    def __init__(self, *, path: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.path = path

    def start(self, hook: ModelArtsHook) -> Any:
        """Starts the import."""
        return hook.data_management.imports.create(
            self.dataset_id, import_path=self.path, **self.options, **self.project
        )


class ExportDataOperator(_DatasetOperator):
    """Exports a dataset, or a version of it, to OBS; v2 alone.

    Args:
        dataset_id: The dataset.
        path: The folder in OBS.
        version_id: The version; None for the current data.
        **kwargs: The arguments of `StartingOperator`; `options` are further arguments of `exports.create`, such as
            `export_format`.
    """

    only_v2 = True
    template_fields: ClassVar[Sequence[str]] = (*_DatasetOperator.template_fields, "path", "version_id")

    def __init__(self, *, path: str, version_id: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.path = path
        self.version_id = version_id

    def start(self, hook: ModelArtsHook) -> Any:
        """Starts the export."""
        return hook.data_management.exports.create(
            self.dataset_id, path=self.path, version_id=self.version_id or None, **self.options, **self.project
        )


class LabelSamplesOperator(ModelArtsOperator):
    """Labels samples of a dataset; v2 alone. The service does it at once, so there is nothing to wait for.

    Args:
        dataset_id: The dataset.
        samples: The samples with their labels, as `samples.update` takes them; a template, or the result of a task.
        **kwargs: The arguments of `ModelArtsOperator`; `options` are further arguments of `samples.update`.

    """

    only_v2 = True
    template_fields: ClassVar[Sequence[str]] = (*ModelArtsOperator.template_fields, "dataset_id", "samples")

    def __init__(self, *, dataset_id: str, samples: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dataset_id = dataset_id
        self.samples = samples

    def start(self, hook: ModelArtsHook) -> Any:
        """Labels the samples."""
        return hook.data_management.samples.update(
            self.dataset_id, samples=self.samples, **self.options, **self.project
        )
