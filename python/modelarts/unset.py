"""The default of an argument that was left out, where None means something else."""

from __future__ import annotations

__all__ = ["UNSET", "Unset"]


class Unset:
    """The type of `UNSET`, the default of an argument where None means something else."""

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = Unset()
