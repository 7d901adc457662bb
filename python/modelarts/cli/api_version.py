"""Which API a dataset command calls: data management v2, or the dataset API v1 where the endpoint has no other."""

from __future__ import annotations

from contextlib import contextmanager

from modelarts.cli.parser import add_client_options, create_client_from
from modelarts.client.api import DatasetApi
from modelarts.errors import InvalidParameterError, NotFoundError
from modelarts.language import message
from modelarts.v2 import DataManagement

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from modelarts.cli.parser import Parser
    from modelarts.client.api_client import ApiClient

__all__ = ["add_api_options", "data_management", "dataset_api", "dataset_api_v1", "is_unknown_path"]

# The code of the gateway for an unknown path.
_UNKNOWN_PATH = "APIG.0101"


def add_api_options(parser: Parser, *, only: str | None = None) -> None:
    """Adds the options that select the settings of the client, and the API.

    Args:
        parser: The parser of the command.
        only: The version that alone has the command; None if both have it.
    """
    add_client_options(parser)
    text = message("the version of the API (default: v2 if the endpoint has it, else v1)")
    if only is not None:
        text = message("the version of the API; {version} alone has this command", version=only)
    parser.add_argument("--api", choices=("v1", "v2"), help=text)


@contextmanager
def dataset_api(arguments: argparse.Namespace) -> Iterator[DataManagement | DatasetApi]:
    """Creates a client, and closes it at the end.

    Args:
        arguments: The options.

    Yields:
        The API that `--api` names; without it, the newest one that the endpoint has.

    Raises:
        ModelArtsError: No client can be made from the settings, or the service refused the call that detects the API.
    """
    with create_client_from(arguments) as client:
        is_v2 = arguments.api == "v2" if arguments.api else _has_v2(client)
        yield DataManagement(client) if is_v2 else DatasetApi(client)


@contextmanager
def data_management(arguments: argparse.Namespace) -> Iterator[DataManagement]:
    """Creates a client for a command that v1 does not have, and closes it at the end.

    Args:
        arguments: The options.

    Yields:
        The API.

    Raises:
        InvalidParameterError: The options name v1, or the endpoint has v1 alone.
        ModelArtsError: No client can be made from the settings, or a call failed.
    """
    if arguments.api == "v1":
        raise InvalidParameterError(message("the dataset API (v1) has no such command; data management (v2) has it"))
    with create_client_from(arguments) as client:
        try:
            yield DataManagement(client)
        except NotFoundError as error:
            if not is_unknown_path(error):
                raise
            problem = message("the endpoint has no data management (v2), which this command needs; it may have v1")
            raise InvalidParameterError(problem) from error


@contextmanager
def dataset_api_v1(arguments: argparse.Namespace) -> Iterator[DatasetApi]:
    """Creates a client for a command that v2 does not have, and closes it at the end.

    Args:
        arguments: The options.

    Yields:
        The API.

    Raises:
        InvalidParameterError: The options name v2.
        ModelArtsError: No client can be made from the settings.
    """
    if arguments.api == "v2":
        raise InvalidParameterError(message("data management (v2) has no such command; the dataset API (v1) has it"))
    with create_client_from(arguments) as client:
        yield DatasetApi(client)


def _has_v2(client: ApiClient) -> bool:
    """Returns whether the endpoint has data management v2: it does if the list of datasets is known there."""
    try:
        DataManagement(client).datasets.list(limit=1)
    except NotFoundError as error:
        if not is_unknown_path(error):
            raise
        return False
    return True


def is_unknown_path(error: NotFoundError) -> bool:
    """Returns whether an error means that the endpoint does not have the call.

    Args:
        error: The error.
    """
    return error.error_code in (None, "", _UNKNOWN_PATH)
