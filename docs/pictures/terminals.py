"""Sessions in real pseudo-terminals, and their screens as pages."""

from __future__ import annotations

import fcntl
import html
import os
import pty
import struct
import subprocess
import termios
import threading
import time
import unicodedata
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyte.screens import Char

ROWS = 160
PROMPT = "$ "
COLOURS = {"red": "#ff7b72", "green": "#7ee787", "brown": "#e3b341"}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #0d1117; display: flex; align-items: flex-start; gap: 18px; padding: 18px; }}
pre {{ margin: 0; color: #e6edf3; font: 14px/1.45 "DejaVu Sans Mono", monospace; border: 1px solid #30363d; }}
pre {{ padding: 8px; }}
b {{ display: inline-block; width: 2ch; font-weight: normal; }}
</style>{}"""


def session(environment: dict[str, str], columns: int, commands: Sequence[str]) -> list[str]:
    """Types commands into a shell in a terminal.

    Args:
        environment: The environment of the shell.
        columns: The width of the terminal.
        commands: The commands. After the first, what the screen shows while it runs is kept, too.

    Returns:
        The lines of the screen at the end as HTML; before them the line of progress of the first command.
    """
    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    screen = pyte.Screen(columns, ROWS)
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
    progress = ""
    for number, command in enumerate(commands):
        wait_for_prompt(screen)
        os.write(inner, f"{command}\n".encode())
        time.sleep(0.5)  # until the shell has read the command
        while not is_prompt(screen):
            if number == 0 and "RUNNING" in screen.display[screen.cursor.y]:
                progress = drawn(screen, screen.cursor.y)
            time.sleep(0.02)
    wait_for_prompt(screen)
    shell.kill()
    shell.wait()
    shown.join()
    os.close(inner)
    lines = [drawn(screen, row) for row in range(screen.cursor.y)]
    rows_of_command = 1 + (len(PROMPT) + len(commands[0]) - 1) // columns
    return [*lines[:rows_of_command], progress, *lines[rows_of_command:]] if progress else lines


def is_prompt(screen: pyte.Screen) -> bool:
    """Whether the shell waits for a command."""
    return screen.display[screen.cursor.y].rstrip() == PROMPT.strip()


def wait_for_prompt(screen: pyte.Screen) -> None:
    """Returns when the shell waits for a command."""
    while not is_prompt(screen):
        time.sleep(0.05)


def drawn(screen: pyte.Screen, row: int) -> str:
    """A line of a screen as HTML; a wide character takes two columns."""

    def cell(char: Char) -> str:
        text = html.escape(char.data)
        if text and unicodedata.east_asian_width(char.data[0]) in "WF":
            text = f"<b>{text}</b>"
        colour = COLOURS.get(char.fg)
        return f'<span style="color:{colour}">{text}</span>' if colour else text

    return "".join(cell(screen.buffer[row][column]) for column in range(screen.columns)).rstrip()


def page(screens: Sequence[tuple[int, list[str]]]) -> str:
    """Screens side by side as a page.

    Args:
        screens: The width of each, and its lines.

    Returns:
        HTML.
    """
    return PAGE.format(
        "".join(f'<pre style="width:{columns}ch">{chr(10).join(lines)}</pre>' for columns, lines in screens)
    )
