"""Sensors, operators, a hook and a trigger for Apache Airflow 3; needs the extra `modelarts[airflow]`.

Importing this package alone does not import Airflow, which reads the provider's description from it.
"""

from __future__ import annotations

from importlib import import_module

from modelarts.language import message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from modelarts.airflow.hook import ModelArtsHook
    from modelarts.airflow.links import ConsoleLink
    from modelarts.airflow.operators import (
        CheckoutVersionOperator,
        CreateDatasetOperator,
        DeleteDatasetOperator,
        ExportDataOperator,
        ImportDataOperator,
        LabelSamplesOperator,
        PublishVersionOperator,
        SyncDatasetOperator,
    )
    from modelarts.airflow.sensor import TaskSensor
    from modelarts.airflow.trigger import TaskTrigger

__all__ = [
    "CheckoutVersionOperator",
    "ConsoleLink",
    "CreateDatasetOperator",
    "DeleteDatasetOperator",
    "ExportDataOperator",
    "ImportDataOperator",
    "LabelSamplesOperator",
    "ModelArtsHook",
    "PublishVersionOperator",
    "SyncDatasetOperator",
    "TaskSensor",
    "TaskTrigger",
]

_MODULES = {"ConsoleLink": "links", "ModelArtsHook": "hook", "TaskSensor": "sensor", "TaskTrigger": "trigger"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{_MODULES.get(name, 'operators')}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "airflow":
            raise
        raise ModuleNotFoundError(
            message("modelarts.airflow needs Apache Airflow 3; install this package into the environment of Airflow"),
            name=error.name,
        ) from error
    return getattr(module, name)
