"""Lists the functions of this package that one call of `get_task_status` runs, file by file.

The connection of the call is open and its token is at hand. The calls run under callgrind, on a debug build
(`make build`), in which no function is inlined. A function counts if it runs in each call, once and together
with its closures: on the way to the wire if it begins before the request is written, else on the way back. It is
a step if it runs other functions of the package, else a helper: an accessor, a constructor, or a small task such
as percent-encoding. Implementations of foreign traits, such as `Drop`, and the functions of macros and
dependencies do not count.
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
# The wrapper that pyo3 makes for `Client::call`, the method itself, and what hands the request to the kernel. callgrind
# collects while the first one runs; it can't use the same function to begin a part of the profile.
WRAPPER = "*python::client::Client::__pymethod_call__*"
CALL, WRITE = "modelarts::python::client::Client::call", "writev"
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
    """How often each function ran, in all and before the request was written, and which of them ran others."""

    counts: Counter[Function] = field(default_factory=Counter)
    outward: Counter[Function] = field(default_factory=Counter)
    steps: set[Function] = field(default_factory=set)


def profile_of(emulator: Emulator, calls: int) -> Profile:
    """Returns the profile of some calls."""
    settings = {"endpoint": emulator.url, "iam_endpoint": emulator.url, "region": emulator.region}
    settings |= {"account": emulator.account, "username": emulator.username, "password": emulator.password}
    arguments = json.dumps([settings, emulator.project_id, "task", calls])
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "profile")
        callgrind = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={written}"]
        callgrind += [f"--toggle-collect={WRAPPER}", f"--dump-before={CALL}", f"--dump-before={WRITE}"]
        program = [*callgrind, sys.executable, "-c", CALLER, arguments]
        printed = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=True).stdout
        profile = Profile()
        for part in Path(folder).iterdir():
            read_part(part.read_text("utf-8"), profile)
    for path, name in json.loads(printed):
        if Path(path).is_relative_to(ROOT / "python"):
            function = (str(Path(path).relative_to(ROOT)), name)
            profile.counts[function] += 1
            profile.outward[function] += 1
            if name == "get_task_status":
                profile.steps.add(function)
    return profile


def read_part(text: str, profile: Profile) -> None:
    """Adds a part of a profile, which callgrind wrote when a call began or when its request was to be written."""
    counted = [profile.counts, profile.outward] if f"--dump-before={WRITE}" in text else [profile.counts]
    names: dict[tuple[bool, str], str] = {}
    file = callee_file = ""
    caller = callee = None
    for line in text.splitlines():
        if calls := re.match(r"calls=(\d+)", line):
            if callee is not None:
                for counts in counted:
                    counts[callee] += int(calls[1])
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
    functions = [function for function in sorted(many.counts) if in_each_call(many.counts, few.counts, function)]
    outward = {function for function in functions if in_each_call(many.outward, few.outward, function)}
    steps = [function for function in functions if function in many.steps]
    print_files("steps to the wire", [function for function in steps if function in outward])
    print_files("steps back", [function for function in steps if function not in outward])
    print_files("helpers", [function for function in functions if function not in many.steps])
    print(f"{len(steps)} steps in {len({file for file, _ in steps})} files, there and back")


def in_each_call(many: Counter[Function], few: Counter[Function], function: Function) -> bool:
    """Returns whether a function ran in every call after the first ones."""
    return many[function] - few[function] >= MANY - FEW


def print_files(title: str, functions: list[Function]) -> None:
    """Prints functions, a file a line."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for file, name in functions:
        files[file].append(name)
    print(f"{len(functions)} {title}, in {len(files)} files")
    for file, names in files.items():
        print(f"  {file}: {', '.join(names)}")


if __name__ == "__main__":
    main()
