"""Traces of the vendor's SDK, whose distribution and import name is `modelarts`, too.

pip removes the one when it installs the other. Both are there if one of them was installed in another way: with
`--user` or `--target`, through `PYTHONPATH`, or from another environment.
"""

from __future__ import annotations

import sys
from os.path import isfile

__all__ = ["RECIPE", "warn_of_vendor_sdk"]

# A module that every documented version of the vendor's SDK has, and this package doesn't.
_MODULE = "modelarts/session.py"

RECIPE = """\
python3 -m venv ~/modelarts-env
~/modelarts-env/bin/pip install -v . ipykernel
~/modelarts-env/bin/python -m ipykernel install --user --name modelarts-env
"""
"""The commands that the documents show, word for word."""


def warn_of_vendor_sdk() -> None:
    """Warns if the vendor's SDK is in a folder that Python imports from.

    It only checks whether files exist, because each `import modelarts` does it.
    """
    for folder in sys.path:
        path = f"{folder}/{_MODULE}" if folder else _MODULE
        if isfile(path):
            _warn(path)
            return


def _warn(path: str) -> None:
    from modelarts.language import message
    from modelarts.warning import warn

    text = message(
        "the vendor's SDK has the same name, modelarts, and is here, too: {path}; a program that needs one of the two "
        "may get the other. In a clone of the repository, install this package into an environment and a Jupyter "
        "kernel of its own:\n{commands}",
        path=path,
        commands=RECIPE,
    )
    warn(text)
