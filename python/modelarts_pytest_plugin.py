"""Pytest fixtures for tests of code that uses ModelArts.

This module is not part of the package: pytest loads it in every run in the environment, and a module of the
package would load all of the package with it.
"""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from modelarts.emulator import Emulator

__all__ = [
    "modelarts_emulator",
    "modelarts_emulator_options",
    "modelarts_session_emulator",
    "modelarts_session_emulator_options",
]

_MARKER = "modelarts_emulator"


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known.

    Args:
        config: the configuration of the run.
    """
    arguments = "root, pace, clock and the other arguments of modelarts.emulator.Emulator"
    config.addinivalue_line("markers", f"{_MARKER}(**options): the options of the emulator of a test: {arguments}")


@pytest.fixture
def modelarts_emulator_options() -> dict[str, Any]:
    """Returns the options of `modelarts_emulator`; define a fixture of this name to change them."""
    return {}


@pytest.fixture(scope="session")
def modelarts_session_emulator_options() -> dict[str, Any]:
    """Returns the options of `modelarts_session_emulator`; define a fixture of this name to change them."""
    return {}


@pytest.fixture
def modelarts_emulator(
    request: pytest.FixtureRequest, modelarts_emulator_options: dict[str, Any]
) -> Iterator[Emulator]:
    """Yields an empty emulator of ModelArts, which is closed after the test.

    Its options are those of the marker `modelarts_emulator`, of the test before those of its class and
    module, and then those of the fixture `modelarts_emulator_options`.
    """
    from modelarts.emulator import Emulator

    options = dict(modelarts_emulator_options)
    for marker in reversed(list(request.node.iter_markers(_MARKER))):
        if marker.args:
            pytest.fail(f"the marker {_MARKER} takes options by name, like {_MARKER}(pace=0.01)", pytrace=False)
        options.update(marker.kwargs)
    with Emulator(**options) as emulator:
        yield emulator


@pytest.fixture(scope="session")
def modelarts_session_emulator(modelarts_session_emulator_options: dict[str, Any]) -> Iterator[Emulator]:
    """Yields an emulator that all tests share; `reset()` empties it.

    Its options are those of the fixture `modelarts_session_emulator_options`.
    """
    from modelarts.emulator import Emulator

    with Emulator(**modelarts_session_emulator_options) as emulator:
        yield emulator
