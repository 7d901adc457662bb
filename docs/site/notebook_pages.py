"""Runs a notebook and writes it as a page, with what its cells printed and showed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_BLANK_LINES = re.compile(r"\n\s*\n")
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


def page_of_notebook(path: Path, language: str) -> str:
    """Runs a notebook, whose texts are in English and Chinese, and returns its page in one language.

    Args:
        path: The notebook.
        language: "en" or "zh", also of what the package prints.

    Returns:
        The page, in Markdown.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call] # nbformat types half
    # The package is not installed where the site is built, so pytest has to be told of its fixtures.
    environment = {**os.environ, "MODELARTS_LANGUAGE": language, "PYTEST_PLUGINS": "modelarts_pytest_plugin"}
    # The kernel listens on loopback alone, of which it warns.
    quiet = ["--log-level=ERROR"]
    NotebookClient(notebook, timeout=120, kernel_name="python3", extra_arguments=quiet).execute(env=environment)
    parts: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(_in_language(cell.source, language))
        else:
            parts.append(f"```python\n{cell.source}\n```")
            parts += _outputs(cell.outputs)
    return "\n\n".join(parts) + "\n"


def _in_language(text: str, language: str) -> str:
    """Returns the paragraphs in a language; a heading has both, with a dot between them."""
    kept = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("#"):
            marks, _, title = paragraph.partition(" ")
            english, _, chinese = title.partition(" · ")
            kept.append(f"{marks} {chinese if language == 'zh' and chinese else english}")
        elif bool(_CHINESE.search(paragraph)) == (language == "zh"):
            kept.append(paragraph)
    return "\n\n".join(kept)


def _outputs(outputs: list[Any]) -> Iterator[str]:
    printed = ""
    for output in outputs:
        if output.output_type == "stream":
            printed += output.text
            continue
        if printed:
            yield _text(printed)
            printed = ""
        html = output.get("data", {}).get("text/html")
        if html:
            # A blank line would end the HTML for Markdown.
            # The table of a data frame looks as other tables do.
            html = _STYLE.sub("", html).replace(' border="1" class="dataframe"', "")
            shown = _BLANK_LINES.sub("\n", html).strip()
            yield f'<div class="cell-output">{shown}</div>'
        elif "data" in output:
            yield _text(output.data["text/plain"])
    if printed:
        yield _text(printed)


def _text(printed: str) -> str:
    """Returns what was printed, as a terminal shows it: a line that was written again is there once."""
    lines = [_ANSI.sub("", line.rstrip("\r").rpartition("\r")[2]).rstrip() for line in printed.split("\n")]
    text = "\n".join(lines).strip("\n")
    return f'<div class="cell-output" markdown>\n\n```text\n{text}\n```\n\n</div>' if text else ""
