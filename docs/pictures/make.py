"""Draws the pictures of the READMEs: a real session in a terminal, and the notebook of waits, run as it is.

Needs Chromium, and what `requirements.txt` beside it names: `make pictures` does all of it.
"""

from __future__ import annotations

import fcntl
import html
import os
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pyte
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from modelarts.emulator import Emulator

if TYPE_CHECKING:
    from pyte.screens import Char

HERE = Path(__file__).parent
COLUMNS, ROWS = 110, 40
PROMPT = "$ "
SESSION = (
    "modelarts config check",
    "modelarts task wait import-cats --interval 1",
    "modelarts task wait import-cats import-dogs publish-owls --interval 1",
    "echo $?",
)
COLOURS = {"red": "#ff7b72", "green": "#7ee787", "brown": "#e3b341"}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #0d1117; }}
pre {{ margin: 0; padding: 18px; color: #e6edf3; font: 14px/1.45 "DejaVu Sans Mono", monospace; }}
</style><pre>{}</pre>"""
# The notebook's own frame around cells is of no use in a picture.
NOTEBOOK_STYLE = "<style>body { margin: 0; padding: 8px 24px !important; } .jp-InputPrompt { opacity: .4 }</style>"


def cloud() -> Emulator:
    """An emulator with tasks of every kind."""
    emulator = Emulator(auth="none")
    cats = {"dataset_id": "4b9e6f0a", "dataset_name": "cats", "file_count": 1200, "create_time": 1600000000}
    dogs = {**cats, "dataset_id": "7d3ca52c", "dataset_name": "dogs"}
    states = ["PENDING", ("RUNNING", 2), "SUCCESS"]
    emulator.add_task("import-cats", states=states, result=[{"createDatasetSuccess": [cats]}])
    emulator.add_task("import-dogs", states=states, result=[{"createDatasetSuccess": [dogs]}])
    emulator.add_task("publish-owls", states=["PENDING", "FAILURE"], error=("ModelArts.1674", "owls is not there"))
    return emulator


def terminal(environment: dict[str, str]) -> pyte.Screen:
    """What a terminal shows after the session was typed into its shell."""
    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    shell = subprocess.Popen(
        ["setsid", "--ctty", "sh"], env={**environment, "PS1": PROMPT}, stdin=outer, stdout=outer, stderr=outer
    )
    os.close(outer)

    def show() -> None:
        try:
            while chunk := os.read(inner, 65536):
                stream.feed(chunk)
        except OSError:
            pass  # the shell has ended

    shown = threading.Thread(target=show)
    shown.start()
    for line in SESSION:
        while screen.display[screen.cursor.y].rstrip() != PROMPT.strip():
            time.sleep(0.05)
        os.write(inner, f"{line}\n".encode())
        time.sleep(0.5)
    while screen.display[screen.cursor.y].rstrip() != PROMPT.strip():
        time.sleep(0.05)
    shell.kill()
    shell.wait()
    shown.join()
    os.close(inner)
    return screen


def drawn(screen: pyte.Screen) -> str:
    """A terminal's screen as a page."""

    def cell(char: Char) -> str:
        text = html.escape(char.data)
        colour = COLOURS.get(char.fg)
        return f'<span style="color:{colour}">{text}</span>' if colour else text

    lines = ["".join(cell(screen.buffer[row][column]) for column in range(COLUMNS)) for row in range(ROWS)]
    return PAGE.format("\n".join(line.rstrip() for line in lines).rstrip())


def notebook(path: Path) -> str:
    """A notebook as a page, as it is shown after a run."""
    read = nbformat.read(path, as_version=4)
    NotebookClient(read, timeout=120, kernel_name="python3", coalesce_streams=True).execute()
    for cell in read.cells:
        # Where a bar was, and was taken away.
        cell.outputs = [output for output in cell.get("outputs", []) if output.get("text", "x").strip()]
    page, _ = HTMLExporter(theme="light").from_notebook_node(read)
    return str(page).replace("</head>", f"{NOTEBOOK_STYLE}</head>")


def picture(page: str, path: Path, width: int, height: int) -> None:
    """Has Chromium draw a page."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no chromium was found; install it, and run this again")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page)
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},{height}"]
        # Pages wait for scripts of theirs that a machine without a network never gets.
        command = [chromium, *options, "--virtual-time-budget=4000", f"--screenshot={path}", source.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=120)


def main() -> None:
    """Draws both."""
    with cloud() as emulator, tempfile.TemporaryDirectory() as home:
        # Short paths are easier to read.
        folder = Path(home) / ".modelarts"
        folder.mkdir()
        os.rename(emulator.write_config(home), folder / "config.json")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {"HOME": home, "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        screen = terminal(environment)
        lines = len([line for line in screen.display if line.strip()])
        page = drawn(screen)
    picture(page, HERE / "terminal.png", 980, 60 + 21 * lines)
    picture(notebook(HERE.parent.parent / "examples" / "wait.ipynb"), HERE / "notebook.png", 1000, 1480)


if __name__ == "__main__":
    main()
