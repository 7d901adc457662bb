"""A pytest fixture for tests of code that uses ModelArts.

This module is not part of the package: pytest loads it in every run in the environment, and a module of the
package would load all of the package with it.
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
    """Yields an empty emulator of ModelArts, which is closed after the test."""
    from modelarts.emulator import Emulator

    with Emulator() as emulator:
        yield emulator
