"""The hook: a client with the settings of an Airflow connection."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowNotFoundException, AirflowRuntimeError

from modelarts.airflow.connection import CONNECTION_TYPE, DEFAULT_CONNECTION, console_of, settings_of
from modelarts.client import DatasetApi
from modelarts.config import create_client
from modelarts.errors import ConfigError, ModelArtsError, NotFoundError
from modelarts.language import message
from modelarts.v2 import DataManagement

if TYPE_CHECKING:
    from modelarts.client.api_client import ApiClient

__all__ = ["ModelArtsHook"]

# The code of the gateway for an unknown path.
_UNKNOWN_PATH = "APIG.0101"


class ModelArtsHook(BaseHook):
    """Makes clients with the settings of an Airflow connection of the type `modelarts`.

    Args:
        modelarts_conn_id: The id of the connection.
    """

    conn_name_attr: ClassVar[str] = "modelarts_conn_id"
    default_conn_name: ClassVar[str] = DEFAULT_CONNECTION
    conn_type: ClassVar[str] = CONNECTION_TYPE
    hook_name: ClassVar[str] = "Huawei Cloud ModelArts"

    def __init__(self, modelarts_conn_id: str = DEFAULT_CONNECTION, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.modelarts_conn_id = modelarts_conn_id

    @cached_property
    def client(self) -> ApiClient:
        """The client; it opens no connection before a call.

        Raises:
            ConfigError: There is no such connection, or no client can be made from it; the text says what to do.
        """
        return client_of(self.connection)

    @cached_property
    def connection(self) -> Any:
        """The Airflow connection.

        Raises:
            ConfigError: There is none.
        """
        try:
            return self.get_connection(self.modelarts_conn_id)
        except (AirflowNotFoundException, AirflowRuntimeError) as error:
            raise missing(self.modelarts_conn_id, error) from error

    def get_conn(self) -> ApiClient:
        """Returns the client."""
        return self.client

    @property
    def data_management(self) -> DataManagement:
        """The calls of data management (v2)."""
        return DataManagement(self.client)

    @property
    def dataset_api(self) -> DatasetApi:
        """The calls of the dataset API (v1)."""
        return DatasetApi(self.client)

    def console_url(self, dataset_id: str | None = None) -> str:
        """Returns the address of the console for a dataset.

        Args:
            dataset_id: The dataset; None if there is none.

        Returns:
            The address that the connection names, or that of the console of Huawei Cloud; "" if neither is known.
        """
        client = self.client
        template = console_of(self.connection)
        if template is None and client.region and client.endpoint.endswith(".myhuaweicloud.com"):
            template = "https://console.huaweicloud.com/modelarts/?region={region}"
        if template is None:
            return ""
        places = {"region": client.region, "project_id": client.project_id, "dataset_id": dataset_id}
        for name, value in places.items():
            template = template.replace(f"{{{name}}}", value or "")
        return template

    def test_connection(self) -> tuple[bool, str]:
        """Lists one dataset, which needs a credential that the service accepts.

        Returns:
            Whether that succeeded, and a text for the form of the connection.
        """
        try:
            with self.client as client:
                _list_one(client)
                return True, message("{endpoint} accepts the credential", endpoint=client.endpoint)
        except ModelArtsError as error:
            return False, str(error)


def client_of(connection: Any) -> ApiClient:
    """Returns a client with the settings of a connection.

    Args:
        connection: The Airflow connection.

    Raises:
        ConfigError: No client can be made from it.
        InvalidParameterError: A setting is out of range.
    """
    return create_client(**settings_of(connection).values)


def missing(conn_id: str, error: Exception) -> ModelArtsError:
    """Returns the error for a connection that there is not, or that Airflow does not hand over.

    Args:
        conn_id: Its id.
        error: What Airflow raised.
    """
    command = f"airflow connections add {conn_id} --conn-type {CONNECTION_TYPE} --conn-login AK --conn-password SK"
    example = """--conn-extra '{"region": "cn-north-4"}'"""
    if isinstance(error, AirflowNotFoundException) or "CONNECTION_NOT_FOUND" in str(error):
        return ConfigError(
            message(
                "there is no Airflow connection {name}; add it in Admin > Connections, or with: {command}",
                name=conn_id,
                command=f"{command} {example}",
            )
        )
    # Airflow may hand it over at the next try.
    return ModelArtsError(
        message("the Airflow connection {name} could not be read: {error}", name=conn_id, error=str(error))
    )


def _list_one(client: ApiClient) -> None:
    try:
        DataManagement(client).datasets.list(limit=1)
    except NotFoundError as error:
        if error.error_code not in (None, "", _UNKNOWN_PATH):
            raise
        DatasetApi(client).query_dataset(limit=1)
