"""What the vendor's current SDK and this package do when the same things go wrong: `make peers`.

Each case runs each client in a process of its own, so that a hang or a crash is a result as any other.
Everything that is written into the table was measured in the run that wrote it.
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

LIMIT_SECONDS = 15
LONGEST, HEAD = 120, 84
HEADER = f"| what goes wrong | what `{OURS}` does | shown by | `{THEIRS}`, as run | `{OURS}`, as run |"
RUN_WITH = "As run: "
CELL = re.compile(r"(?<!\\)\|")
# What settings, proxies, roots of trust and languages would be read from.
FOREIGN = re.compile(r"MODELARTS_|HUAWEICLOUD_|\w*PROXY$|SSL_CERT_|REQUESTS_CA|CURL_CA|LC_|LANG", re.IGNORECASE)


def run_here(row: str, case: str, client: str) -> None:
    began = time.monotonic()
    outcome = CASES[row][case](client)
    print(json.dumps({"outcome": outcome, "seconds": time.monotonic() - began}), flush=True)
    os._exit(0)


def run_apart(row: str, case: str, client: str) -> str:
    """What came of a case, as it stands in the table."""
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
        environment |= {"HOME": home, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        command = [sys.executable, "-W", "ignore", __file__, "--row", row, "--case", case, "--client", client]
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
    """Cut in the middle, as the ends of a text say most."""
    return text if len(text) <= LONGEST else f"{text[:HEAD].rstrip()} … {text[HEAD - LONGEST :].lstrip()}"


def escaped(text: str) -> str:
    """With nothing in it that Markdown would take for its own."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in text)
    return re.sub(r"([\\|*])", r"\\\1", printable).replace("`", "'").replace("<", "&lt;")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in CELL.split(line)[1:-1]]


def table(text: str) -> dict[str, list[str]]:
    """The rows of the table in the document, by their first cell."""
    lines = text[text.index(HEADER) :].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    return {cells(line)[0]: cells(line) for line in lines}


def differences(text: str) -> list[str]:
    """Rows that nothing is run for, and cases that have no row."""
    rows = table(text)
    return [f"no case for: {row}" for row in rows if row not in CASES] + [
        f"no row for: {row}" for row in CASES if row not in rows
    ]


def written(text: str, results: dict[str, tuple[str, str]]) -> str:
    """The document with the results of a run in it, and nothing else of it touched."""
    begin = text.index(HEADER)
    lines = [HEADER, "| --- | --- | --- | --- | --- |"]
    lines += ["| " + " | ".join([*row[:3], *results[name]]) + " |" for name, row in table(text).items()]
    after = text[begin:].split("\n\n", 1)[1]
    if not re.search(rf"(?m)^{RUN_WITH}", after):
        sys.exit(f"no line in the document begins with {RUN_WITH!r}")
    return text[:begin] + "\n".join(lines) + "\n\n" + re.sub(rf"(?m)^{RUN_WITH}.*$", lambda _: run_with(), after)


def run_with() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("huaweicloudsdkcore", "huaweicloudsdkmodelarts", OURS))
    return f"{RUN_WITH}Python {platform.python_version()}, {packages}; {platform.system()}."


def run_row(row: str) -> tuple[str, str]:
    """The two cells of a row, the vendor's first; both stand on the terminal as they come."""
    print(f"\n{row}", flush=True)
    results: tuple[list[str], list[str]] = ([], [])
    for case in CASES[row]:
        for client, found in zip((THEIRS, OURS), results):
            found.append(f"*{case}*: {run_apart(row, case, client)}")
            print(f"  {client:>14}  {found[-1]}", flush=True)
    return "<br>".join(results[0]), "<br>".join(results[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--row", choices=CASES, help="only this one")
    parser.add_argument("--case", help="only this one of the row, in this process")
    parser.add_argument("--client", choices=[OURS, THEIRS])
    parser.add_argument("--into", type=Path, help="the document with the table")
    arguments = parser.parse_args()
    if arguments.case:
        run_here(arguments.row, arguments.case, arguments.client)
    if arguments.row:
        run_row(arguments.row)
        return
    if arguments.into and (found := differences(arguments.into.read_text())):
        sys.exit("\n".join(found))
    results = {row: run_row(row) for row in CASES}
    print(f"\n{run_with()}")
    if arguments.into:
        arguments.into.write_text(written(arguments.into.read_text(), results))


if __name__ == "__main__":
    main()
