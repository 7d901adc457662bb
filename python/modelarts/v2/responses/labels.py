"""The responses of the methods of `Labels`."""

# Written by tools/generate.py from api/v2/*.toml; do not edit.

from __future__ import annotations

from modelarts.responses.base import Field
from modelarts.responses.page import Page
from modelarts.v2.responses.shared import Label

__all__ = [
    "LabelPage",
]


class LabelPage(Page[Label]):
    """The response of `labels.list`: one page."""

    __slots__ = ()

    _items = "labels"

    total_number: Field[int] = Field("The number of labels.")
