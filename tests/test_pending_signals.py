"""A Ctrl-C that is pending when Rust is entered is raised by Python: none is lost, and none is read as bad input.

Many functions of Python's C API answer signals first, `str()` of any object among them. What they then raise has to
reach the caller, whatever was being read.
"""

from __future__ import annotations

import _thread
import re
import time
from functools import partial
from pathlib import Path
from typing import Any, Callable

import pytest

from modelarts._modelarts import Client, Poll, explain, manifest_line
from modelarts.errors import ModelArtsError

GLUE = Path(__file__).parent.parent / "src/python"


def raises_pending_ctrl_c(call: partial[Any]) -> bool:
    """Returns whether a Ctrl-C that is pending when Rust is called is raised, by the call or just after it.

    No code of Python runs between the two, which would answer it.
    """
    try:
        try:
            list(map(partial.__call__, (partial(_thread.interrupt_main), call)))
        except (ModelArtsError, TypeError):
            time.sleep(0)
    except KeyboardInterrupt:
        return True
    return False


SETTINGS: dict[str, Any] = {
    "endpoint": "http://127.0.0.1:1",
    "project_id": "p",
    "token": "t",
    "timeout": "30s",
    "poll": Poll(initial="1s"),
    "verify_ssl": True,
}
CALLS: dict[str, Callable[[Client], partial[Any]]] = {
    "settings": lambda _: partial(Client, SETTINGS, False),
    "an unknown setting": lambda _: partial(Client, {"nothing": 1}, False),
    "a path": lambda _: partial(Client, {**SETTINGS, "ca_cert": Path("nothing.pem")}, False),
    "options": lambda client: partial(client.with_options, {"timeout": "30s", "validate": False}),
    "arguments": lambda client: partial(client.call, "get_task_status", ("p", "t"), None),
    "a wrong id": lambda client: partial(client.call, "get_task_status", ("p", 5), None),
    "a wrong body": lambda client: partial(client.call, "create_dataset", ("p", {"name": 5}), "5s"),
    "seconds": lambda _: partial(Poll, "1s", "30s"),
    "no seconds": lambda _: partial(Poll, "soon"),
    "a code": lambda _: partial(explain, "ModelArts.0102", None),
    "no call": lambda client: partial(client.call, "nothing", (), None),
    "an entry": lambda _: partial(manifest_line, {"source": 5}, 1, None),
}


@pytest.mark.parametrize("reader", CALLS.values(), ids=CALLS)
def test_a_pending_ctrl_c_is_raised_whatever_is_read(reader: Callable[[Client], partial[Any]]) -> None:
    read = reader(Client(SETTINGS, False))
    assert raises_pending_ctrl_c(read)


def test_no_object_of_python_is_formatted_by_rust() -> None:
    # Display and Debug of an object call `str()` and `repr()`, and can't return what those raise.
    formatted = re.compile(r"(?:PyString>\(\)\?|\.str\(\)\?|\.repr\(\)\?)\s*\.to_string\(\)")
    found = [path.name for path in sorted(GLUE.glob("*.rs")) if formatted.search(path.read_text("utf-8"))]
    assert found == []
