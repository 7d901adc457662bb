"""Synchronizes a dataset with its source in OBS."""

# Written by tools/generate.py from api/v2/syncs.toml; do not edit.

from __future__ import annotations

from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.resource import PolledWork, Resource
from modelarts.v2.responses import SyncTask  # noqa: TC001

__all__ = ["Syncs"]


class Syncs(Resource):
    """Synchronizes a dataset with its source in OBS.

    An instance is `data.syncs`.
    """

    def create(
        self,
        dataset_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[SyncTask]:
        """Synchronizes a dataset with its source in OBS.

        `POST /v2/{project_id}/datasets/{dataset_id}/sync-data`; documented as SyncDataSource, “Synchronizing
        a Dataset” in English and 同步数据集 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> data.syncs.create("gfghHSokody6AJigS5A").wait().status
        'COMPLETED'

        A dataset runs one synchronization at a time. Text datasets can't be synchronized. The service has one
        status for each dataset: where it still reports the synchronization before, `wait()` returns that one.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields; `wait()` waits for the synchronization and returns it.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("syncs.create", (project_id, dataset_id), timeout, retry_busy, PolledWork("syncs.get"))

    def get(
        self,
        dataset_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> SyncTask:
        """Returns the latest synchronization of a dataset.

        `GET /v2/{project_id}/datasets/{dataset_id}/sync-data/status`; documented as SyncDataSourceState,
        “Querying the Status of a Dataset Synchronization Task” in English and 查询数据集同步任务的状态 in Chinese.

        Confirmed by public clients that send it: python-otcextensions.

        >>> data.syncs.get("gfghHSokody6AJigS5A").dataset_id
        'gfghHSokody6AJigS5A'

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The synchronization.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("syncs.get", (project_id, dataset_id), timeout)
