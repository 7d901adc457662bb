"""Calls the data management service: datasets, versions, samples, labels, and the tasks that work on them."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from modelarts.client.api_client import ApiClient  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.base import BaseApi
from modelarts.v2.async_auto_labelling import AsyncAutoLabelling
from modelarts.v2.async_datasets import AsyncDatasets
from modelarts.v2.async_exports import AsyncExports
from modelarts.v2.async_imports import AsyncImports
from modelarts.v2.async_labels import AsyncLabels
from modelarts.v2.async_processing import AsyncProcessing
from modelarts.v2.async_samples import AsyncSamples
from modelarts.v2.async_syncs import AsyncSyncs
from modelarts.v2.async_versions import AsyncVersions
from modelarts.v2.auto_labelling import AutoLabelling
from modelarts.v2.datasets import Datasets
from modelarts.v2.exports import Exports
from modelarts.v2.imports import Imports
from modelarts.v2.labels import Labels
from modelarts.v2.processing import Processing
from modelarts.v2.samples import Samples
from modelarts.v2.syncs import Syncs
from modelarts.v2.versions import Versions
from modelarts.wait.async_work import AsyncWorkWaits
from modelarts.wait.work import WorkWaits

__all__ = ["AsyncDataManagement", "DataManagement"]


class DataManagement(BaseApi, WorkWaits):
    """Calls the data management service: datasets, versions, samples, labels, and the tasks that work on them.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.

    Attributes:
        auto_labelling (AutoLabelling): Labels samples automatically: active learning, pre-labelling by a
            model, and auto-grouping.
        datasets (Datasets): Creates, lists, changes and deletes datasets.
        exports (Exports): Exports samples and labels of a dataset to OBS or to a new dataset.
        imports (Imports): Imports data into a dataset.
        labels (Labels): Creates, lists, changes and deletes labels of a dataset.
        processing (Processing): Processes data: feature analysis, validation, cleaning, selection and
            augmentation.
        samples (Samples): Adds, lists, labels and deletes samples of a dataset.
        syncs (Syncs): Synchronizes a dataset with its source in OBS.
        versions (Versions): Publishes, lists and deletes versions of a dataset.
    """

    def __init__(self, client: ApiClient) -> None:
        super().__init__(client)
        self.auto_labelling = AutoLabelling(client)
        self.datasets = Datasets(client)
        self.exports = Exports(client)
        self.imports = Imports(client)
        self.labels = Labels(client)
        self.processing = Processing(client)
        self.samples = Samples(client)
        self.syncs = Syncs(client)
        self.versions = Versions(client)


class AsyncDataManagement(BaseApi, AsyncWorkWaits):
    """As `DataManagement`, with coroutines.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.

    Attributes:
        auto_labelling (AsyncAutoLabelling): Labels samples automatically: active learning, pre-labelling by a
            model, and auto-grouping.
        datasets (AsyncDatasets): Creates, lists, changes and deletes datasets.
        exports (AsyncExports): Exports samples and labels of a dataset to OBS or to a new dataset.
        imports (AsyncImports): Imports data into a dataset.
        labels (AsyncLabels): Creates, lists, changes and deletes labels of a dataset.
        processing (AsyncProcessing): Processes data: feature analysis, validation, cleaning, selection and
            augmentation.
        samples (AsyncSamples): Adds, lists, labels and deletes samples of a dataset.
        syncs (AsyncSyncs): Synchronizes a dataset with its source in OBS.
        versions (AsyncVersions): Publishes, lists and deletes versions of a dataset.
    """

    def __init__(self, client: ApiClient) -> None:
        super().__init__(client)
        self.auto_labelling = AsyncAutoLabelling(client)
        self.datasets = AsyncDatasets(client)
        self.exports = AsyncExports(client)
        self.imports = AsyncImports(client)
        self.labels = AsyncLabels(client)
        self.processing = AsyncProcessing(client)
        self.samples = AsyncSamples(client)
        self.syncs = AsyncSyncs(client)
        self.versions = AsyncVersions(client)
