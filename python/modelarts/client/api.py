"""The names that the vendor documents under `modelarts.client`, which can be imported from here, too."""

from modelarts.client import *  # noqa: F403 those of its __all__
