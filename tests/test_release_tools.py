"""The tools of a release, on wheels that a test makes: the list of components, the checks, and the changelog."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path, PureWindowsPath

import changelog
import pytest
import reproduce
import wheels
from release import build, check, profile, sbom
from release.https_service import https_service
from release.platforms import PLATFORMS, platform_of

ROOT = Path(__file__).resolve().parents[1]
INFO = "modelarts-0.1.0.dist-info"
COMPONENTS = f"{INFO}/sboms/modelarts.cyclonedx.json"
MANIFEST = '[package]\nname = "modelarts"\nversion = "0.1.0"\n'


def wheel(folder: Path, contents: dict[str, str]) -> Path:
    """A wheel with some files."""
    path = folder / "modelarts-0.1.0-cp39-abi3-manylinux_2_17_aarch64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in contents.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return path


def line(name: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(text)}\n"


def test_the_list_of_components_names_no_folder_of_the_build(tmp_path: Path) -> None:
    inside = f'{{"bom-ref": "path+{tmp_path.as_uri()}#modelarts@0.1.0"}}'
    expected = '{"bom-ref": "path+file:///modelarts#modelarts@0.1.0"}'
    module = line("modelarts/__init__.py", "")
    record = f"{module}{line(COMPONENTS, inside)}{INFO}/RECORD,,\n"
    path = wheel(tmp_path, {"modelarts/__init__.py": "", COMPONENTS: inside, f"{INFO}/RECORD": record})
    sbom.remove_paths(path, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.read(COMPONENTS).decode() == expected
        assert archive.read(f"{INFO}/RECORD").decode() == f"{module}{line(COMPONENTS, expected)}{INFO}/RECORD,,\n"
        assert archive.namelist() == ["modelarts/__init__.py", COMPONENTS, f"{INFO}/RECORD"]


def test_a_wheel_that_lacks_a_file_or_names_the_machine_has_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_run", lambda *_command: "")  # no auditwheel and no abi3audit
    monkeypatch.setattr(check, "_wrong_alignment", lambda _contents: [])
    contents = dict.fromkeys([f"modelarts/{name}" for name in ("_modelarts.pyi", "py.typed")], "")
    contents["modelarts/errors.py"] = f"# {tmp_path}/errors.py"
    platform = PLATFORMS["manylinux-aarch64"]
    problems = check.problems_of(wheel(tmp_path, contents), platform, tmp_path)
    assert problems == [
        "auditwheel expects manylinux_2_17_aarch64 and says: ",
        "abi3audit says: ",
        "it has no modelarts_command.py",
        "it has no modelarts_pytest_plugin.py",
        "it has no licenses/LICENSE",
        "it has no sboms/modelarts.cyclonedx.json",
        f"modelarts/errors.py has the path {tmp_path} of this machine",
    ]


def test_a_wheel_of_another_platform_has_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_run", lambda *_command: '"linux_x86_64"')
    problems = check.problems_of(wheel(tmp_path, {}), PLATFORMS["musllinux-x86_64"], tmp_path)
    assert problems[0] == "its name does not end with musllinux_1_2_x86_64"


@pytest.mark.parametrize("name", ["macos-arm64", "macos-x86_64", "windows-x86_64"])
def test_wheels_for_macos_and_windows_are_checked_too(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # abi3audit breaks its lines after 80 characters.
    said = "1 extensions scanned; 0 ABI version\n     mismatches and 0 ABI\n     violations found"
    monkeypatch.setattr(check, "_run", lambda program, *_arguments: said if program == "abi3audit" else "")
    path = wheel(tmp_path, {"modelarts/errors.py": f"# {tmp_path}/errors.py"})
    tag = PLATFORMS[name].tag
    assert f"its name does not end with {tag}" in check.problems_of(path, PLATFORMS[name], tmp_path)
    path = path.rename(tmp_path / f"modelarts-0.1.0-cp39-abi3-{tag}.whl")
    problems = check.problems_of(path, PLATFORMS[name], tmp_path)
    assert problems[-1] == f"modelarts/errors.py has the path {tmp_path} of this machine"
    assert all(problem.startswith("it has no ") for problem in problems[:-1])


@pytest.mark.parametrize("found", [r"C:\Users\me\x.rs", "C:/Users/me/x.rs", r"C:\\Users\\me\\x.rs"])
def test_a_path_of_windows_is_found_with_each_separator(found: str) -> None:
    problems = check._traces({"module": found.encode()}, PureWindowsPath(r"C:\Users\me"))
    assert problems == ["module has the path C:/Users/me of this machine"]


def test_two_wheels_are_compared_file_by_file(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(("1", "1", "2")):
        (tmp_path / str(number)).mkdir()
        paths.append(wheel(tmp_path / str(number), {"same.py": "", "changed.py": text}))
    assert reproduce.differences(paths[0], paths[1]) == []
    assert reproduce.differences(paths[0], paths[2]) == ["changed.py"]


def test_a_missing_standard_library_is_named_with_the_command_that_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "beside", lambda _program: sys.executable)
    monkeypatch.setattr("release.build.shutil.which", lambda program: program)
    asked = subprocess.CompletedProcess([], 0, stdout=str(tmp_path / "nowhere"))
    monkeypatch.setattr("release.build.subprocess.run", lambda *_arguments, **_options: asked)
    with pytest.raises(build.BuildError, match="rustup target add aarch64-unknown-linux-musl"):
        build.build(tmp_path, PLATFORMS["musllinux-aarch64"], tmp_path)


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_wheel_is_built_with_the_release_profile_and_without_paths(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform, ran = PLATFORMS[name], []

    def run(command: list[str], *, env: dict[str, str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append((" ".join(command[1:]), env))
        (tmp_path / f"modelarts-{platform.tag}.whl").touch()
        return subprocess.CompletedProcess(command, 0)

    cleaned: list[tuple[Path, Path]] = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(build, "_need", lambda _platform: None)
    monkeypatch.setattr("release.build.subprocess.run", run)
    monkeypatch.setattr(build, "remove_paths", lambda wheel, root: cleaned.append((wheel, root)))
    built = build.build(tmp_path, platform, tmp_path)
    ((command, environment),) = ran
    assert command.startswith(f"build --locked --profile release --target {platform.target} ")
    assert ("--zig" in command) == ("linux" in platform.target)
    assert f"--remap-path-prefix={tmp_path}=/modelarts" in environment["CARGO_ENCODED_RUSTFLAGS"]
    assert cleaned == [(built, tmp_path)]


@pytest.mark.skipif(sys.platform != "linux", reason="the wheels of the other systems")
@pytest.mark.parametrize(("name", "system"), [("macos-arm64", "macOS"), ("windows-x86_64", "Windows")])
def test_a_wheel_of_another_system_is_refused(name: str, system: str, tmp_path: Path) -> None:
    with pytest.raises(build.BuildError, match=f"is built on {system}, and this is linux"):
        build.build(tmp_path, PLATFORMS[name], tmp_path)


def test_missing_rust_is_said_before_anything_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(build.BuildError, match="cargo is missing: install Rust from"):
        build.build(tmp_path, PLATFORMS["manylinux-x86_64"], tmp_path)


def test_a_build_without_git_or_a_clone_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setattr(build, "_need", lambda _platform: None)
    said = []
    for path in (os.environ["PATH"], str(tmp_path)):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(build.BuildError) as caught:
            build.build(tmp_path, PLATFORMS["manylinux-x86_64"], tmp_path / "dist")
        said.append(str(caught.value))
    assert said[0].startswith(f"there is no commit in {tmp_path}: ")
    assert said[1].startswith("git is missing: install it with the package manager of your system")
    assert all("or set SOURCE_DATE_EPOCH to the time of the files in the wheel" in text for text in said)
    assert not (tmp_path / "dist").exists()


def test_a_given_time_needs_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build._environment(tmp_path)["SOURCE_DATE_EPOCH"] == "1700000000"


def test_a_comparison_says_in_a_line_why_it_could_not_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reproduce.py"])
    monkeypatch.setattr(reproduce, "ROOT", tmp_path)
    assert reproduce.main() == 1
    assert f"git could not clone {tmp_path}; the reason is above" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reproduce.main() == 1
    assert capsys.readouterr().err == "git is missing: install it with the package manager of your system\n"


def test_the_workload_of_a_profile_runs(tmp_path: Path) -> None:
    with https_service(tmp_path) as (url, authority):
        command = [sys.executable, "-I", str(profile.WORKLOAD), url, str(authority), "100"]
        subprocess.run(command, check=True)


@pytest.mark.parametrize(
    ("name", "changed", "more"),
    [("manylinux-x86_64", {"compatibility": "linux"}, ["-Clinker=cc"]), ("macos-arm64", {}, [])],
)
def test_a_profile_is_made_by_a_module_that_counts_and_runs_the_workload(
    name: str, changed: dict[str, str], more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = PLATFORMS[name]
    given: list[str] = []
    ran: list[list[str]] = []

    def counting(_root: Path, built: object, out: Path, _interpreter: object, *, flags: list[str]) -> Path:
        assert built == platform._replace(**changed)
        given.extend(flags)
        return out / "modelarts.whl"

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(profile, "llvm_profdata", lambda: tmp_path / "llvm-profdata")
    monkeypatch.setattr(profile, "build", counting)
    monkeypatch.setattr("release.profile.subprocess.run", run)
    profile.make_profile(tmp_path, platform, None, tmp_path / "x.profdata")
    counts = given[0].removeprefix("-Cprofile-generate=")
    assert given[1:] == more
    environment, install, workload, merge = ran
    assert environment[:3] == [sys.executable, "-m", "venv"]
    assert install[-1].endswith("modelarts.whl")
    assert workload[0].startswith(environment[3])
    assert workload[1:3] == ["-I", str(profile.WORKLOAD)]
    assert merge == [str(tmp_path / "llvm-profdata"), "merge", "--output", str(tmp_path / "x.profdata"), counts]


def test_a_missing_llvm_profdata_is_named_with_the_command_that_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = subprocess.CompletedProcess([], 0, stdout=str(tmp_path / "lib"))
    monkeypatch.setattr("release.profile.subprocess.run", lambda *_arguments, **_options: asked)
    with pytest.raises(build.BuildError, match="run `rustup component add llvm-tools`, or build with --no-profile"):
        profile.llvm_profdata()


@pytest.mark.parametrize(
    ("platform", "options", "expected"),
    [
        ("manylinux-x86_64", [], "made"),
        ("manylinux-x86_64", ["--no-profile"], None),
        ("manylinux-x86_64", ["--profile", "given"], "given"),
        ("manylinux-x86_64", ["--interpreter", sys.executable], "made"),
        ("manylinux-x86_64", ["--interpreter", "3.14t"], None),  # a version is no program
        ("musllinux-aarch64", [], None),  # this machine does not run it
    ],
)
def test_a_wheel_that_this_machine_runs_has_a_profile_beside_it(
    platform: str, options: list[str], expected: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str | None] = []

    def make_profile(_root: Path, _platform: object, _interpreter: object, into: Path) -> None:
        into.write_text("made")

    def compiled(_root: Path, _platform: object, out: Path, _interpreter: object, *, flags: list[str]) -> Path:
        used.append(Path(flags[0].removeprefix("-Cprofile-use=")).read_text() if flags else None)
        return wheel(out, {})

    (tmp_path / "given").write_text("given")
    wheel(tmp_path, {}).with_suffix(".profdata").write_text("that of an earlier build")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["wheels.py", platform, "--out", str(tmp_path), *options])
    monkeypatch.setattr(wheels, "host", lambda: PLATFORMS["manylinux-x86_64"].target)
    monkeypatch.setattr(wheels, "make_profile", make_profile)
    monkeypatch.setattr(wheels, "build", compiled)
    monkeypatch.setattr(wheels, "problems_of", lambda *_arguments: [])
    assert wheels.main() == 0
    assert used == [expected]
    assert [path.read_text() for path in tmp_path.glob("*.profdata")] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["manylinux-x86_64"], "rustc is missing: install Rust from https://rustup.rs"),
        (["--host"], "rustc is missing: install Rust from https://rustup.rs"),
        (["manylinux-x86_64", "--profile", "nowhere"], "there is no profile nowhere"),
        (["--profile", __file__], "--profile is for one platform: name it"),
        (["--host", "manylinux-x86_64"], "--host is a platform of its own: name no other"),
    ],
)
def test_what_a_wheel_needs_is_said_in_a_line(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["wheels.py", "--out", str(tmp_path), *options])
    with pytest.raises(SystemExit) as ended:
        sys.exit(wheels.main())
    assert ended.value.code in {1, 2}
    assert capsys.readouterr().err.splitlines()[-1].endswith(f": {said}")


def test_the_wheel_for_this_machine_is_found_by_its_target() -> None:
    assert all(platform_of(platform.target) == name for name, platform in PLATFORMS.items())
    with pytest.raises(ValueError, match="no wheel is built for riscv64gc-unknown-linux-gnu"):
        platform_of("riscv64gc-unknown-linux-gnu")


def test_the_notes_of_a_version_are_its_section() -> None:
    text = "## [Unreleased]\n\n## [0.1.0] - 2026-12-01\n\n### Added\n\n- Calls.\n\n## [0.0.9] - 2026-01-01\n"
    assert changelog.notes("v0.1.0", MANIFEST, text) == "### Added\n\n- Calls."
    # Without a tag, of the version that the next tag will have.
    assert changelog.notes(None, MANIFEST, text) == "### Added\n\n- Calls."


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("v0.2.0", "", "the tag is v0.2.0, and Cargo.toml has version 0.1.0: tag the commit v0.1.0"),
        ("0.1.0", "", "the tag is 0.1.0, and Cargo.toml has version 0.1.0"),
        (None, "## [Unreleased]\n\n- Calls.\n", r"has no heading '## \[0.1.0\] - YYYY-MM-DD'"),
        ("v0.1.0", "## [Unreleased]\n\n- Calls.\n", r"has no heading '## \[0.1.0\] - YYYY-MM-DD'"),
        ("v0.1.0", "## [0.1.0]\n\n- Calls.\n", "has no heading"),
        ("v0.1.0", "## [0.1.0] - 2026-12-01\n\n## [0.0.9] - 2026-01-01\n\n- No call.\n", "says nothing under"),
    ],
)
def test_a_version_without_notes_is_no_release(tag: str | None, text: str, said: str) -> None:
    with pytest.raises(changelog.ReleaseError, match=said):
        changelog.notes(tag, MANIFEST, text)
