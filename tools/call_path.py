"""Lists the functions of this package that one call of `get_task_status` runs, file by file.

The connection of the call is open and its token is at hand. The calls run under callgrind, on a debug build
(`make build`), in which no function is inlined. A function counts if it runs in each call, once and together
with its closures. It is a step if it runs other functions of the package, else a helper: an accessor, a
constructor, or a small task such as percent-encoding. Implementations of foreign traits, such as `Drop`, and
the functions of macros and dependencies do not count.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from modelarts.emulator import Emulator

ROOT = Path(__file__).resolve().parents[1]
# The functions of the first call alone, which opens the connection, run as often in both of these.
FEW, MANY = 5, 25
CALLER = """
import json, sys
from modelarts.client import DatasetApi
from modelarts.config import create_client

settings, project_id, task_id, calls = json.loads(sys.argv[1])
api = DatasetApi(create_client(**settings))
functions = []

def record(frame, event, _argument):
    if event == "call":
        functions.append((frame.f_code.co_filename, frame.f_code.co_name))

for call in range(calls):
    sys.setprofile(record)
    api.get_task_status(project_id, task_id)
    sys.setprofile(None)
print(json.dumps(functions))
"""

# A file and the name of a function in it.
Function: TypeAlias = "tuple[str, str]"


@dataclass
class Profile:
    """How often each function ran, and which of them ran others."""

    counts: Counter[Function] = field(default_factory=Counter)
    steps: set[Function] = field(default_factory=set)


def profile_of(emulator: Emulator, calls: int) -> Profile:
    """Returns the profile of some calls."""
    settings = {"endpoint": emulator.url, "iam_endpoint": emulator.url, "region": emulator.region}
    settings |= {"account": emulator.account, "username": emulator.username, "password": emulator.password}
    arguments = json.dumps([settings, emulator.project_id, "task", calls])
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "profile")
        callgrind = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={written}"]
        callgrind.append("--toggle-collect=*python::client::Client::__pymethod_call__*")
        program = [*callgrind, sys.executable, "-c", CALLER, arguments]
        printed = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=True).stdout
        profile = rust_profile(written.read_text("utf-8"))
    for path, name in json.loads(printed):
        if Path(path).is_relative_to(ROOT / "python"):
            function = (str(Path(path).relative_to(ROOT)), name)
            profile.counts[function] += 1
            if name == "get_task_status":
                profile.steps.add(function)
    return profile


def rust_profile(text: str) -> Profile:
    """Reads a profile that callgrind wrote."""
    profile = Profile()
    names: dict[tuple[bool, str], str] = {}
    file = callee_file = ""
    caller = callee = None
    for line in text.splitlines():
        if calls := re.match(r"calls=(\d+)", line):
            if callee is not None:
                profile.counts[callee] += int(calls[1])
                if caller not in {None, callee}:
                    profile.steps.add(caller)
            callee_file = file
        elif named := re.match(r"(c?)(fl|fi|fe|fn)=(\(\d+\))(?: (.*))?$", line):
            is_callee, kind, number, name = named.groups()
            # A name is written where its number occurs first.
            name = names.setdefault((kind == "fn", number), name)
            if kind != "fn":
                callee_file = name
                file = file if is_callee else name
            elif is_callee:
                callee = own_function(callee_file, name)
            else:
                caller = own_function(file, name)
    return profile


def own_function(file: str, symbol: str) -> Function | None:
    """Returns the function of this crate that a symbol belongs to, with its type; None for any other."""
    path = ROOT / file
    symbol = re.sub(r"(::\{\{closure\}\})+$", "", re.sub(r"'\d+$", "", symbol))
    if not path.is_relative_to(ROOT / "src"):
        return None
    if method := re.match(r"<(?:modelarts::)?[\w:]*?(\w+)(?:<.*>)? as modelarts::.*>::(\w+)$", symbol):
        return str(path.relative_to(ROOT)), "::".join(method.groups())
    if not symbol.startswith("modelarts::") or "__py" in symbol:
        return None
    *_, owner, name = re.sub(r"::<.*?>", "", symbol).split("::")
    return str(path.relative_to(ROOT)), f"{owner}::{name}" if owner[:1].isupper() else name


def main() -> None:
    """Prints the functions and their number."""
    with Emulator() as emulator:
        emulator.add_task("task", ["RUNNING"])
        few, many = profile_of(emulator, FEW), profile_of(emulator, MANY)
    steps: defaultdict[str, list[str]] = defaultdict(list)
    helpers: defaultdict[str, list[str]] = defaultdict(list)
    for function, count in sorted(many.counts.items()):
        if count - few.counts[function] >= MANY - FEW:
            (steps if function in many.steps else helpers)[function[0]].append(function[1])
    for title, files in (("steps", steps), ("helpers", helpers)):
        print(f"{sum(map(len, files.values()))} {title} in {len(files)} files")
        for file, names in files.items():
            print(f"  {file}: {', '.join(names)}")


if __name__ == "__main__":
    main()
