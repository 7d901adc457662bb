"""Where the settings of a client come from."""

# Written by tools/generate.py from api/settings.toml; do not edit.

from __future__ import annotations

from os import PathLike  # noqa: TC003 typing.get_type_hints reads it

from modelarts._modelarts import Poll  # noqa: TC001 typing.get_type_hints reads it
from modelarts.client.api_client import ApiClient
from modelarts.client.base_client import Settings, absolute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import timedelta
else:
    from modelarts._deferred import timedelta

__all__ = ["create_client"]


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
    project_name: str | None = None,
    region: str | None = None,
    endpoint: str | None = None,
    iam_endpoint: str | None = None,
    signature: str | None = None,
    verify_ssl: bool | None = None,
    ca_bundle: str | PathLike[str] | None = None,
    proxy: str | None = None,
    timeout: float | str | timedelta | None = 60.0,
    connect_timeout: float | str | timedelta | None = 10.0,
    max_retries: int = 3,
    max_response_bytes: int = 33_554_432,
    poll: Poll | None = None,
    raise_on_error: bool | None = None,
    validate: bool = True,
    language: str | None = None,
    **_unknown: None,
) -> ApiClient:
    """Returns a new client; opens no connection.

    A setting comes from the first of its sources that has it; an empty text counts as left out.
    The sources are the argument, then those listed with it: `$NAME` is an environment variable;
    `context.NAME`, `cluster.NAME` and `user.NAME` are members of the selected context in the
    configuration file, and of the cluster and the user that it names; `credentials.NAME` is a key
    in ~/.huaweicloud/credentials; `openstack.name` is the variable `$OS_NAME`, else a key of the
    selected cloud in clouds.yaml.

    The credential is an access key, a user with a password, or a token. It comes whole from one
    source: the arguments, the user in the configuration file, `$HUAWEICLOUD_SDK_AK` and
    `$HUAWEICLOUD_SDK_SK`, ~/.huaweicloud/credentials, the variables `$OS_*`, the selected cloud in
    clouds.yaml, or the agency of the machine. Without a credential from `$OS_*` or clouds.yaml,
    only the region is taken from them, if no other source has a region or an endpoint.

    Args:
        config_file: The configuration file. Without it: `$MODELARTS_CONFIG`,
            ~/.modelarts/config.json.
        context: The context to use from the configuration file. Without it: `$MODELARTS_CONTEXT`,
            `current_context` of the configuration file, "default".
        access_key: An access key (AK), which signs each request.
        secret_key: The secret key (SK) of the access key.
        security_token: The security token of a temporary access key.
        account: The name of the account that the IAM user belongs to (IAM domain); leave it out to
            log in as the account itself.
        username: The IAM user, whose password is exchanged for a token.
        password: The password of the user.
        token: An IAM token that you already have; it can't be renewed.
        project_id: The project of calls that don't name one, and the scope of the token. A project
            of a user in the configuration file applies only if the credential is that user's.
            Without it: `context.project_id`, `user.project_id`, `$HUAWEICLOUD_SDK_PROJECT_ID`,
            `credentials.project_id`, `openstack.project_id`, `openstack.tenant_id`.
        project_name: The project that a token is fetched for, by its name, like "eu-de_project",
            instead of `project_id`. Of the two, the one from the earlier source applies. Without
            it: `context.project_name`, `user.project_name`, `openstack.project_name`,
            `openstack.tenant_name`, the project of the region.
        region: The region, like "cn-north-4" or "eu-de"; the endpoints follow from it. Without it:
            `$MODELARTS_REGION`, `cluster.region`, `openstack.region_name`.
        endpoint: The endpoint of ModelArts, like "https://modelarts.cn-north-4.myhuaweicloud.com".
            Without it: `$MODELARTS_ENDPOINT`, `cluster.endpoint`,
            `openstack.modelarts_endpoint_override`, `$HUAWEICLOUD_SDK_REGION_MODELARTS_<REGION>`
            (like `…_CN_NORTH_4`), the endpoint of the region.
        iam_endpoint: The endpoint of IAM, with or without `/v3` at its end. Without it:
            `cluster.iam_endpoint`, `$HUAWEICLOUD_SDK_IAM_ENDPOINT`, `credentials.iam_endpoint`,
            `openstack.auth_url`, the endpoint of the region.
        signature: The form in which an access key signs: "plain" (`Access=AK`), "derived"
            (`Credential=AK/DATE///sdk_request`, with a key for one day) or "v11"
            (`V11-HMAC-SHA256`, with a key for one day and the region). Without it:
            `$MODELARTS_SIGNATURE`, `cluster.signature`, the form that the cloud's clients use,
            "plain" if the cloud is not known.
        verify_ssl: Whether certificates are checked. With False, connections can be read and
            altered by others. Without it: `cluster.verify_ssl`, `openstack.verify`, True.
        ca_bundle: A PEM file, or a folder of such files, with the certificates to trust instead of
            the platform's. Without it: `cluster.ca_bundle`, `openstack.cacert`,
            `$REQUESTS_CA_BUNDLE`, `$SSL_CERT_FILE` and `$SSL_CERT_DIR`, the certificates of the
            platform.
        proxy: A proxy for all requests, like "http://user:password@host:8080". Without it:
            `cluster.proxy`, `$HTTPS_PROXY`, `$HTTP_PROXY` and `$NO_PROXY`.
        timeout: The limit for a whole call, retries included: seconds, a `timedelta`, or text such
            as '30s'; None for no limit.
        connect_timeout: The limit for opening one connection: seconds, a `timedelta`, or text such
            as '30s'; None for no limit but the call's.
        max_retries: How often a request is sent again after it failed, where that is safe.
        max_response_bytes: The largest response accepted, in bytes, after decompression.
        poll: How often waits poll their task. Without it: `poll_initial`, `poll_maximum` and
            `poll_outage`, which the environment and the configuration file may set.
        raise_on_error: Whether a failed call raises `ApiException`. With False it returns a
            response that holds `error_code` and `error_msg`, as the service's documentation shows
            it. Without it: `context.raise_on_error`, True.
        validate: Whether the documented limits of bodies and queries are checked before anything is
            sent. With False the service alone checks them, which may allow more; ids are checked in
            any case.
        language: The language of messages, "en" or "zh"; tags such as "zh_CN", "zh-Hans" and
            "en_US" are understood. Without it: `$MODELARTS_LANGUAGE`, the language of the locale.

    Returns:
        The client, for `DatasetApi` and `AsyncDatasetApi`.

    Raises:
        ConfigError: No client can be made from the settings; the text says what to write where.
        InvalidParameterError: An argument is out of range.
        TypeError: There is no such argument; the text names the one that may be meant.
    """
    settings = Settings(dict(locals()), use_environment=True)
    # A traceback may be shown with the variables of its frames.
    del secret_key, security_token, password, token, endpoint, iam_endpoint, proxy, _unknown
    settings.refuse_unknown("create_client")
    if poll is None:
        del settings.values["poll"]
    settings.values["config_file"] = absolute(config_file)
    settings.values["ca_bundle"] = absolute(ca_bundle)
    return ApiClient._create(settings)
