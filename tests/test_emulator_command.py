"""Where `modelarts emulator` listens, and what it says about that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest


def said_on_standard_error(*arguments: str) -> list[str]:
    """The lines until the one that says that it runs."""
    command = [sys.executable, "-m", "modelarts", "emulator", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "Ctrl-C ends it" in line:
                break
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    return lines


def test_an_address_that_others_can_reach_is_warned_of() -> None:
    warning, runs = said_on_standard_error("--host", "0.0.0.0")
    assert warning == "warning: anybody who can reach 0.0.0.0 can use this emulator.\n"
    assert runs.startswith("The emulator runs at http://127.0.0.1:")


@pytest.mark.parametrize("arguments", [[], ["--host", "127.0.0.1"]])
def test_a_loopback_address_is_not(arguments: list[str]) -> None:
    (runs,) = said_on_standard_error(*arguments)
    assert runs.startswith("The emulator runs at http://127.0.0.1:")


def test_a_host_that_is_no_address_is_an_error_and_no_traceback() -> None:
    (said,) = said_on_standard_error("--host", "nowhere.example")
    assert said.startswith("modelarts emulator: ")
