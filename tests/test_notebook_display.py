"""What a notebook shows: progress with and without tqdm, times, empty answers, errors, and HTML without scripts."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from modelarts import DatasetApi, InvalidParameterError, NotFoundError, TaskFailedError, TasksError, TaskStatus
from modelarts.client import CreatedDataset, Dataset, FailedEntry, Response, ResponseList
from modelarts.display import error_html, list_html, object_html, page_html
from modelarts.error_details import details, headline
from modelarts.errors import ApiException, tasks_error
from modelarts.local_time import TIME_FIELDS, local_time
from modelarts.responses import base
from modelarts.v2 import responses as v2_responses
from raw_server import RawServer, http

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelarts.emulator import Emulator

kernel = [
    # The kernel's own machinery, not ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
pytestmark = kernel

WITHOUT_TQDM = "import sys\nsys.modules['tqdm'] = sys.modules['tqdm.auto'] = None\n"
START = """
from modelarts.client import AsyncDatasetApi, DatasetApi, Poll
from modelarts.emulator import Emulator
emulator = Emulator()
emulator.add_task("one", states=["PENDING", ("RUNNING", 3), "SUCCESS"])
emulator.add_task("two", states=["PENDING", "SUCCESS"])
emulator.add_task("bad", states=["FAILURE"], error=("ModelArts.1674", "dataset owls does not exist"))
client = emulator.create_client(poll=Poll(0.01, 0.02), language="{language}")
datasetapi = DatasetApi(client)
"""


def ran(*cells: str, language: str = "en") -> list[list[Any]]:
    """Runs cells in a kernel; returns the outputs of each after the first, which makes a client."""
    notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call] # nbformat types half
    first = START.replace("{language}", language)
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in (first, *cells)]  # type: ignore[no-untyped-call] # likewise
    runner = NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True, coalesce_streams=True)
    try:
        runner.execute()
    except RuntimeError:
        # Kernels that start at the same time may choose the same TCP port, and one of them ends.
        runner.execute()
    assert notebook.cells[0].outputs == []
    return [cell.outputs for cell in notebook.cells[1:]]


@pytest.mark.parametrize("call", ["datasetapi.", "await AsyncDatasetApi(client)."], ids=["sync", "async"])
def test_without_tqdm_a_wait_shows_a_line_that_is_shown_anew(call: str) -> None:
    one, many = ran(
        f"{WITHOUT_TQDM}resp = {call}wait_for_task(task_id='one')",
        f"resp = {call}wait_for_tasks(task_ids=['one', 'two'])",
    )
    # The last state of the only display is what is saved.
    (output,) = one
    assert output["output_type"] == "display_data"
    assert re.fullmatch(r"task one  SUCCESS  \d s", output["data"]["text/plain"])
    assert "SUCCESS</span>" in output["data"]["text/html"]
    (output,) = many
    assert re.fullmatch(r"2 of 2 tasks done  2 SUCCESS  \d s", output["data"]["text/plain"])


def test_a_bar_for_one_task_fills_and_says_its_state() -> None:
    (outputs,) = ran("resp = datasetapi.wait_for_task(task_id='one')")
    text = "".join(output.get("text", "") for output in outputs)
    assert all(output["name"] == "stdout" for output in outputs)  # standard error is red
    assert re.search(r"task one ██████████ 00:0\d, SUCCESS", text)


def test_progress_is_in_the_language_of_the_client() -> None:
    live, bar = ran(
        "resp = datasetapi.wait_for_tasks(task_ids=['one', 'two'])",
        f"{WITHOUT_TQDM}resp = datasetapi.wait_for_task(task_id='one')",
        language="zh",
    )
    assert "任务 " in "".join(output["text"] for output in live)
    assert bar[0]["data"]["text/plain"].startswith("任务 one  SUCCESS  0 秒")


def test_an_error_shows_code_meaning_and_advice_on_lines_of_their_own() -> None:
    refused, failed, many = ran(
        "datasetapi.get_task_status(task_id='no-such-task')",
        f"{WITHOUT_TQDM}datasetapi.wait_for_task(task_id='bad')",
        "datasetapi.wait_for_tasks(task_ids=['one', 'bad'])",
    )
    lines = last_lines(refused)
    assert lines[0].startswith("NotFoundError: get_task_status failed: HTTP 404")
    assert lines[1:4] == [
        "  code        ModelArts.0102",
        "  message     The task no-such-task does not exist.",
        "  meaning     Resource not found.",
    ]
    assert lines[4].startswith("  advice      Pass an existing id.")
    assert lines[-1].startswith("  request id  ")
    lines = last_lines(failed)
    assert lines[:4] == [
        "TaskFailedError: task bad failed",
        "  code     ModelArts.1674",
        "  message  dataset owls does not exist",
        "  meaning  Dataset does not exist.",
    ]
    assert lines[4].startswith("  advice   Check the dataset_id")
    lines = last_lines(many)
    assert lines[:2] == ["TasksError: 1 of 2 tasks did not succeed", "  TaskFailedError  task bad failed"]
    assert lines[-1].strip().startswith("advice: Check the dataset_id")


def last_lines(outputs: list[Any]) -> list[str]:
    """Returns the lines of the last part of a traceback, without colours."""
    (error,) = [output for output in outputs if output["output_type"] == "error"]
    text = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))
    name = error["ename"]
    return text[text.rindex(f"\n{name}: ") + 1 :].splitlines()


SHELL = """
import IPython, sys
from modelarts.errors import ApiException
shell = IPython.core.interactiveshell.InteractiveShell.instance()
shell.run_cell("from modelarts.errors import ApiException\\nraise ApiException(404, 'Not Found', '', {}, "
               "operation='get', error_code='ModelArts.0102', meaning='No.', advice='Do.')")
"""


def test_in_a_terminal_the_message_is_as_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", SHELL], capture_output=True, text=True, timeout=60, check=True)
    text = re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
    assert "ApiException: get failed: ModelArts.0102 (HTTP 404 Not Found) [No. Do.]" in text


def test_an_error_loses_nothing_when_it_is_taken_apart(server: RawServer) -> None:
    server.script(http(json.dumps({"error_code": "ModelArts.0102", "error_msg": "gone"}), 404))
    with server.create_client() as client, pytest.raises(NotFoundError) as caught:
        DatasetApi(client).get_task_status(task_id="t")
    error = caught.value
    shown = " ".join([headline(error), *(text for _, text in details(error))])
    for word in re.findall(r"[\w.]+", str(error)):
        assert word in shown or word in {"request", "id"}, word
    assert headline(ApiException("only a text")) == "only a text"
    assert details(TaskFailedError("only a text")) == details(TasksError("only a text")) == []
    problems = InvalidParameterError("a: is 1; b: is 2", parameter="a", problems=["a: is 1", "b: is 2"])
    assert headline(problems) == "2 arguments are invalid"
    assert details(problems) == [("", "a: is 1"), ("", "b: is 2")]
    assert details(InvalidParameterError("a: is 1", parameter="a")) == []


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("needs tzset")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("shanghai")
def test_times_are_local_with_their_zone_in_lists_and_in_single_responses() -> None:
    expected = "2020-09-13 20:26:40 UTC+08:00"
    assert local_time(1600000000) == local_time(1600000000000) == expected
    assert [local_time(time) for time in (0, 10**30)] == ["0", str(10**30)]
    one = Dataset(dataset_id="d", create_time=1600000000)
    task = TaskStatus(status="SUCCESS", result=[{"createDatasetSuccess": [one]}])
    v2 = v2_responses.Dataset(dataset_id="d", create_time=1600000000000)
    for shown in (one, ResponseList([one]), Response(datasets=[one]), task, ResponseList([v2]), v2):
        assert expected in shown._repr_html_()
        assert "1600000000" not in shown._repr_html_()


@pytest.mark.parametrize(
    ("zone", "shown"), [("UTC", "UTC"), ("Asia/Kolkata", "UTC+05:30"), ("America/Lima", "UTC-05:00")]
)
def test_the_zone_is_that_of_the_process(
    zone: str, shown: str, shanghai: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert local_time(1600000000).endswith(f" {shown}")


def test_the_fields_that_hold_times_are_known() -> None:
    documented = set()
    for module in (base, v2_responses, __import__("modelarts.responses", fromlist=["x"])):
        for cls in vars(module).values():
            for field in vars(cls).values() if isinstance(cls, type) else ():
                if isinstance(field, base.Field) and "Unix time" in (field.__doc__ or "") and field.name != "metrics":
                    documented.add(field.name)
    assert documented == TIME_FIELDS


def test_an_empty_response_says_that_it_is_done(emulator: Emulator) -> None:
    folder = emulator.root / "bucket1" / "cats"
    folder.mkdir(parents=True)
    dataset_id = emulator.add_dataset("cats", "bucket1/cats/")
    for language, text in (("en", "done"), ("zh", "完成")):
        with emulator.create_client(language=language) as client:
            answer = DatasetApi(client).update_dataset(
                dataset_id=dataset_id, update_dataset_spec={"description": "new"}
            )
        assert f"<p>{text}</p>" in answer._repr_html_()


def test_a_list_of_tasks_is_a_table_with_states_results_and_errors(server: RawServer) -> None:
    created = {"dataset_id": "d", "dataset_name": "cats"}
    server.script(
        http(json.dumps({"status": "SUCCESS", "result": [{"createDatasetSuccess": [created]}]})),
        http(json.dumps({"error_code": "ModelArts.0102", "error_msg": "gone"}), 404),
    )
    with server.create_client() as client:
        statuses = DatasetApi(client).get_task_statuses(task_ids=["a", "b"], concurrency=1, return_exceptions=True)
    shown = statuses._repr_html_()  # type: ignore[attr-defined] # it is a list for type checkers
    assert shown.count("<tr>") == 3
    for text in ("task_id", "SUCCESS</span>", ">cats<", "NotFoundError: ", "ModelArts.0102"):
        assert text in shown
    assert "createDatasetSuccess" not in shown


def test_headings_are_in_the_language_of_the_client(server: RawServer) -> None:
    body = {"dataset_count": 1, "datasets": [{"dataset_id": "d", "file_count": 2, "x_unknown": 1}]}
    server.script(http(json.dumps(body)), http(json.dumps(body)))
    shown = {}
    for language in ("en", "zh"):
        with server.create_client(language=language) as client:
            shown[language] = DatasetApi(client).query_dataset()._repr_html_()
    assert not re.search("[\u4e00-\u9fff]", shown["en"])
    for text in ("字段", "数据集总数", "数据集 ID", "文件数", ">dataset_id</small>", ">x_unknown</th>"):
        assert text in shown["zh"]


class Rules(HTMLParser):
    """Refuses what VS Code and the sanitizer of JupyterLab leave out, and tags that are not closed."""

    ALLOWED = frozenset({"div", "p", "span", "code", "small", "br", "table", "thead", "tbody", "tr", "th", "td"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in self.ALLOWED
        for name, value in attributes:
            assert name == "style", name
            assert "url(" not in (value or "")
            colours = re.findall(r"(?:^|;)(color|background)", value or "")
            # On a light and on a dark page: the colour of a text is that of the page, or its ground is set, too.
            assert colours in ([], ["background", "color"])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_has_no_script_no_style_sheet_and_no_colour_of_a_theme() -> None:
    evil = "<script>alert(1)</script>"
    entry = {"error_code": evil, "error_msg": evil, "dataset_id": evil}
    result = [{"failed": [FailedEntry(entry)], "createDatasetSuccess": [CreatedDataset(entry)]}]
    task = TaskStatus(status="FAILURE", result=result)
    failed = ApiException(404, evil, evil, {}, operation=evil, error_code=evil, error_msg=evil, meaning=evil)
    fragments = [
        task._repr_html_(),
        object_html(Response(error_code=evil, labels=[{"name": evil}], inner={"a": evil})),
        list_html([task, v2_responses.Dataset(dataset_id=evil, status=1, dataset_type=0), failed]),
        list_html([]),
        page_html([], {"total": 3}, None),
        error_html(failed),
        error_html(tasks_error([failed, TaskFailedError(evil)], [], 2, None)),
        ResponseList([v2_responses.Dataset(status=state) for state in range(9)])._repr_html_(),
    ]
    for fragment in fragments:
        rules = Rules()
        rules.feed(fragment)
        assert rules.open == []
        assert "<script" not in fragment
