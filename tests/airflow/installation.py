"""An Airflow of its own in a folder: SQLite, LocalExecutor, and each component as a process."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["LIMIT", "Airflow"]

BIN = Path(sys.executable).parent
# A whole run of a DAG may take this many seconds on a slow and busy machine.
LIMIT = 600.0
FINAL = ("success", "failed")


class Airflow:
    """Runs the components of Airflow; each test has DAGs of its own in the same installation.

    Args:
        folder: The home folder.
        settings: More settings, such as `{"CORE__PARALLELISM": "16"}`.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = folder
        self.port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        home = str(folder)
        values = {
            "API__HOST": "127.0.0.1",
            "API__PORT": str(self.port),
            "API__WORKERS": "1",
            "API_AUTH__JWT_SECRET": "only-for-these-tests-and-long-enough-for-sha512-" * 2,
            "API__SECRET_KEY": "only-for-these-tests",
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "CORE__DAGS_FOLDER": f"{home}/dags",
            "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{self.port}/execution/",
            "CORE__EXECUTOR": "LocalExecutor",
            "CORE__FERNET_KEY": "",
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__PARALLELISM": "4",
            "CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "CORE__TEST_CONNECTION": "Enabled",
            "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
            "DAG_PROCESSOR__REFRESH_INTERVAL": "5",
            "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
            "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "1200",
            "TRIGGERER__CAPACITY": "6000",
            "USAGE_DATA_COLLECTION__ENABLED": "False",
            **(settings or {}),
        }
        kept = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
        self.environment = {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "AIRFLOW_HOME": home,
            "NO_PROXY": "*",
            "MODELARTS_LANGUAGE": "en",
            **{f"AIRFLOW__{name}": value for name, value in values.items()},
        }

    @property
    def dags(self) -> Path:
        """The folder of the DAGs."""
        return self.home / "dags"

    def __enter__(self) -> Self:
        self.dags.mkdir(parents=True)
        self.command("db", "migrate")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self.processes):
            self.stop(name)
        if error is not None:
            print(self.logs())  # noqa: T201 pytest shows it with the failure

    def command(self, *arguments: str, check: bool = True) -> str:
        """Runs a command of Airflow and returns its standard output."""
        done = subprocess.run(
            [str(BIN / "airflow"), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
        assert done.returncode == 0 or not check, f"airflow {' '.join(arguments)}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def add_connection(self, name: str, fields: Mapping[str, Any]) -> None:
        """Adds a connection of the type `modelarts`."""
        self.command("connections", "add", name, "--conn-json", json.dumps({"conn_type": "modelarts", **fields}))

    def start(self, *names: str) -> None:
        """Starts components, such as "scheduler", each in a process group of its own."""
        for name in names:
            with (self.home / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [str(BIN / "airflow"), name],
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def stop(self, name: str) -> None:
        """Ends a component; what does not end in time is killed with its children."""
        process = self.processes.pop(name)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        self._kill(process)

    def kill(self, name: str) -> None:
        """Kills a component at once, with its children."""
        self._kill(self.processes.pop(name))

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def trigger(self, dag: str) -> str:
        """Starts a run of a DAG once the DAG processor knows it, and returns its id."""

        def is_known() -> bool:
            broken = self.query("select stacktrace from import_error")
            assert not broken, f"a DAG can't be imported: {broken}"
            return bool(self.query("select 1 from dag where dag_id = ?", dag))

        self.wait_for(f"the DAG {dag}", is_known)
        self.wait_for("the API server", self._listens)
        run = f"run-{time.time_ns()}"
        self.ask("POST", f"/api/v2/dags/{dag}/dagRuns", {"dag_run_id": run, "logical_date": None})
        return run

    def _listens(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Sends a request to the API of Airflow, and returns its response."""
        url = f"http://127.0.0.1:{self.port}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{url}/auth/token", timeout=120) as response:
            token = json.load(response)["access_token"]
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        request = urllib.request.Request(url + path, data, headers, method=method)
        with opener.open(request, timeout=120) as response:
            return json.load(response)

    def finished(self, dag: str, run: str, limit: float = LIMIT) -> dict[str, str]:
        """Waits until a run has ended, and returns the state of each of its tasks."""
        query = "select state from dag_run where dag_id = ? and run_id = ? and state in ('success', 'failed')"
        self.wait_for(f"the run of {dag}", lambda: self.query(query, dag, run), limit)
        return self.states(dag, run)

    def states(self, dag: str, run: str) -> dict[str, str]:
        """Returns the state of each task of a run; of a mapped one as NAME[INDEX]."""
        rows = self.query(
            "select task_id, map_index, state from task_instance where dag_id = ? and run_id = ?", dag, run
        )
        return {task if index < 0 else f"{task}[{index}]": state for task, index, state in rows}

    def result(self, dag: str, run: str, task: str, key: str = "return_value") -> Any:
        """Returns what a task has stored."""
        query = "select value from xcom where dag_id = ? and run_id = ? and task_id = ? and key = ?"
        found = self.query(query, dag, run, task, key)
        return json.loads(found[0][0]) if found else None

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Returns the rows of a query of the database."""
        connection = sqlite3.connect(f"file:{self.home}/airflow.db?mode=ro", uri=True, timeout=60)
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            # It is locked, for long on a busy machine; the caller asks again.
            return []
        finally:
            connection.close()

    def log_of(self, dag: str, run: str, task: str) -> str:
        """Returns all that a task has logged, its trigger included."""
        folder = self.home / "logs" / f"dag_id={dag}" / f"run_id={run}"
        found = (path for one in folder.glob(f"task_id={task}") for path in one.rglob("*.log*"))
        return "\n".join(path.read_text(errors="replace") for path in sorted(found))

    def logs(self) -> str:
        """Returns the ends of the logs of the components."""
        return "\n".join(f"{path.name}: {path.read_text()[-3000:]}" for path in self.home.glob("*.log"))

    def wait_for(self, what: str, is_there: Callable[[], object], limit: float = LIMIT) -> None:
        """Waits until something is there; fails with the logs of the components."""
        end = time.monotonic() + limit
        while not is_there():
            for name, process in self.processes.items():
                assert process.poll() is None, f"{name} ended with {process.returncode}:\n{self.logs()}"
            assert time.monotonic() < end, f"{what}: nothing after {limit:g} s\n{self.logs()}"
            time.sleep(0.5)


def free_port() -> int:
    """Returns a port that was free a moment ago."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
