"""Publishes, lists and deletes versions of a dataset."""

# Written by tools/generate.py from api/v2/versions.toml; do not edit.

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 typing.get_type_hints reads it
from datetime import timedelta  # noqa: TC003 typing.get_type_hints reads it
from typing import Literal

from modelarts.responses.started import Started  # noqa: TC001
from modelarts.unset import UNSET, Unset
from modelarts.v2.enumerations import VersionFormat, VersionFormatFilter  # noqa: TC001
from modelarts.v2.resource import Listing, PolledWork, Resource
from modelarts.v2.responses import CreatedVersion, Version, VersionPage  # noqa: TC001

__all__ = ["Versions"]


class Versions(Resource):
    """Publishes, lists and deletes versions of a dataset.

    An instance is `data.versions`.
    """

    def list(
        self,
        dataset_id: str,
        *,
        status: int | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        offset: int | None = None,
        limit: int | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> VersionPage:
        """Lists the versions of a dataset, one page at a time; `iter` iterates over all pages.

        `GET /v2/{project_id}/datasets/{dataset_id}/versions`; documented as ListDatasetVersions, “Querying
        the Dataset Version List” in English and 查询数据集的版本列表 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> [version.version_name for version in data.versions.list("gfghHSokody6AJigS5A")]
        ['V003', 'V002', 'V001']

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            status: The state of the versions, a `VersionState`; 0 to 4.
            version_format: The format of the versions: one of 0 (manifest), 1 (CarbonData, for tables only),
                2 (CSV).
            train_evaluate_ratio: The smallest and the largest share of training samples, for example
                "0.0,1.0".
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            limit: The largest number of items per page; 1 to 1000; None for the service's default, 1000.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The versions of the page.

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
            status,
            version_format,
            train_evaluate_ratio,
            offset,
            limit,
        )
        return self._call("versions.list", arguments, timeout)

    def iter(
        self,
        dataset_id: str,
        *,
        status: int | None = None,
        version_format: VersionFormatFilter | int | str | None = None,
        train_evaluate_ratio: str | None = None,
        offset: int | None = None,
        page_size: int = 100,
        prefetch: int = 1,
        offset_counts: Literal["pages", "entries"] | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Iterator[Version]:
        """Iterates over the versions of all pages.

        Pages are requested ahead of their use, in the order of the service. The second page shows whether the
        service's `offset` counts pages, as documented, or entries.

        Collect all versions first, as with `list(…)`, if you delete them or change what the filters select:
        the others move to pages that were read already, and are skipped. A warning says so once there are
        fewer than before.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            status: The state of the versions, a `VersionState`; 0 to 4.
            version_format: The format of the versions: one of 0 (manifest), 1 (CarbonData, for tables only),
                2 (CSV).
            train_evaluate_ratio: The smallest and the largest share of training samples, for example
                "0.0,1.0".
            offset: The page to start from, counted from 0 as documented; None for the service's default, 0.
            page_size: The number of items per page, 1 to 1000.
            prefetch: How many pages are requested ahead, 0 to 8; more than one once the service has reported
                the total.
            offset_counts: What `offset` counts, "pages" or "entries"; None detects it.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for each call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Yields:
            Each version once.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ModelArtsError: The service returns one page over and over, or fewer entries than it reports, or a
                call failed, `raise_on_error=False` or not.
        """
        arguments = (
            project_id,
            dataset_id,
            status,
            version_format,
            train_evaluate_ratio,
            None,
            None,
        )
        listing = Listing(
            "versions.list",
            arguments,
            (5, 6),
            key="version_id",
            total="total_number",
            offset=offset,
            page_size=page_size,
            largest_page=1000,
            prefetch=prefetch,
            offset_counts=offset_counts,
            timeout=timeout,
        )
        return self._iterate(listing)

    def create(
        self,
        dataset_id: str,
        *,
        version_name: str | None = None,
        description: str | None = None,
        version_format: VersionFormat | str | None = None,
        train_evaluate_sample_ratio: str | None = None,
        export_images: bool | None = None,
        clear_hard_property: bool | None = None,
        remove_sample_usage: bool | None = None,
        with_column_header: bool | None = None,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> CreatedVersion[Version]:
        """Publishes the samples and labels of a dataset as a version.

        `POST /v2/{project_id}/datasets/{dataset_id}/versions`; documented as CreateDatasetVersion, “Creating
        a Dataset Labeling Version” in English and 创建数据集标注版本 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> created = data.versions.create("gfghHSokody6AJigS5A", version_name="V004")
        >>> created.wait().version_name
        'V004'

        A dataset takes at most one version per minute.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            version_name: The name; V001, V002 and so on by default; 1 to 32 letters, digits, "_" or "-".
            description: The description; at most 256 characters without any of !<>=&"'.
            version_format: The format: one of "Default" (manifest), "CarbonData" (CarbonData, for tables
                only), "CSV" (CSV).
            train_evaluate_sample_ratio: The share of training samples, as text; "1.00" means that samples are
                not split; None for the service's default, "1.00".
            export_images: Whether the files are copied into the folder of the version; None for the service's
                default, False.
            clear_hard_property: Whether the marks of hard examples are removed; None for the service's
                default, True.
            remove_sample_usage: Whether the uses of samples are removed; None for the service's default,
                True.
            with_column_header: Whether the first row of a table holds the names of the columns; None for the
                service's default, True.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            The id of the new version; `wait()` waits for the version and returns it.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            version_name,
            description,
            version_format,
            train_evaluate_sample_ratio,
            export_images,
            clear_hard_property,
            remove_sample_usage,
            with_column_header,
        )
        return self._call("versions.create", arguments, timeout, retry_busy, PolledWork("versions.get"))

    def get(
        self,
        dataset_id: str,
        version_id: str,
        *,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Version:
        """Returns a version of a dataset.

        `GET /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}`; documented as
        DescribeDatasetVersion, “Querying Details about a Dataset Version” in English and 查询数据集版本详情 in
        Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions.

        >>> data.versions.get("gfghHSokody6AJigS5A", "eSOKEQaXhKzxN00WKoV").version_name
        'V002'

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            version_id: The version, as returned by `versions.create` or `versions.list`.
            project_id: The project; by default the client's, or the token's.
            timeout: The limit for this call, retries included: seconds, a `timedelta`, or text such as "30s";
                None for no limit. Without it, the client's.

        Returns:
            The version.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed, in spite of retries.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        return self._call("versions.get", (project_id, dataset_id, version_id), timeout)

    def delete(
        self,
        dataset_id: str,
        version_id: str,
        *,
        retry_busy: float | str | timedelta | None = None,
        project_id: str | Unset = UNSET,
        timeout: float | str | timedelta | Unset | None = UNSET,
    ) -> Started[Version]:
        """Deletes a version of a dataset.

        `DELETE /v2/{project_id}/datasets/{dataset_id}/versions/{version_id}`; documented as
        DeleteDatasetVersion, “Deleting a Dataset Labeling Version” in English and 删除数据集标注版本 in Chinese.

        Confirmed by public clients that send it: Terraform, golangsdk, python-otcextensions, Airflow.

        >>> data.versions.delete("gfghHSokody6AJigS5A", "eSOKEQaXhKzxN00WKoV").http_status
        204

        A version that a labelling task is based on can't be deleted.

        Args:
            dataset_id: The dataset, as returned by `datasets.create` or `datasets.list`.
            version_id: The version, as returned by `versions.create` or `versions.list`.
            project_id: The project; by default the client's, or the token's.
            retry_busy: For how long to try again while other work on the same thing goes on (a
                `ConflictError` with `retryable`), like "5m"; None raises at once.
            timeout: The limit for each attempt that `retry_busy` makes, retries included: seconds, a
                `timedelta`, or text such as "30s"; None for no limit. Without it, the client's.

        Returns:
            A response without fields; `wait()` waits until the version is gone.

        Raises:
            InvalidParameterError: An argument is invalid; nothing was sent.
            ApiException: The service refused the call; the subclass says why (`NotFoundError`, …).
            ConnectError: The connection failed; whether the service acted is not known.
            RequestTimeoutError: The timeout expired.
            DecodeError: The response can't be read.
            ConfigError: The client is closed.
        """
        arguments = (
            project_id,
            dataset_id,
            version_id,
        )
        return self._call("versions.delete", arguments, timeout, retry_busy, PolledWork("versions.get", gone=True))
