"""The base of enumerations of texts."""

from enum import Enum

__all__ = ["TextEnum"]


class TextEnum(str, Enum):
    """A text that is one of some documented ones; it prints as its value."""

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)
