"""Runs this package and the vendor's SDK in the same faults, and writes the outcomes to docs/peers.md: `make peers`.

The document in Chinese, docs/peers.zh-CN.md, has the outcomes of the same run.

Each case runs each client in a process of its own, so that a hang or a crash is an outcome like any other.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from cases import CASES
from clients import OURS, THEIRS
from texts import CHINESE, ENGLISH, Language

LIMIT_SECONDS = 15
LONGEST, HEAD = 120, 84
CELL = re.compile(r"(?<!\\)\|")
# Variables that settings, proxies, certificates and languages are read from.
FOREIGN = re.compile(r"MODELARTS_|HUAWEICLOUD_|\w*PROXY$|SSL_CERT_|REQUESTS_CA|CURL_CA|LC_|LANG", re.IGNORECASE)

# The outcomes of both clients, the vendor's first, by section and case.
Outcomes = dict[str, dict[str, tuple[str, str]]]


def run_here(section: str, case: str, client: str) -> None:
    """Runs a case in this process, and prints its outcome as JSON."""
    began = time.monotonic()
    outcome = CASES[section][case](client)
    print(json.dumps({"outcome": outcome, "seconds": time.monotonic() - began}), flush=True)
    os._exit(0)


def run_apart(section: str, case: str, client: str) -> str:
    """Runs a case in a process of its own, and returns its outcome as the document shows it."""
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
        environment |= {"HOME": home, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        command = [sys.executable, "-W", "ignore", __file__, "--section", section, "--case", case, "--client", client]
        try:
            ended = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return f"hangs (ended after {LIMIT_SECONDS} s)"
    lines = [line for line in ended.stdout.splitlines() if line.startswith('{"outcome"')]
    if not lines:
        return escaped(shortened(f"the process ended with {ended.returncode}: {' '.join(ended.stderr.split())}"))
    result = json.loads(lines[-1])
    said, note, requests, connections = result["outcome"]
    words = "; ".join(filter(None, [escaped(shortened(said)), escaped(note)]))
    counts = [f"{result['seconds']:.1f} s", *counted(requests, "request"), *counted(connections, "connection")]
    return f"{words} ({', '.join(counts)})"


def counted(number: int | None, of: str) -> list[str]:
    return [] if number is None else [f"{number} {of}{'' if number == 1 else 's'}"]


def shortened(text: str) -> str:
    """Cuts a text in the middle, since its ends say most."""
    return text if len(text) <= LONGEST else f"{text[:HEAD].rstrip()} … {text[HEAD - LONGEST :].lstrip()}"


def escaped(text: str) -> str:
    """Escapes what Markdown would interpret."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in text)
    return re.sub(r"([\\|*])", r"\\\1", printable).replace("`", "'").replace("<", "&lt;")


def versions() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("huaweicloudsdkcore", "huaweicloudsdkmodelarts", OURS))
    return f"Python {platform.python_version()}, {packages}; {platform.system()}"


def document(outcomes: Outcomes, ran_with: str, language: Language) -> str:
    """Returns the text of the document."""
    parts = [language.introduction, language.ran_with.format(ran_with)]
    for section, cases in outcomes.items():
        title = language.title(section)
        parts.append(f"## {title[0].upper()}{title[1:]}\n")
        lines = [f"| {language.case} | `{THEIRS}` | `{OURS}` |", "| --- | --- | --- |"]
        lines += [
            f"| {language.title(case)} | {' | '.join(map(language.outcome, both))} |" for case, both in cases.items()
        ]
        parts.append("\n".join([*lines, ""]))
    return "\n".join(parts)


def read(text: str) -> Outcomes:
    """Returns the outcomes in the text of the document in English."""
    sections = {section[0].upper() + section[1:]: section for section in CASES}
    outcomes: Outcomes = {}
    for part in text.split("\n## ")[1:]:
        title, _, table = part.partition("\n")
        rows = [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in table.split("\n") if line[:1] == "|"]
        outcomes[sections.get(title, title)] = {case: (theirs, ours) for case, theirs, ours in rows[2:]}
    return outcomes


def run_section(section: str) -> dict[str, tuple[str, str]]:
    """Runs the cases of a section with both clients, and prints the outcomes as they come."""
    print(f"\n{section}", flush=True)
    outcomes = {}
    for case in CASES[section]:
        found = []
        for client in (THEIRS, OURS):
            found.append(run_apart(section, case, client))
            print(f"  {client:>14}  {case}: {found[-1]}", flush=True)
        outcomes[case] = (found[0], found[1])
    return outcomes


def main() -> None:
    """Runs what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--section", choices=CASES, help="run the cases of this section only")
    parser.add_argument("--case", help="run this case of the section only, in this process")
    parser.add_argument("--client", choices=[OURS, THEIRS])
    parser.add_argument("--into", type=Path, help="the document to write; the one in Chinese is beside it")
    arguments = parser.parse_args()
    if arguments.case:
        run_here(arguments.section, arguments.case, arguments.client)
    if arguments.section:
        run_section(arguments.section)
        return
    outcomes = {section: run_section(section) for section in CASES}
    if arguments.into:
        for language in (ENGLISH, CHINESE):
            arguments.into.with_suffix(language.suffix).write_text(document(outcomes, versions(), language), "utf-8")


if __name__ == "__main__":
    main()
