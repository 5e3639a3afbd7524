"""What a fresh checkout is made of: locked packages, make targets, importable floors."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.source import FLOORS, ROOT, folders, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
    "requirements-setup.lock": PROJECT["dependency-groups"]["setup"],
}
REGISTRY = re.compile(r"(?i)\b(pypi|pythonhosted|npmjs|npmmirror|debian)\.(org|com|io|net)\b")
ELSEWHERE = re.compile(r"://|file:|(?:^|\s)(?:-i|-f|--index|--extra-index|--find-links)\b|\s@\s|/")
MACHINE = re.compile(r"(?<![\w.])/(home|root|Users|work|opt|mnt|srv)/")


def pins(lock: str) -> dict[str, Requirement]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found = [Requirement(line.partition("--hash")[0]) for line in lines if line]
    return {canonicalize_name(pin.name): pin for pin in found}


def written() -> list[Path]:
    """The files that people wrote: those at the root, in .ci and in the floors."""
    below = [file for folder in [".ci", *folders()] for file in (ROOT / folder).rglob("*")]
    files = [file for file in [*ROOT.iterdir(), *below] if file.is_file()]
    return [file for file in files if "__pycache__" not in file.parts and file.name != ".env"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_what_to_install_and_not_from_where(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    requirements = [line for line in lines if not line.lstrip().startswith("#")]
    assert [line for line in requirements if ELSEWHERE.search(line)] == []


@pytest.mark.parametrize("line", ["-i x", "--index-url x", "six @ x", "--find-links w", "file:w"])
def test_a_place_in_a_lock_would_be_seen(line: str) -> None:
    assert ELSEWHERE.search(line)


@pytest.mark.parametrize(("lock", "declared"), LOCKS.items())
def test_the_locks_hold_what_the_project_declares(lock: str, declared: list[str]) -> None:
    locked = pins(lock)
    for requirement in map(Requirement, declared):
        pin = locked[canonicalize_name(requirement.name)]
        version = str(pin.specifier).removeprefix("==")
        assert requirement.specifier.contains(version), f"run make lock: {requirement} is {pin}"


def test_what_runs_is_what_is_tested() -> None:
    tested = pins("requirements-dev.lock")
    assert {
        name: str(pin.specifier) for name, pin in pins("requirements.lock").items()
    }.items() <= {name: str(pin.specifier) for name, pin in tested.items()}.items()


@pytest.mark.parametrize(("floors", "tested"), [(FLOORS, False), (("tests",), True)])
def test_what_is_imported_is_declared(floors: tuple[str, ...], tested: bool) -> None:
    declared = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"] * tested
    names = {canonicalize_name(Requirement(line).name) for line in declared}
    known = {*sys.stdlib_module_names, *FLOORS, "tests", "?"}
    bearers = packages_distributions()
    imported = {
        named.name.partition(".")[0] for module in modules(*floors) for named in module.imports
    }
    for package in sorted(imported - known):
        bearing = {canonicalize_name(name) for name in bearers.get(package, [])}
        assert bearing & names, f"{package} is imported, but pyproject.toml does not name it"


def test_no_file_names_a_registry() -> None:
    said = {}
    for file in written():
        text = file.read_bytes().decode("utf-8", errors="ignore")
        if found := REGISTRY.search(text):
            said[str(file.relative_to(ROOT))] = found.group()
    assert said == {}


def test_what_sets_up_names_no_place_on_a_machine() -> None:
    names = ["Makefile", "pyproject.toml", ".ci/run", *LOCKS]
    for file in [*(ROOT / name for name in names), *ROOT.glob("**/package*.json")]:
        if "node_modules" not in file.parts and ".venv" not in file.parts:
            assert not MACHINE.search(file.read_text("utf-8")), file
            assert '"resolved"' not in file.read_text("utf-8"), file


@pytest.mark.slow
def test_every_module_can_be_imported() -> None:
    started = ("/__main__.py", "migrations/env.py")
    names = [module.name for module in modules(*FLOORS) if not module.path.endswith(started)]
    wanted = ["import importlib", *(f"importlib.import_module({name!r})" for name in names)]
    done = subprocess.run([sys.executable, "-c", "\n".join(wanted)], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def make(*arguments: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=where, env=own, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("target", "does"),
    [
        ("run", ["-m bot demo --port 8080"]),
        ("setup", []),
        (
            "test",
            [
                "tests.needs",
                "ruff check",
                "ruff format --check",
                "mypy",
                "-m pytest --numprocesses auto --maxschedchunk 4\n",
            ],
        ),
        (
            "check",
            ["ruff check", "ruff format --check", "mypy", "-m pytest --numprocesses auto -m"],
        ),
        ("bench", ["-m tests.bench"]),
        ("torture", ["--kills 100"]),
        ("accept", ['-m tests.accept "papers"']),
        ("lock", ["--generate-hashes", "--no-emit-index-url"]),
    ],
)
def test_make_knows_its_targets(target: str, does: list[str]) -> None:
    done = make("--dry-run", target, "DOCS=papers")
    assert done.returncode == 0, done.stderr
    for words in does:
        assert words in done.stdout
    assert re.search(rf"^make {target} ", make("help").stdout, re.MULTILINE)


def test_the_port_can_be_chosen() -> None:
    assert "--port 9090" in make("--dry-run", "run", "PORT=9090").stdout


def test_a_missing_python_is_said_in_one_line(tmp_path: Path) -> None:
    for name in ["Makefile", *LOCKS]:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    done = make("setup", "PYTHON=no-such-python", where=tmp_path)
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode == 2
    assert len(said) == 1
    assert said[0].startswith("Python 3.11 or newer")


def test_acceptance_without_documents_is_refused_in_one_line() -> None:
    done = make("accept", "DOCS=", "--assume-old=.venv/.dev")
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode == 2
    assert said == ["Name the folder of documents: make accept DOCS=folder"]


def test_continuous_integration_runs_make_test_and_fails_with_it(tmp_path: Path) -> None:
    stand_in = tmp_path / "make"
    stand_in.write_text('#!/bin/sh\necho "$@" >>"$0.said"\nexit 3\n')
    stand_in.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", ROOT / ".ci" / "run"], env={**os.environ, "PATH": path}, check=False
    )
    assert (tmp_path / "make.said").read_text() == "test\n"
    assert done.returncode == 3
