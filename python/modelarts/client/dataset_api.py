"""The calls of the dataset service; each waits for its answer."""

from __future__ import annotations

from modelarts.client.calls import UNSET, Unset, raise_if_failed, with_provider
from modelarts.client.paging import Walk
from modelarts.client.waits import Waits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Literal

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

__all__ = ["DatasetApi"]


class DatasetApi(Waits):
    """The calls of the dataset service; each waits for its answer.

    Args:
        client: the client that `modelarts.config.create_client` makes.
    """

    def create_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedDataset[TaskStatus]:
        """Creates a dataset from files in OBS; starts a task.

        `POST /v1/{project_id}/datasets`; documented in the ModelArts SDK reference as
        创建数据集 ("creating a dataset").

        >>> resp = datasetapi.create_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                   dataset_spec={"name": "wxj_test", "description": "a test dataset",
        ...                                                 "data_url": "kyber", "provide": "OBS"})
        >>> resp.wait().datasets[0].dataset_name
        'wxj_test'

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_spec: what to create: `name` (1 to 20 letters, digits, `_`, `-`) and `data_url` (a
                bucket or a folder in one, like "bucket1" or "bucket1/dog/"); if you like, `description`
                (up to 256 characters), `provider` ("OBS"), and `open_obs_version` ("true" turns on the
                bucket's versioning; text, not a bool). Other keys are sent as they are.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The new dataset's id and the task's, with `wait()`.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        started = self._calls.create_dataset(project_id, timeout, with_provider(dataset_spec)).wait()
        return started._on(self, project_id)

    def query_dataset(
        self,
        project_id: str | Unset = UNSET,
        offset: int | None = None,
        limit: int | None = None,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> DatasetList:
        """Lists datasets, a page at a time; `iter_datasets` walks all of them.

        `GET /v1/{project_id}/datasets`; documented in the ModelArts SDK reference as
        查询数据集列表 ("listing datasets").

        >>> resp = datasetapi.query_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09", limit=10, offset=0,
        ...                                  sort_by="dataset_time", order="asc", search_content="abc")
        >>> [dataset.dataset_name for dataset in resp.datasets]
        ['abc_cats']

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            offset: the start page, from 0, as the documents call it; None for the service's default, 0.
            limit: the most entries of a page; None for the service's default, 10.
            sort_by: what to sort by; None for the service's default, the name.
            order: which way; None for the service's default, ascending.
            search_content: text to look for, up to 100 characters.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            `dataset_count` and the `datasets` of this page.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        query = {
            "offset": offset,
            "limit": limit,
            "sort_by": sort_by,
            "order": order,
            "search_content": search_content,
        }
        return self._calls.query_dataset(project_id, timeout, query).wait()

    def get_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """One dataset.

        `GET /v1/{project_id}/datasets/{dataset_id}`; the ModelArts SDK reference lists it with verb and path,
        and documents neither parameters nor answer.

        >>> resp = datasetapi.get_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp["dataset_name"]
        'abc_cats'

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The answer as it came: nobody documented its fields.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.get_dataset(project_id, timeout, dataset_id).wait()

    def update_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        update_dataset_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """Changes a dataset's name or description.

        `PUT /v1/{project_id}/datasets/{dataset_id}`; documented in the ModelArts SDK reference as
        修改数据集 ("changing a dataset").

        >>> resp = datasetapi.update_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                   dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                   update_dataset_spec={"name": "wxj", "description": "test"})
        >>> resp.http_status
        200

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            update_dataset_spec: `name` (1 to 20 letters, digits, `_`, `-`), `description` (up to 256
                characters), or both. Other keys are sent as they are.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            Nothing but `http_status` and `request_id`: success returns no fields.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.update_dataset(project_id, timeout, dataset_id, update_dataset_spec).wait()

    def delete_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Deletes a dataset; starts a task.

        `DELETE /v1/{project_id}/datasets/{dataset_id}`; documented in the ModelArts SDK reference as
        删除数据集 ("deleting a dataset").

        >>> resp = datasetapi.delete_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                   dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.wait().status
        <TaskState.SUCCESS: 'SUCCESS'>

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The task's id, with `wait()`.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        started = self._calls.delete_dataset(project_id, timeout, dataset_id).wait()
        return started._on(self, project_id)

    def create_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        description_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Publishes the dataset's files as a version; starts a task.

        `POST /v1/{project_id}/datasets/{dataset_id}/versions`; documented in the ModelArts SDK reference as
        发布数据集版本 ("publishing a version").

        >>> resp = datasetapi.create_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                           dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                           description_spec={"description": "test"})
        >>> resp.wait().versions[0].file_count
        3

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            description_spec: `description` (up to 256 characters), or an empty mapping. Other keys are
                sent as they are.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The task's id, with `wait()`; the task's status has the version's.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        started = self._calls.create_dataset_version(project_id, timeout, dataset_id, description_spec).wait()
        return started._on(self, project_id)

    def get_history_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> VersionList:
        """Lists a dataset's versions.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions`; documented in the ModelArts SDK reference as
        查询数据集历史版本 ("listing a dataset's versions").

        >>> resp = datasetapi.get_history_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                                dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.version_count
        2

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            `version_count` and the `versions`.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.get_history_dataset_version(project_id, timeout, dataset_id).wait()

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
        timeout: float | Unset | None = UNSET,
    ) -> VersionDetail:
        """A version and its files, a page at a time; `iter_version_files` walks all of them.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`; documented in the ModelArts SDK reference as
        查询数据集版本详情 ("a version's details").

        >>> resp = datasetapi.search_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                           dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                           version_id="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...                                           offset=0, limit=10, sort_by='create_time')
        >>> sorted(file.file_name for file in resp.file_list)
        ['cat.jpg', 'dog.jpg']

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            version_id: the version, as `get_history_dataset_version` returned it.
            offset: the start page, from 0, as the documents call it; None for the service's default, 0.
            limit: the most entries of a page; None for the service's default, 10.
            sort_by: what to sort the files by; None for the service's default, the name.
            order: which way; None for the service's default, ascending.
            search_content: text to look for, up to 100 characters.
            file_max_size: the largest size of a file, in bytes.
            file_min_size: the smallest size of a file, in bytes.
            file_max_time: the latest creation of a file, in epoch seconds.
            file_min_time: the earliest creation of a file, in epoch seconds.
            file_type: the type of file.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The version, and the `file_list` of this page.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        query = {
            "offset": offset,
            "limit": limit,
            "sort_by": sort_by,
            "order": order,
            "search_content": search_content,
            "file_max_size": file_max_size,
            "file_min_size": file_min_size,
            "file_max_time": file_max_time,
            "file_min_time": file_min_time,
            "file_type": file_type,
        }
        return self._calls.search_dataset_version(project_id, timeout, dataset_id, version_id, query).wait()

    def compare_datasets(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version1: str | Unset = UNSET,
        version2: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Difference:
        """What was added and deleted from one version to another.

        `GET /v1/{project_id}/datasets/{dataset_id}/versions/difference`; documented in the ModelArts SDK reference as
        查询数据集版本差异 ("the difference of two versions").

        >>> resp = datasetapi.compare_datasets(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                     dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                     version1="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...                                     version2="962ef90a-ea4d-3af4-82ba-8523da57e78e")
        >>> resp.change_url[0].added_count
        1

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            version1: the version to start from.
            version2: the version to compare with it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            `change_url`, with counts and URLs.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.compare_datasets(project_id, timeout, dataset_id, version1, version2).wait()

    def checkout_dataset_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        target_version_id_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Makes the dataset what one of its versions was; starts a task.

        `PUT /v1/{project_id}/datasets/{dataset_id}/versions/current`; documented in the ModelArts SDK reference as
        切换数据集版本 ("switching a dataset's version").

        >>> resp = datasetapi.checkout_dataset_version(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                             dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...     target_version_id_spec={"version_id": "862ef90a-ea4d-3af4-82ba-8523da57e78e"})
        >>> resp.wait().is_succeeded
        True

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            target_version_id_spec: `version_id`, the version to switch to. Other keys are sent as they are.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The task's id, with `wait()`.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        started = self._calls.checkout_dataset_version(project_id, timeout, dataset_id, target_version_id_spec).wait()
        return started._on(self, project_id)

    def sync_dataset(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> StartedTask[TaskStatus]:
        """Looks at the dataset's files in OBS again; starts a task.

        `POST /v1/{project_id}/datasets/{dataset_id}/sync`; documented in the ModelArts SDK reference as
        同步数据集 ("syncing a dataset").

        >>> resp = datasetapi.sync_dataset(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                 dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp.wait().is_succeeded
        True

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The task's id, with `wait()`.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        started = self._calls.sync_dataset(project_id, timeout, dataset_id).wait()
        return started._on(self, project_id)

    def delete_file_from_obs(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        delete_files_spec: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> DeletedFiles:
        """Deletes files of the dataset from OBS.

        `DELETE /v1/{project_id}/datasets/{dataset_id}/files`; documented in the ModelArts SDK reference as
        删除OBS文件 ("deleting files from OBS").

        >>> resp = datasetapi.delete_file_from_obs(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                         dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                         delete_files_spec={"deleted_url": ["README.md"]})
        >>> resp.is_success
        True

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            delete_files_spec: `deleted_url`, a list of the files to delete. Other keys are sent as they
                are.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            `is_success`.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.delete_file_from_obs(project_id, timeout, dataset_id, delete_files_spec).wait()

    def delete_file_in_version(
        self,
        project_id: str | Unset = UNSET,
        dataset_id: str | Unset = UNSET,
        version_id: str | Unset = UNSET,
        body: Mapping[str, Any] | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> Response:
        """Deletes files from a version.

        `PUT /v1/{project_id}/datasets/{dataset_id}/versions/{version_id}`; the ModelArts SDK reference lists it
        with verb and path, and documents neither parameters nor answer.

        >>> resp = datasetapi.delete_file_in_version(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                           dataset_id="062ef90a-da4d-4af4-82ba-1523da57e78e",
        ...                                           version_id="862ef90a-ea4d-3af4-82ba-8523da57e78e",
        ...                                           body={"deleted_url": ["dog.jpg"]})
        >>> resp.http_status
        200

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            version_id: the version, as `get_history_dataset_version` returned it.
            body: what to send, as it is: nobody documented its fields, nor this parameter's name.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The answer as it came: nobody documented its fields.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke; whether the service acted is not known.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.delete_file_in_version(project_id, timeout, dataset_id, version_id, body).wait()

    def get_task_status(
        self,
        project_id: str | Unset = UNSET,
        task_id: str | Unset = UNSET,
        *,
        timeout: float | Unset | None = UNSET,
    ) -> TaskStatus:
        """How an asynchronous task is getting on.

        `GET /v1/{project_id}/datasets/task/{task_id}`; documented in the ModelArts SDK reference as
        查看数据集任务状态 ("viewing the status of a dataset task").

        >>> resp = datasetapi.get_task_status(project_id="cbfb9585c5854926a411a3f5a984fc09",
        ...                                    task_id="062ef90a-da4d-4af4-82ba-1523da57e78e")
        >>> resp["status"], resp.is_done
        ('SUCCESS', True)

        A task in FAILURE is a successful call: it is returned, not raised.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            task_id: the task, as create, publish, sync, checkout or delete returned it.
            timeout: seconds for this call, retries included; None for no limit; left out, the client's.

        Returns:
            The status: a dict with the documented keys and typed attributes.

        Raises:
            InvalidParameterError: an id can't be one; nothing was sent.
            ApiException: the service refused; its subclass says why (`NotFoundError`, …).
            ConnectError: no connection came about, or it broke, in spite of retries.
            RequestTimeoutError: the time was up.
            DecodeError: the answer can't be understood.
            ConfigError: the client is closed.
        """
        return self._calls.get_task_status(project_id, timeout, task_id).wait()

    def iter_datasets(
        self,
        project_id: str | Unset = UNSET,
        *,
        limit: int = 100,
        sort_by: Literal["name", "dataset_time"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        search_content: str | None = None,
        offset_counts: Literal["pages", "entries"] | None = None,
        timeout: float | Unset | None = UNSET,
    ) -> Iterator[Dataset]:
        """All datasets, page by page.

        Pages are asked for as they are needed. Whether the service's `offset` counts pages, as the
        documents say, or entries is found out from the second answer, unless you say.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            limit: entries to ask for a page.
            sort_by: what to sort by; None for the service's default, the name.
            order: which way; None for the service's default, ascending.
            search_content: text to look for, up to 100 characters.
            offset_counts: what the service counts, "pages" or "entries"; None finds out.
            timeout: seconds for each call, retries included; None for no limit; left out, the client's.

        Yields:
            Each dataset once.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ModelArtsError: the service answers with the same page again and again; and whatever a call
                raises, `ApiException` even with `raise_on_error=False`.
        """
        walk = Walk(limit, offset_counts, "dataset_id")
        while not walk.done:
            page = self.query_dataset(project_id, walk.offset, limit, sort_by, order, search_content, timeout=timeout)
            raise_if_failed(page)
            yield from walk.take(page.datasets, page.dataset_count)

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
        timeout: float | Unset | None = UNSET,
    ) -> Iterator[VersionFile]:
        """All files of a version, page by page.

        Pages are asked for as they are needed. Whether the service's `offset` counts pages, as the
        documents say, or entries is found out from the second answer, unless you say.

        Args:
            project_id: the user's project; left out, it is the client's or the token's.
            dataset_id: the dataset, as `create_dataset` or `query_dataset` returned it.
            version_id: the version, as `get_history_dataset_version` returned it.
            limit: entries to ask for a page.
            sort_by: what to sort by; None for the service's default, the name.
            order: which way; None for the service's default, ascending.
            search_content: text to look for, up to 100 characters.
            file_max_size: the largest size of a file, in bytes.
            file_min_size: the smallest size of a file, in bytes.
            file_max_time: the latest creation of a file, in epoch seconds.
            file_min_time: the earliest creation of a file, in epoch seconds.
            file_type: the type of file.
            offset_counts: what the service counts, "pages" or "entries"; None finds out.
            timeout: seconds for each call, retries included; None for no limit; left out, the client's.

        Yields:
            Each file once.

        Raises:
            InvalidParameterError: arguments are not what is documented; nothing was sent.
            ModelArtsError: the service answers with the same page again and again; and whatever a call
                raises, `ApiException` even with `raise_on_error=False`.
        """
        filters = (search_content, file_max_size, file_min_size, file_max_time, file_min_time, file_type)
        walk = Walk(limit, offset_counts, "file_url")
        while not walk.done:
            page = self.search_dataset_version(
                project_id, dataset_id, version_id, walk.offset, limit, sort_by, order, *filters, timeout=timeout
            )
            raise_if_failed(page)
            # Of a filtered listing, the documents give the version's count, not the listing's.
            total = None if any(value is not None for value in filters) else page.file_count
            yield from walk.take(page.file_list, total)
