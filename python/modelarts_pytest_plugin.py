"""A fixture for tests of code that talks to ModelArts.

It stands beside the package and not in it: pytest loads it in every run of every project of an
environment, and what is in the package would load all of it.
"""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelarts.emulator import Emulator

__all__ = ["modelarts_emulator"]


@pytest.fixture
def modelarts_emulator() -> Iterator[Emulator]:
    """An emulator of ModelArts that knows nothing yet; it is closed after the test."""
    from modelarts.emulator import Emulator

    with Emulator() as emulator:
        yield emulator
