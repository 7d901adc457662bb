"""Writes the generated files from the service model in `api/`; with `--check`, fails if one is stale."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import generator
from generator import rust

ROOT = Path(__file__).resolve().parents[1]


def outputs(root: Path) -> dict[Path, str]:
    """Returns the text of every generated file.

    Args:
        root: the repository.

    Returns:
        The texts by path, of all modules of `generator` that have a function `outputs`.
    """
    files: dict[Path, str] = {}
    for module in pkgutil.iter_modules(generator.__path__):
        write = getattr(importlib.import_module(f"generator.{module.name}"), "outputs", None)
        if write is not None:
            files.update(write(root))
    return files | rust.modules(root, files)


def main() -> int:
    """Writes the files, or checks them.

    Returns:
        The exit code: 1 if `--check` finds a stale file.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; list stale files and exit with 1")
    check = parser.parse_args().check
    files = outputs(ROOT)
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8")
    if check and stale:
        print("run `make generate`")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
