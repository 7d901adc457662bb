"""Where a client's settings come from."""

from __future__ import annotations

from modelarts._modelarts import Poll
from modelarts.client.api_client import ApiClient

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike

__all__ = ["create_client"]

_MAX_RESPONSE_BYTES = 256 * 1024 * 1024


def create_client(
    config_file: str | PathLike[str] | None = None,
    context: str | None = None,
    *,
    access_key: str | None = None,
    secret_key: str | None = None,
    security_token: str | None = None,
    account: str | None = None,
    username: str | None = None,
    password: str | None = None,
    token: str | None = None,
    project_id: str | None = None,
    region: str | None = None,
    endpoint: str | None = None,
    iam_endpoint: str | None = None,
    verify_ssl: bool | None = None,
    ca_bundle: str | PathLike[str] | None = None,
    proxy: str | None = None,
    timeout: float | None = 60.0,
    connect_timeout: float | None = 10.0,
    max_retries: int = 3,
    max_response_bytes: int = _MAX_RESPONSE_BYTES,
    poll: Poll = Poll(),  # noqa: B008 it can't be changed
    raise_on_error: bool | None = None,
    validate: bool = True,
    language: str | None = None,
) -> ApiClient:
    """Makes a client; opens no connection.

    Each setting comes from the first of these that has it: the arguments; the variables
    `MODELARTS_CONFIG`, `MODELARTS_CONTEXT`, `MODELARTS_REGION`, `MODELARTS_ENDPOINT`; the context of
    the configuration file; the variables `HUAWEICLOUD_SDK_*`; `~/.huaweicloud/credentials`. A
    credential comes whole from one of them.

    Args:
        config_file: the configuration file; None for `$MODELARTS_CONFIG`, else
            `~/.modelarts/config.json`.
        context: the context of the configuration file; None for `$MODELARTS_CONTEXT`, else
            "default".
        access_key: an access key (AK), which signs each request.
        secret_key: its secret key (SK).
        security_token: what a temporary access key comes with.
        account: the enterprise account (IAM domain); None for a plain user.
        username: the user, whose password is exchanged for a token.
        password: the user's password.
        token: a token of IAM that you have; it can't be renewed.
        project_id: the project of calls that name none, and of the token.
        region: the region, like "cn-north-4"; it names the endpoints.
        endpoint: the service's address, like "https://modelarts.cn-north-4.myhuaweicloud.com".
        iam_endpoint: the identity service's address.
        verify_ssl: False trusts anybody; connections can then be read and altered.
        ca_bundle: a PEM file with the certificates to trust instead of the platform's.
        proxy: a proxy for all requests, like "http://user:password@host:8080"; None for what
            `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say.
        timeout: seconds for a whole call, retries included; None for no limit.
        connect_timeout: seconds for opening one connection; None for no limit but the call's.
        max_retries: tries after the first, where trying again can do no harm.
        max_response_bytes: the largest answer taken in, in bytes, after decompression.
        poll: how often waits look at their task.
        raise_on_error: whether a failed call raises `ApiException`; None for what the context says,
            else True. False returns a response that holds `error_code` and `error_msg`, as the
            service's documentation shows it.
        validate: whether the documented limits of bodies and queries are checked before anything is
            sent; False lets a service decide that allows more. Ids are checked in any case.
        language: of meanings and advice, "en" or "zh"; None goes by the locale.

    Returns:
        The client, for `DatasetApi` and `AsyncDatasetApi`.

    Raises:
        ConfigError: the settings don't make a client; the text says what to write where.
        InvalidParameterError: an argument is out of range.
    """
    settings = dict(locals())
    return ApiClient._create(settings, use_environment=True)
