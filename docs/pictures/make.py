"""Draws the pictures of the documents: real sessions in terminals, and notebooks, run as they are.

Needs Chromium, a font with Chinese characters such as Noto Sans CJK, and what `requirements.txt` beside it
names: `make pictures` installs the latter. With names of pictures, it draws only these.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import notebooks
import terminals

from modelarts.emulator import Emulator

HERE = Path(__file__).parent
# The session of the READMEs.
SESSION = (
    "modelarts config check",
    "modelarts task wait import-cats --interval 1",
    "modelarts task wait import-cats import-dogs publish-owls --interval 1",
    "echo $?",
)
# The commands that are shown in both languages at each width; add commands here.
COMMANDS = (
    "modelarts task wait import-cats --interval 1",
    "modelarts task get import-cats import-dogs publish-owls",
    "modelarts config show",
)
DATASETS = (
    "modelarts dataset create flowers --data obs://bucket1/in/ --work-path obs://bucket1/out/ --wait",
    "modelarts dataset list",
    "D=$(modelarts dataset list --output json | jq -r '.[0].dataset_id')",
    "modelarts label create $D cat dog",
    "modelarts sample list $D --limit 3",
    "modelarts version publish $D --name V001 --wait",
    "modelarts version list $D",
    "modelarts dataset get nothing",
)
WIDTHS = (80, 40)
PIXELS_A_COLUMN, PIXELS_A_LINE = 8.5, 20.4


def cloud() -> Emulator:
    """An emulator with tasks of every kind."""
    emulator = Emulator(auth="none")
    for number in range(3):
        emulator.put_file(f"bucket1/in/{number}.jpg", b"picture")
    cats = {"dataset_id": "4b9e6f0a", "dataset_name": "cats", "file_count": 1200, "create_time": 1600000000}
    dogs = {**cats, "dataset_id": "7d3ca52c", "dataset_name": "狗的图片"}
    states = ["PENDING", ("RUNNING", 2), "SUCCESS"]
    emulator.add_task("import-cats", states=states, result=[{"createDatasetSuccess": [cats]}])
    emulator.add_task("import-dogs", states=states, result=[{"createDatasetSuccess": [dogs]}])
    emulator.add_task("publish-owls", states=["PENDING", "FAILURE"], error=("ModelArts.1674", "owls is not there"))
    return emulator


def terminal_picture(name: str, commands: tuple[str, ...], widths: tuple[int, ...], language: str) -> None:
    """Draws a session in terminals of some widths, side by side."""
    screens = []
    for columns in widths:
        with cloud() as emulator, tempfile.TemporaryDirectory() as home:
            # Short paths are easier to read.
            folder = Path(home) / ".modelarts"
            folder.mkdir()
            os.rename(emulator.write_config(home), folder / "config.json")
            path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
            environment = {"HOME": home, "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
            environment |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
            environment["MODELARTS_LANGUAGE"] = language
            screens.append((columns, terminals.session(environment, columns, commands)))
    width = sum(columns * PIXELS_A_COLUMN + 38 for columns in widths) + 40
    height = max(len(lines) for _, lines in screens) * PIXELS_A_LINE + 60
    picture(terminals.page(screens), name, int(width), int(height))


def picture(page: str, name: str, width: int, height: int) -> None:
    """Has Chromium draw a page."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no chromium was found; install it, and run this again")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page)
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},{height}"]
        # Pages wait for scripts of theirs that a machine without a network never gets.
        target = f"--screenshot={HERE / name}"
        command = [chromium, *options, "--virtual-time-budget=4000", target, source.as_uri()]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=120)


PICTURES = {
    "terminal.png": lambda name: terminal_picture(name, SESSION, (110,), "en"),
    "terminals-en.png": lambda name: terminal_picture(name, COMMANDS, WIDTHS, "en"),
    "terminals-zh.png": lambda name: terminal_picture(name, COMMANDS, WIDTHS, "zh"),
    "datasets-en.png": lambda name: terminal_picture(name, DATASETS, WIDTHS, "en"),
    "datasets-zh.png": lambda name: terminal_picture(name, DATASETS, WIDTHS, "zh"),
    "notebook.png": lambda name: picture(
        notebooks.file_page(HERE.parent.parent / "docs" / "examples" / "wait.ipynb"), name, 1000, 1480
    ),
    "notebook-light.png": lambda name: picture(notebooks.cells_page("light", "en", has_tqdm=False), name, 1000, 1350),
    "notebook-dark.png": lambda name: picture(notebooks.cells_page("dark", "zh", has_tqdm=True), name, 1000, 1440),
}


def main() -> None:
    """Draws the pictures that are named, or all."""
    for name in sys.argv[1:] or PICTURES:
        PICTURES[name](name)


if __name__ == "__main__":
    main()
