"""Data management, version 2: datasets, versions, samples, labels, and the tasks that work on them.

>>> from modelarts import config
>>> from modelarts.v2 import DataManagement
>>> data = DataManagement(config.create_client())
>>> for dataset in data.datasets.iter():
...     print(dataset.dataset_name)
"""

from modelarts.responses.page import Page
from modelarts.responses.work import Work, WorkState
from modelarts.v2 import enumerations, responses
from modelarts.v2.data_management import AsyncDataManagement, DataManagement
from modelarts.v2.enumerations import *  # noqa: F403 each by its name
from modelarts.v2.responses import *  # noqa: F403 each by its name

__all__ = ["AsyncDataManagement", "DataManagement", "Page", "Work", "WorkState"]
__all__ += enumerations.__all__
__all__ += responses.__all__
