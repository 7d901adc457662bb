"""What Airflow reads about the provider: the connection type with its form, and the links of operators."""

from __future__ import annotations

from typing import Any

from modelarts.airflow.connection import CONNECTION_TYPE, CREDENTIALS, EXTRA_FIELDS
from modelarts.language import message

__all__ = ["get_provider_info"]


def get_provider_info() -> dict[str, Any]:
    """Returns the description of the provider, which the entry point `apache_airflow_provider` names.

    Returns:
        The description; its texts are in the language of the process.
    """
    integration = "Huawei Cloud ModelArts"
    return {
        "package-name": "modelarts",
        "name": integration,
        "description": message("Dataset tasks of Huawei Cloud ModelArts: a sensor, operators and a connection."),
        "integrations": [{"integration-name": integration, "external-doc-url": "", "tags": ["service"]}],
        "operators": [{"integration-name": integration, "python-modules": ["modelarts.airflow.operators"]}],
        "sensors": [{"integration-name": integration, "python-modules": ["modelarts.airflow.sensor"]}],
        "hooks": [{"integration-name": integration, "python-modules": ["modelarts.airflow.hook"]}],
        "triggers": [{"integration-name": integration, "python-modules": ["modelarts.airflow.trigger"]}],
        "connection-types": [
            {
                "connection-type": CONNECTION_TYPE,
                "hook-class-name": "modelarts.airflow.hook.ModelArtsHook",
                "hook-name": integration,
                "conn-fields": {field: _field(field, kind) for field, kind in EXTRA_FIELDS.items()},
                "ui-field-behaviour": {
                    "hidden-fields": ["schema", "port"],
                    "relabeling": {
                        "login": message("Access key (AK) or user name"),
                        "password": message("Secret key (SK), password or token"),
                        "host": message("Endpoint"),
                    },
                    "placeholders": {"host": message("empty: the endpoint of the region")},
                },
            }
        ],
        "extra-links": ["modelarts.airflow.links.ConsoleLink"],
    }


def _field(field: str, kind: str) -> dict[str, Any]:
    label, description = _texts()[field]
    schema: dict[str, Any] = {"type": [kind, "null"]}
    if field == "credential":
        schema.update(enum=list(CREDENTIALS), default=CREDENTIALS[0])
    elif field == "signature":
        schema.update(enum=["plain", "derived", "v11"])
    elif field == "language":
        schema.update(enum=["en", "zh"])
    elif field == "security_token":
        schema.update(format="password")
    elif field == "verify_ssl":
        # Without it the form shows that certificates are not checked.
        schema.update(default=True)
    elif field == "max_retries":
        schema.update(minimum=0)
    return {"label": label, "description": description, "schema": schema}


def _texts() -> dict[str, tuple[str, str]]:
    """Returns the label and the help of each extra field."""
    return {
        "credential": (message("Credential"), message("What login and password are.")),
        "region": (message("Region"), message("Like cn-north-4 or eu-de; the endpoints follow from it.")),
        "project_id": (message("Project ID"), message("Empty: the project of the region.")),
        "project_name": (message("Project name"), message("Instead of the project ID, like eu-de_project.")),
        "account": (
            message("Account"),
            message(
                "The name of the account that the IAM user belongs to (IAM domain); empty: the account itself logs in."
            ),
        ),
        "security_token": (message("Security token"), message("Of a temporary access key.")),
        "iam_endpoint": (message("IAM endpoint"), message("Empty: the endpoint of the region.")),
        "signature": (message("Signature"), message("The form in which an access key signs; empty: the cloud's.")),
        "verify_ssl": (message("Check certificates"), message("Off: connections can be read and altered by others.")),
        "ca_bundle": (message("Certificates"), message("A file or a folder with the certificates to trust.")),
        "proxy": (message("Proxy"), message("Like http://host:8080.")),
        "timeout": (message("Timeout of a call"), message("Like 60 or 30s, retries included.")),
        "connect_timeout": (message("Timeout of connecting"), message("Like 10 or 5s.")),
        "max_retries": (message("Retries"), message("How often a request is sent again where that is safe.")),
        "language": (message("Language"), message("Of messages.")),
        "console": (
            message("Console"),
            message("The address that links lead to, with {places}.", places="{region}, {project_id}, {dataset_id}"),
        ),
    }
