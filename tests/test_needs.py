"""What the suite cannot have is said in one line, before the first test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs
from tests.source import ROOT


def python(*arguments: str | Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Run Python where no program is on the PATH, apt-get included."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("need", needs.NEEDS, ids=lambda need: need.name)
def test_a_need_is_met_by_something_that_is_there(need: needs.Need) -> None:
    assert need.path().exists()


def test_node_comes_with_npm(node: Path) -> None:
    for command in ([node], needs.npm()):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_what_is_missing_is_named_in_one_line_and_nothing_runs(tmp_path: Path) -> None:
    done = python("-m", "tests.needs", path=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "Chromium is missing: as root, apt-get install chromium\n"


@pytest.mark.slow
def test_a_run_that_needs_it_stops_before_its_first_test(tmp_path: Path) -> None:
    asks = tmp_path / "test_page.py"
    asks.write_text("def test_page(chromium): ...\ndef test_first(): raise SystemExit('ran')\n")
    done = python("-m", "pytest", "-p", "tests.conftest", "--rootdir", ROOT, asks, path=tmp_path)
    assert done.returncode == 1
    assert "Chromium is missing: as root, apt-get install chromium" in done.stdout
    assert "ran" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_run_that_does_not_need_it_goes_on(tmp_path: Path) -> None:
    plain = tmp_path / "test_plain.py"
    plain.write_text("def test_kills(kills): assert kills == 10\n")
    done = python("-m", "pytest", "-p", "tests.conftest", "--rootdir", ROOT, plain, path=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_torture_kills_more_often(tmp_path: Path) -> None:
    plain = tmp_path / "test_plain.py"
    plain.write_text("def test_kills(kills): assert kills == 50\n")
    conftest = ("-p", "tests.conftest", "--rootdir", ROOT)
    done = python("-m", "pytest", *conftest, "-m", "kills", "--kills", "50", plain, path=tmp_path)
    assert done.returncode == 0, done.stdout
