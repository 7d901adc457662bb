"""Calls the dataset service in the calling thread."""

# Written by tools/generate.py from api/v1/dataset.toml; do not edit.

from __future__ import annotations

from modelarts.client.base import BaseApi
from modelarts.client.paging import Pagination
from modelarts.responses import (
    Dataset,
    DatasetList,
    DeletedFiles,
    Difference,
    Response,
    StartedDataset,
    StartedTask,
    TaskStatus,
    VersionDetail,
    VersionFile,
    VersionList,
)
from modelarts.responses.base import raise_if_failed
from modelarts.unset import UNSET, Unset
from modelarts.wait.tasks import TaskWaits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import timedelta
    from typing import Literal

    from modelarts.bodies import DatasetSpec, DeleteFilesSpec, TargetVersionSpec, UpdateDatasetSpec, VersionSpec
else:
    from modelarts._deferred import Deferred, Iterator, Literal, Mapping, timedelta

    DatasetSpec = Deferred("modelarts.bodies", "DatasetSpec")
    DeleteFilesSpec = Deferred("modelarts.bodies", "DeleteFilesSpec")
    TargetVersionSpec = Deferred("modelarts.bodies", "TargetVersionSpec")
    UpdateDatasetSpec = Deferred("modelarts.bodies", "UpdateDatasetSpec")
    VersionSpec = Deferred("modelarts.bodies", "VersionSpec")

__all__ = ["DatasetApi"]


class DatasetApi(BaseApi, TaskWaits):
    """Calls the dataset service in the calling thread.

    Args:
        client: The client, as returned by `modelarts.config.create_client`.
    """

    def create_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_spec: DatasetSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedDataset[TaskStatus]:
        """Creates a dataset from files in OBS; starts a task.

        `POST /v1/{project_id}/datasets`; documented in the ModelArts SDK reference as 创建数据集 ("creating a
        dataset").

        >>> resp = datasetapi.create_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_spec={"name": "wxj_test", "description": "a test dataset",
        ...                   "data_url": "kyber", "provide": "OBS"})
        >>> resp.wait().datasets[0].dataset_name
        'wxj_test'

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_spec: The dataset to create: `name` (the name; 1 to 20 letters, digits, "_", "-" or
                Chinese characters; required); `description` (the description; at most 256 characters);
                `provider` (where the data is stored; "OBS"; by default "OBS"); `data_url` (the OBS bucket, or
                a folder in it, that holds the data, like "bucket1" or "bucket1/dog/"; a path in OBS:
                "obs://bucket/folder/", "s3://bucket/folder/", "/bucket/folder/" or "bucket/folder/";
                required); `open_obs_version` (whether to turn on versioning of the bucket; text, not a bool;
                "true" or "false"). Other keys are sent as they are.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The ids of the new dataset and of the task; `wait()` waits for the task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._start("create_dataset", (project_id, dataset_spec), timeout)

    def query_dataset(
        self,
        project_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DatasetList:
        """Lists datasets, one page at a time; `iter_datasets` iterates over all pages.

        `GET /v1/{project_id}/datasets`; documented in the ModelArts SDK reference as 查询数据集列表 ("listing
        datasets").

        >>> resp = datasetapi.query_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     limit=10, offset=0, sort_by="dataset_time", order="asc", search_content="abc")
        >>> [dataset.dataset_name for dataset in resp.datasets]
        ['abc_cats']

        Args:
            project_id: The project; by default the client's, or the token's.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; at least 1; None for the service's default, 10.
            sort_by: The field to sort by: "name" or "dataset_time"; None for the service's default, "name".
            order: The sort order: "asc" or "desc"; None for the service's default, "asc".
            search_content: Text to search for, for example in the name; at most 100 characters.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The `datasets` of the page, and the `dataset_count` of all pages.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("query_dataset", (project_id, offset, limit, sort_by, order, search_content), timeout)

    def get_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Returns a dataset.

        `GET /v1/{project_id}/datasets/{dataset_id}`; the ModelArts SDK reference lists it with method and
        path, and documents neither parameters nor response.

        >>> resp = datasetapi.get_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09", dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp["dataset_name"]
        'abc_cats'

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The response as it was received: its fields are not documented.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("get_dataset", (project_id, dataset_id), timeout)

    def update_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        update_dataset_spec: UpdateDatasetSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Changes the name or the description of a dataset.

        `PUT /v1/{project_id}/datasets/{dataset_id}`; documented in the ModelArts SDK reference as 修改数据集
        ("changing a dataset").

        >>> resp = datasetapi.update_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     update_dataset_spec={"name": "wxj", "description": "test"})
        >>> resp.http_status
        200

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            update_dataset_spec: The changes: `name` (the new name; 1 to 20 letters, digits, "_", "-" or
                Chinese characters); `description` (the new description; at most 256 characters). Other keys
                are sent as they are.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            A response without fields, with `http_status` and `request_id`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("update_dataset", (project_id, dataset_id, update_dataset_spec), timeout)

    def delete_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Deletes a dataset; starts a task.

        `DELETE /v1/{project_id}/datasets/{dataset_id}`; documented in the ModelArts SDK reference as 删除数据集
        ("deleting a dataset").

        >>> resp = datasetapi.delete_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09", dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.wait().status
        <TaskState.SUCCESS: 'SUCCESS'>

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._start("delete_dataset", (project_id, dataset_id), timeout)

    def create_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        description_spec: VersionSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Publishes the files of a dataset as a version; starts a task.

        `POST /v1/{project_id}/datasets/{dataset_id}/versions`; documented in the ModelArts SDK reference as
        发布数据集版本 ("publishing a version").

        >>> resp = datasetapi.create_dataset_version(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     description_spec={"description": "test"})
        >>> resp.wait().versions[0].file_count
        3

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            description_spec: The version to publish, or an empty mapping: `description` (the description of
                the version; at most 256 characters). Other keys are sent as they are.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task, whose status has the id of the version.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._start("create_dataset_version", (project_id, dataset_id, description_spec), timeout)

    def get_history_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionList:
        """Lists the versions of a dataset.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions`; documented in the ModelArts SDK reference as
        查询数据集历史版本 ("listing the versions of a dataset").

        >>> resp = datasetapi.get_history_dataset_version(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09", dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.version_count
        2

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The `versions`, and their number, `version_count`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("get_history_dataset_version", (project_id, dataset_id), timeout)

    def search_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "create_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        file_max_size: int | None = None,
        file_min_size: int | None = None,
        file_max_time: int | None = None,
        file_min_time: int | None = None,
        file_type: str | None = None,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionDetail:
        """Returns a version and its files, one page at a time; `iter_version_files` iterates over all pages.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`; documented in the ModelArts SDK
        reference as 查询数据集版本详情 ("the details of a version").

        >>> resp = datasetapi.search_dataset_version(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     version_id="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...     offset=0, limit=10, sort_by='create_time')
        >>> sorted(file.file_name for file in resp.file_list)
        ['cat.jpg', 'dog.jpg']

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            version_id: The version, as returned by `get_history_dataset_version`.
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; at least 1; None for the service's default, 10.
            sort_by: The field to sort the files by: "name" or "create_time"; None for the service's default,
                "name".
            order: The sort order: "asc" or "desc"; None for the service's default, "asc".
            search_content: Text to search for, for example in the name; at most 100 characters.
            file_max_size: The largest file size, in bytes.
            file_min_size: The smallest file size, in bytes.
            file_max_time: The latest creation time of a file as Unix time, in seconds.
            file_min_time: The earliest creation time of a file as Unix time, in seconds.
            file_type: The file type; not empty.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The version, and the `file_list` of the page.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
            offset,
            limit,
            sort_by,
            order,
            search_content,
            file_max_size,
            file_min_size,
            file_max_time,
            file_min_time,
            file_type,
        )
        return self._core.call("search_dataset_version", arguments, timeout)

    def compare_datasets(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version1: str | Unset = UNSET,
        version2: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Difference:
        """Returns the files added and deleted from one version to another.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions/difference`; documented in the ModelArts SDK
        reference as 查询数据集版本差异 ("the difference between two versions").

        >>> resp = datasetapi.compare_datasets(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     version1="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...     version2="962ef90a-ea4d-3af4-82ba-8523da57e78e")
        >>> resp.change_url[0].added_count
        1

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            version1: The version to start from.
            version2: The version to compare with it.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The numbers and the URLs of the files, in `change_url`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("compare_datasets", (project_id, dataset_id, version1, version2), timeout)

    def checkout_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        target_version_id_spec: TargetVersionSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Switches a dataset to one of its versions; starts a task.

        `PUT /v1/{project_id}/datasets/{dataset_id}/versions/current`; documented in the ModelArts SDK
        reference as 切换数据集版本 ("switching the version of a dataset").

        >>> resp = datasetapi.checkout_dataset_version(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     target_version_id_spec={"version_id": "862ef90a-ea4d-3af4-82ba-8523da57e78e"})
        >>> resp.wait().is_succeeded
        True

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            target_version_id_spec: The version to switch to: `version_id` (the version to switch to; not
                empty; required). Other keys are sent as they are.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._start("checkout_dataset_version", (project_id, dataset_id, target_version_id_spec), timeout)

    def sync_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Syncs a dataset with its files in OBS; starts a task.

        `POST /v1/{project_id}/datasets/{dataset_id}/sync`; documented in the ModelArts SDK reference as 同步数据集
        ("syncing a dataset").

        >>> resp = datasetapi.sync_dataset(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09", dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.wait().is_succeeded
        True

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The id of the task; `wait()` waits for the task.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._start("sync_dataset", (project_id, dataset_id), timeout)

    def delete_file_from_obs(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        delete_files_spec: DeleteFilesSpec | Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> DeletedFiles:
        """Deletes files of a dataset from OBS.

        `DELETE /v1/{project_id}/datasets/{dataset_id}/files`; documented in the ModelArts SDK reference as
        删除OBS文件 ("deleting files from OBS").

        >>> resp = datasetapi.delete_file_from_obs(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     delete_files_spec={"deleted_url": ["README.md"]})
        >>> resp.is_success
        True

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            delete_files_spec: The files to delete: `deleted_url` (the files to delete; at least 1, each not
                empty; required). Other keys are sent as they are.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            Whether the files were deleted, in `is_success`.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("delete_file_from_obs", (project_id, dataset_id, delete_files_spec), timeout)

    def delete_file_in_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        body: Mapping[str, object] | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Response:
        """Deletes files from a version.

        `PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`; the ModelArts SDK reference lists
        it with method and path, and documents neither parameters nor response.

        >>> resp = datasetapi.delete_file_in_version(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     version_id="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...     body={"deleted_url": ["dog.jpg"]})
        >>> resp.http_status
        200

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            version_id: The version, as returned by `get_history_dataset_version`.
            body: The body, sent as it is: neither its fields nor the name of this parameter are documented.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The response as it was received: its fields are not documented.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("delete_file_in_version", (project_id, dataset_id, version_id, body), timeout)

    def get_task_status(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        *,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> TaskStatus:
        """Returns the status of a task.

        `GET /v1/{project_id}/datasets/task/{task_id}`; documented in the ModelArts SDK reference as 查看数据集任务状态
        ("viewing the status of a dataset task").

        >>> resp = datasetapi.get_task_status(
        ...     project_id="cbfb9585c5854926a411a3f5a984fc09", task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp["status"], resp.is_done
        ('SUCCESS', True)

        A task in FAILURE is a successful call: its status is returned, not raised.

        Args:
            project_id: The project; by default the client's, or the token's.
            task_id: The task, as returned by the call that started it.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The status: a dict with the documented keys and typed attributes.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._core.call("get_task_status", (project_id, task_id), timeout)

    def iter_datasets(
        self,
        project_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[Dataset]:
        """Iterates over all datasets.

        Pages are requested as they are needed. The second page shows whether the service's `offset`
        counts pages, as documented, or entries.

        Args:
            project_id: The project; by default the client's, or the token's.
            limit: The number of items per page; at least 1.
            sort_by: The field to sort by: "name" or "dataset_time"; None for the service's default, "name".
            order: The sort order: "asc" or "desc"; None for the service's default, "asc".
            search_content: Text to search for, for example in the name; at most 100 characters.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each dataset once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or a call failed,
                `raise_on_error=False` or not.
        """
        pages = Pagination(limit, offset_counts, "dataset_id")
        while not pages.done:
            page = self.query_dataset(
                project_id,
                pages.offset,
                limit,
                sort_by,
                order,
                search_content,
                timeout=timeout,
            )
            raise_if_failed(page)
            yield from pages.take(page.datasets, page.dataset_count)

    def iter_version_files(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "create_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        file_max_size: int | None = None,
        file_min_size: int | None = None,
        file_max_time: int | None = None,
        file_min_time: int | None = None,
        file_type: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[VersionFile]:
        """Iterates over all files of a version.

        Pages are requested as they are needed. The second page shows whether the service's `offset`
        counts pages, as documented, or entries.

        Args:
            project_id: The project; by default the client's, or the token's.
            dataset_id: The dataset, as returned by `create_dataset` or `query_dataset`.
            version_id: The version, as returned by `get_history_dataset_version`.
            limit: The number of items per page; at least 1.
            sort_by: The field to sort the files by: "name" or "create_time"; None for the service's default,
                "name".
            order: The sort order: "asc" or "desc"; None for the service's default, "asc".
            search_content: Text to search for, for example in the name; at most 100 characters.
            file_max_size: The largest file size, in bytes.
            file_min_size: The smallest file size, in bytes.
            file_max_time: The latest creation time of a file as Unix time, in seconds.
            file_min_time: The earliest creation time of a file as Unix time, in seconds.
            file_type: The file type; not empty.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each file once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or a call failed,
                `raise_on_error=False` or not.
        """
        filters = (search_content, file_max_size, file_min_size, file_max_time, file_min_time, file_type)
        pages = Pagination(limit, offset_counts, "file_url")
        while not pages.done:
            page = self.search_dataset_version(
                project_id,
                dataset_id,
                version_id,
                pages.offset,
                limit,
                sort_by,
                order,
                search_content,
                file_max_size,
                file_min_size,
                file_max_time,
                file_min_time,
                file_type,
                timeout=timeout,
            )
            raise_if_failed(page)
            # With a filter, the total still counts all items.
            total = None if any(value is not None for value in filters) else page.file_count
            yield from pages.take(page.file_list, total)
