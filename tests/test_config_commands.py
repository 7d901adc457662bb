"""`modelarts config` as a person and as a script use it: init, list, set, unset, use, show."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modelarts import config
from modelarts.cli import file_lock, main
from modelarts.client import DatasetApi

if TYPE_CHECKING:
    from modelarts.emulator import Emulator

posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and permissions")
SECRET = "fake-secret-for-tests"
CHINESE = {"MODELARTS_LANGUAGE": "zh", "PYTHONUTF8": "1"}


@pytest.fixture
def path(home: Path) -> Path:
    """The configuration file in the home folder, which does not exist yet."""
    return home / ".modelarts/config.json"


def run(*words: str, stdin: str = "", **variables: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    command = [sys.executable, "-m", "modelarts", "config", *words]
    environment = {**os.environ, **variables}
    ended = subprocess.run(
        command, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


class Person:
    """Somebody who reads the questions of a command in a terminal, and types the answers."""

    def __init__(self, *words: str, **variables: str) -> None:
        import pty

        self.seen = ""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-m", "modelarts", "config", *words]
            os.execve(sys.executable, command, {**os.environ, "TERM": "xterm", **variables})

    def answer(self, question: str, answer: str) -> None:
        """Waits for a question and types the answer."""
        asked = self.read_to(question)
        # An answer that comes before getpass has turned off the echo would be thrown away.
        time.sleep(0.1)
        os.write(self.terminal, f"{answer}\n".encode())
        self.seen = self.seen[asked:]

    def read_to(self, text: str) -> int:
        """Reads until a text is seen; returns where it ends."""
        deadline = time.monotonic() + 30
        while text not in self.seen:
            assert time.monotonic() < deadline, f"{text!r} is not in: {self.seen}"
            chunk = self._read()
            assert chunk, f"{text!r} is not in: {self.seen}"
            self.seen += chunk
        return self.seen.index(text) + len(text)

    def _read(self) -> str:
        # The system ends the reading with an error when the other side is closed.
        with contextlib.suppress(OSError):
            return os.read(self.terminal, 65536).decode()
        return ""

    def end(self) -> tuple[int, str]:
        """The exit code, and what is seen after the last answer."""
        while chunk := self._read():
            self.seen += chunk
        os.close(self.terminal)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status), self.seen


def answers(chinese: bool) -> dict[str, str]:
    """The questions of `init`, by their subjects."""
    if chinese:
        return {
            "context": "context 名称",
            "region": "区域:",
            "iam": "IAM 的终端节点",
            "kind": "1 或 2",
            "account": "账号名",
            "user": "用户名",
            "password": "密码",
            "ak": "访问密钥 ID",
            "sk": "秘密访问密钥",
            "project": "项目（填写",
            "answered": "秒后响应",
            "written": "写入",
        }
    return {
        "context": "Name of the context",
        "region": "Region:",
        "iam": "Endpoint of IAM",
        "kind": "1 or 2",
        "account": "Account name",
        "user": "User name",
        "password": "Password",
        "ak": "Access key (AK)",
        "sk": "Secret key",
        "project": "Project: a number",
        "answered": "The service responded after",
        "written": "is written to",
    }


@posix
@pytest.mark.parametrize("variables", [{}, CHINESE], ids=["English", "Chinese"])
def test_init_asks_tries_and_writes_a_user_with_a_password(
    variables: dict[str, str], path: Path, emulator: Emulator
) -> None:
    texts = answers(chinese=bool(variables))
    person = Person("init", "--endpoint", emulator.url, **variables)
    person.answer(texts["context"], "")
    person.answer(texts["region"], emulator.region)
    person.answer(texts["iam"], emulator.url)
    person.answer(texts["kind"], "2")
    person.answer(texts["account"], emulator.account)
    person.answer(texts["user"], emulator.username)
    person.answer(texts["password"], emulator.password)
    person.answer(texts["project"], "1")
    code, seen = person.end()
    assert code == 0, seen
    assert texts["answered"] in seen
    assert texts["written"] in seen
    assert emulator.password not in seen
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with config.create_client() as client:
        assert client.project_id == emulator.project_id
        DatasetApi(client).query_dataset()


@posix
def test_init_asks_again_for_a_region_and_a_secret_that_are_wrong_and_keeps_the_other_contexts(
    path: Path, emulator: Emulator
) -> None:
    path.parent.mkdir()
    before = {
        "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u", "mine": "kept"}}],
        "clusters": [{"name": "c", "cluster": {"region": "cn-north-1"}}],
        "users": [{"name": "u", "user": {"token": SECRET}}],
    }
    path.write_text(json.dumps(before))
    texts = answers(chinese=False)
    person = Person("init", "--context", "test", "--region", "Not A Region", "--endpoint", emulator.url)
    person.answer(texts["iam"], emulator.url)
    person.read_to("is not a region")
    person.answer("Endpoint of ModelArts", "")
    person.answer(texts["region"], "cn-nrth-1")
    person.read_to('"cn-north-1" may be meant')
    person.answer("Endpoint of ModelArts", emulator.url)
    person.answer(texts["iam"], emulator.url)
    person.answer(texts["kind"], "1")
    person.answer(texts["ak"], emulator.access_key)
    person.answer(texts["sk"], SECRET)
    person.read_to("Check `access_key` and `secret_key`")
    person.answer("Enter the credential again?", "")
    person.answer(texts["kind"], "1")
    person.answer(texts["ak"], emulator.access_key)
    person.answer(texts["sk"], emulator.secret_key)
    person.answer(texts["project"], "nonsense")
    person.read_to("is none of these projects")
    person.answer(texts["project"], emulator.project_id)
    code, seen = person.end()
    assert code == 0, seen
    assert "modelarts config use test" in seen
    assert SECRET not in seen
    after = content(path)
    for part, entries in before.items():
        assert after[part][0] == entries[0]
    with config.create_client(context="test") as client:
        DatasetApi(client).query_dataset()
    assert config.create_client(project_id="p").context == "default"


@posix
def test_init_that_is_ended_writes_nothing(path: Path) -> None:
    person = Person("init")
    person.read_to("Name of the context")
    os.write(person.terminal, b"\x03")
    code, seen = person.end()
    assert code == 130
    assert "Traceback" not in seen
    assert not path.exists()
    code, _, err = run("init", stdin="mine\n")
    assert code == 1
    assert "standard input ended" in err
    assert not path.exists()


@pytest.mark.parametrize("words", [("set", "password"), ("init", "--context", "c"), ("init", "--region", "eu-de")])
def test_an_answer_that_is_no_text_is_an_error(words: tuple[str, ...], path: Path) -> None:
    command = [sys.executable, "-m", "modelarts", "config", *words]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    ended = subprocess.run(command, env=environment, input=b"\xff\n", capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"standard input is not text in the encoding utf-8; nothing was written" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert not path.exists()


def test_init_reads_its_answers_from_a_script(path: Path, emulator: Emulator) -> None:
    lines = ["mine", emulator.url, "1", emulator.access_key, emulator.secret_key, "1", ""]
    options = ("--region", emulator.region, "--endpoint", emulator.url)
    code, out, err = run("init", *options, stdin="\n".join(lines))
    assert code == 0, err
    assert str(path) in out
    # The only context is used without being named.
    assert content(path)["current_context"] == "mine"
    assert config.create_client().context == "mine"


def test_init_writes_settings_that_do_not_work_only_if_confirmed(path: Path, emulator: Emulator) -> None:
    lines = ["mine", emulator.url, "1", emulator.access_key, SECRET, "n"]
    options = ("--region", emulator.region, "--endpoint", emulator.url)
    code, _, err = run("init", *options, stdin="\n".join([*lines, "n", ""]))
    assert (code, path.exists()) == (1, False)
    assert "Nothing was written" in err
    code, _, err = run("init", *options, stdin="\n".join([*lines, "y", ""]))
    assert (code, path.exists()) == (0, True)


def test_set_builds_a_file_that_works_step_by_step(path: Path, emulator: Emulator) -> None:
    code, out, err = run("set", "region", emulator.region)
    assert code == 0, err
    assert f"cluster.region of the context default is set in {path}" in out
    for key, value in (
        ("endpoint", emulator.url),
        ("iam_endpoint", emulator.url),
        ("account", emulator.account),
        ("user.username", emulator.username),
    ):
        code, _, err = run("set", key, value)
        assert code == 0, err
    assert "not complete yet" in err
    assert "modelarts config set password" in err
    code, _, err = run("set", "password", stdin=f"{emulator.password}\n")
    assert (code, err) == (0, "")
    run("set", "poll_initial", "10ms")
    run("set", "raise_on_error", "false")
    with config.create_client() as client:
        assert client._core.describe()["poll_initial"] == 0.01
        assert client._core.describe()["raise_on_error"] is False
        DatasetApi(client).query_dataset()
    code, _, err = run("unset", "raise_on_error")
    assert code == 0, err
    assert "raise_on_error" not in content(path)["contexts"][0]["context"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_a_secret_is_asked_for_and_warned_about_on_the_command_line(path: Path) -> None:
    run("set", "access_key", "AK")
    person = Person("set", "secret_key")
    person.answer("secret_key: ", SECRET)
    code, seen = person.end()
    assert code == 0, seen
    assert SECRET not in seen
    assert content(path)["users"][0]["user"] == {"access_key": "AK", "secret_key": SECRET}
    code, out, err = run("set", "secret_key", f"{SECRET}-2")
    assert code == 0
    assert "warning: a secret in a command can be read" in err
    assert SECRET not in out + err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("set", "regoin", "cn-north-4"), 2, "there is no setting regoin; did you mean region?"),
        (("set", "ak", "x"), 2, "there is no setting ak; did you mean access_key?"),
        (("set", "user.region", "x"), 2, "there is no setting user.region; did you mean cluster.region?"),
        (("set", "cluster.regio", "x"), 2, "there is no setting cluster.regio; did you mean cluster.region?"),
        (("set", "zzz", "x"), 2, "there is no setting zzz; the settings are access_key, "),
        (("set", "region"), 2, "region needs a value, like: modelarts config set region cn-north-4"),
        (("set", "region", "cn-nrth-4"), 1, '"cn-north-4" may be meant'),
        (("set", "verify_ssl", "no"), 1, 'is "no", expected "true" or "false"; write "false"'),
        (("set", "endpoint", "modelarts.example.com"), 1, "does not begin with https://"),
        (("set", "poll_initial", "soon"), 1, 'is "soon", expected seconds'),
        (("set", "poll_maximum", "1ms"), 0, ""),
        (("set", "signature", "md5"), 1, '"plain", "derived", "v11"'),
        (("set", "ca_bundle", "/nowhere.pem"), 1, "/nowhere.pem"),
        (("set", "proxy", "ftp://proxy:1"), 1, "proxy: "),
        (("set", "project_id", "a/b"), 1, "which no id has"),
        (("set", "access_key", "x"), 1, "parts of different credentials"),
        (("set", "--context", "tset", "region", "cn-north-4"), 1, "there is no context 'tset'; did you mean 'test'?"),
        (("unset", "proxy"), 1, "proxy is not set in the context default"),
        (("use", "tests"), 1, "there is no context 'tests'; did you mean 'test'?"),
        (("use", "zzz"), 1, "the contexts are 'default', 'test'"),
        (("sett", "region"), 2, "invalid choice: 'sett'; the choices are show, check, init, list, set, unset, use"),
    ],
)
def test_what_a_reader_would_refuse_is_refused_and_the_file_is_as_before(
    words: tuple[str, ...], code: int, said: str, path: Path
) -> None:
    path.parent.mkdir()
    cluster = {"region": "cn-north-4"}
    user = {"username": "u", "password": SECRET}
    before = {
        "contexts": [
            {"name": "default", "context": {"cluster": "c", "user": "u"}},
            {"name": "test", "context": {"cluster": "c", "user": "u"}},
        ],
        "clusters": [{"name": "c", "cluster": cluster}],
        "users": [{"name": "u", "user": user}],
    }
    path.write_text(json.dumps(before))
    path.chmod(0o600)
    ended, out, err = run(*words)
    assert ended == code, err
    assert said in err
    assert "Traceback" not in err
    assert SECRET not in out + err
    assert ".config-" not in err, "the name of the draft"
    if code:
        assert content(path) == before
    assert os.listdir(path.parent) == ["config.json"]


def test_changes_of_several_processes_at_once_are_all_in_the_file(path: Path) -> None:
    assert run("set", "region", "cn-north-4")[0] == 0
    changes = {"project_id": "p1", "access_key": "A", "endpoint": "https://h.test", "poll_initial": "5s"}
    command = [sys.executable, "-m", "modelarts", "config", "set"]
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(subprocess.Popen([*command, *change])) for change in changes.items()]
        assert [process.wait(60) for process in running] == [0] * len(changes)
    written = content(path)
    members = [written[name][0][name[:-1]] for name in ("contexts", "clusters", "users")]
    found = {key: value for part in members for key, value in part.items()}
    assert {key: found.get(key) for key in changes} == changes
    assert os.listdir(path.parent) == ["config.json"]


def test_a_file_that_another_process_keeps_locked_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("set", "region", "cn-north-4")[0] == 0
    before = path.read_bytes()
    monkeypatch.setattr(file_lock, "_SECONDS", 0.1)
    with file_lock.locked(str(path)):
        assert main(["config", "set", "region", "eu-de"]) == 1
    assert f"another process is changing {path}" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["config", "set", "region", "eu-de"]) == 0


def test_a_lock_that_was_removed_meanwhile_is_not_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    lock = file_lock._lock
    removed: list[str] = []

    def lock_after_removal(descriptor: int) -> None:
        # As if the process that had the lock ended between opening and locking.
        if not removed:
            removed.append(f"{path}.lock")
            os.unlink(removed[0])
        lock(descriptor)

    monkeypatch.setattr(file_lock, "_lock", lock_after_removal)
    with file_lock.locked(str(path)):
        assert os.path.exists(f"{path}.lock")


def test_a_lock_is_released_though_its_process_is_killed(path: Path) -> None:
    path.parent.mkdir()
    program = """
import sys, time
from modelarts.cli.file_lock import locked
with locked(sys.argv[1]):
    print(flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert run("set", "region", "cn-north-4")[0] == 0
    assert os.listdir(path.parent) == ["config.json"]


def test_a_file_that_can_not_be_read_is_named_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    for text, said in (
        ("{", "ends too early"),
        ("[]", "is a list"),
        ('{"contexts": [{"context": {}}]}', "has no name"),
        ("[" * 2000 + "]" * 2000, "nested more than 128 deep"),
        ('{"mine": ' + "[" * 2000 + "]" * 2000 + "}", "nested more than 128 deep"),
        ('{"mine": ' + "1" * 5000 + "}", "number out of range"),
        (" " * 1024 * 1024 + "{}", "is larger than 1048576 bytes"),
    ):
        path.write_text(text)
        for words in (("set", "region", "cn-north-4"), ("use", "x"), ("list",)):
            code, _, err = run(*words)
            assert code == 1
            assert said in err
            assert str(path) in err
            assert "Traceback" not in err
        assert path.read_text() == text


def test_other_members_and_the_order_of_a_file_are_kept(path: Path) -> None:
    path.parent.mkdir()
    before = {
        "mine": {"of": "the user"},
        "users": [{"name": "u", "user": {"token": SECRET, "note": "用户"}, "since": 2020}],
        "contexts": [{"name": "default", "context": {"user": "u"}}],
    }
    path.write_text(json.dumps(before), encoding="utf-8-sig")
    code, _, err = run("set", "region", "eu-de")
    assert code == 0, err
    after = content(path)
    assert list(after) == ["mine", "users", "contexts", "clusters"]
    assert after["users"] == before["users"]
    assert after["contexts"][0]["context"] == {"user": "u", "cluster": "default"}
    assert after["clusters"] == [{"name": "default", "cluster": {"region": "eu-de"}}]
    assert "用户" in path.read_text(encoding="utf-8")


def test_a_change_of_what_contexts_share_and_variables_that_come_first_are_named(path: Path) -> None:
    path.parent.mkdir()
    contexts = [{"name": name, "context": {"cluster": "c"}} for name in ("default", "test")]
    path.write_text(json.dumps({"contexts": contexts, "clusters": [{"name": "c", "cluster": {}}]}))
    code, _, err = run("set", "region", "cn-north-4", MODELARTS_REGION="eu-de")
    assert code == 0
    assert "the contexts test have the same cluster" in err
    assert "MODELARTS_REGION is set, and is used instead of the file" in err


@posix
def test_a_link_stays_a_link_and_a_pipe_is_refused(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    target = tmp_path / "real.json"
    target.write_text("{}")
    path.symlink_to(target)
    code, _, err = run("set", "region", "cn-north-4")
    assert code == 0, err
    assert path.is_symlink()
    assert content(target)["clusters"]
    path.unlink()
    os.mkfifo(path)
    code, _, err = run("set", "region", "cn-north-4")
    assert code == 1
    assert "is no regular file" in err


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_an_error(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    code, _, err = run("set", "region", "cn-north-4")
    assert code == 1
    assert str(path) in err


@posix
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "--config-file", "rel.json"), "rel.json, which config_file names, does not exist"),
        (("check", "--config-file", "rel.json"), "rel.json, which config_file names, does not exist"),
        (("set", "region", "cn-north-4", "--config-file", "rel.json"), "rel.json can't be written: the current folder"),
        (("set", "ca_bundle", "rel.pem"), "rel.pem, which"),
    ],
)
def test_in_a_folder_that_was_removed_a_relative_path_is_named(
    words: tuple[str, ...], said: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import modelarts

    monkeypatch.setenv("PYTHONPATH", str(Path(modelarts.__file__).parent.parent))
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, _, err = run(*words)
    assert code == 1
    assert said in err
    assert not path.exists()
    monkeypatch.chdir(tmp_path)


def test_use_selects_a_context_for_python_and_the_command_line(path: Path) -> None:
    path.parent.mkdir()
    regions = {"default": "cn-north-4", "test": "eu-de"}
    before = {
        "contexts": [{"name": name, "context": {"cluster": name, "user": "u"}} for name in regions],
        "clusters": [{"name": name, "cluster": {"region": region}} for name, region in regions.items()],
        "users": [{"name": "u", "user": {"token": SECRET}}],
    }
    path.write_text(json.dumps(before))
    path.chmod(0o600)
    assert run("use", "test")[0] == 0
    assert content(path)["current_context"] == "test"
    client = config.create_client()
    assert (client.context, client.region) == ("test", "eu-de")
    assert config.create_client(context="default").region == "cn-north-4"
    code, out, _ = run("list", "--output", "json")
    assert [(row["context"], row["is_current"]) for row in json.loads(out)["contexts"]] == [
        ("default", False),
        ("test", True),
    ]
    code, out, _ = run("list")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert lines[1:] == [["default", "cn-north-4", "token"], ["*", "test", "eu-de", "token"]]
    code, out, _ = run("list", **CHINESE)
    assert out.startswith("当前")
    # One that is no longer there is an error, which the command mends.
    path.write_text(json.dumps({**before, "current_context": "gone"}))
    code, _, err = run("show")
    assert code == 1
    assert 'current_context names "gone"' in err
    assert run("use", "default")[0] == 0
    assert config.create_client().context == "default"


def test_show_has_the_table_though_something_is_missing(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        json.dumps(
            {
                "contexts": [{"name": "default", "context": {"user": "u"}}],
                "users": [{"name": "u", "user": {"username": "me"}}],
            }
        )
    )
    path.chmod(0o600)
    code, out, err = run("show")
    assert code == 1
    table = {line.split()[0]: line for line in out.splitlines()}
    assert "(missing)" in table["region"]
    assert "modelarts config set region" in table["region"]
    assert "(missing)" in table["credential"]
    assert "modelarts config init" in table["credential"]
    assert "default" in table["context"]
    assert "60.0" in table["timeout"]
    assert "no region and no endpoint was found" in err
    assert "modelarts config set password" in err
    assert "create_client(" not in out
    code, out, _ = run("show", "--output", "json")
    shown = json.loads(out)
    assert shown["settings"]["context"]["value"] == "default"
    assert [problem["setting"] for problem in shown["problems"]] == ["region", "credential"]
    code, out, err = run("show", **CHINESE)
    assert "（缺少）" in out
    assert "设置命令：modelarts config set region" in out


def test_show_names_every_setting_that_is_wrong_and_no_other() -> None:
    wrong = {
        "MODELARTS_LANGUAGE": "xx",
        "MODELARTS_POLL_OUTAGE": "soon",
        "MODELARTS_POLL_INITIAL": "never",
        "HTTPS_PROXY": "ftp://proxy",
    }
    code, out, err = run("show", MODELARTS_REGION="cn-north-4", **wrong)
    assert code == 1
    assert sorted(line.split()[0] for line in out.splitlines() if "(wrong)" in line) == [
        "language",
        "poll_initial",
        "poll_outage",
        "proxy",
    ]
    for variable, value in wrong.items():
        assert f"{variable}: " in err
        assert value in err or variable == "HTTPS_PROXY"
    pauses = {"MODELARTS_POLL_INITIAL": "9s", "MODELARTS_POLL_MAXIMUM": "1s"}
    code, out, err = run("show", MODELARTS_REGION="cn-north-4", **pauses)
    assert [line.split()[0] for line in out.splitlines() if "(wrong)" in line] == ["poll_maximum"]
    assert "shorter than the 9 s" in err


def test_show_checks_the_proxy_where_the_region_is_missing(path: Path) -> None:
    path.parent.mkdir()
    proxy = {"name": "c", "cluster": {"proxy": "ftp://proxy"}}
    path.write_text(json.dumps({"contexts": [{"name": "default", "context": {"cluster": "c"}}], "clusters": [proxy]}))
    code, out, _ = run("show")
    assert code == 1
    states = {line.split()[0]: line.split()[1] for line in out.splitlines()}
    assert (states["region"], states["proxy"]) == ("(missing)", "(wrong)")
    code, out, _ = run("list", "--output", "json")
    assert (code, json.loads(out)["contexts"][0]["problem"]) == (0, "missing: region; wrong: proxy")


def test_show_names_a_credential_that_is_only_assumed() -> None:
    code, out, _ = run("show", MODELARTS_REGION="cn-north-4")
    assert code == 0
    (line,) = (line for line in out.splitlines() if line.startswith("credential"))
    assert "modelarts config init" in line
    assert not [line for line in out.splitlines() if "(missing)" in line]


def test_region_endpoint_and_debug_are_options_of_every_command_with_a_client(
    emulator: Emulator, tmp_path: Path
) -> None:
    file = emulator.write_config(tmp_path)
    code, out, _ = run("show", "--config-file", file, "--region", "eu-de", "--endpoint", "http://127.0.0.1:9")
    shown = {line.split()[0]: line.split()[1] for line in out.splitlines()}
    assert (shown["region"], shown["endpoint"]) == ("eu-de", "http://127.0.0.1:9")
    code, out, err = run("check", "--config-file", file, "--debug")
    assert code == 0
    assert "DEBUG GET /v1/" in err
    assert "DEBUG POST /v3/auth/tokens: 201" in err
    assert emulator.password not in out + err
    code, _, err = run("check", "--config-file", file)
    assert (code, err) == (0, "")


def test_warnings_are_lines_without_a_place_in_the_sources(path: Path) -> None:
    path.parent.mkdir()
    cluster = {"region": "cn-north-4", "verify_ssl": "false", "regoin": "x"}
    path.write_text(
        json.dumps(
            {
                "contexts": [{"name": "default", "context": {"cluster": "c", "user": "u"}}],
                "clusters": [{"name": "c", "cluster": cluster}],
                "users": [{"name": "u", "user": {"token": SECRET}}],
            }
        )
    )
    path.chmod(0o644)
    code, _, err = run("show")
    assert code == 0
    lines = err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("modelarts: warning: ") for line in lines)
    assert "UserWarning" not in err
    assert ".py" not in err


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            ("task", "get", "--projet-id", "x", "t"),
            "there is no option --projet-id; did you mean --project-id?",
            "task get",
        ),
        (("task", "get", "--colour", "t"), "there is no option --colour", "task get"),
        (("config", "show", "extra"), "unexpected argument extra", "config show"),
        (
            ("tsk", "get"),
            "did you mean task?",
            "",
        ),
        (("task", "gt", "t"), "did you mean get?", "task"),
        (("emulator", "--port", "99999"), "'99999' is not a port; write a number from 0 to 65535", "emulator"),
        (("emulator", "--port", "-1"), "'-1' is not a port", "emulator"),
    ],
)
def test_wrong_words_name_the_right_ones_and_the_right_help(words: tuple[str, ...], said: str, hint: str) -> None:
    command = [sys.executable, "-m", "modelarts", *words]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert f"try 'modelarts {hint}".rstrip() in ended.stderr
