"""`export` and `import` on the command line: shown, asked, done, refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.scenarios.process import ROOT, command, environment

PLAN = ROOT / "data" / "plans" / "2018.txt"
MOVED = "时限由12月31日改为11月30日"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A house of its own on the morning of the plan."""
    return environment(
        database=f"sqlite:///{tmp_path / 'duban.db'}",
        files=str(tmp_path / "files"),
        now="2018-02-12T09:00:00+08:00",
    )


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def test_a_ledger_is_exported_edited_and_taken_in_again(env: dict[str, str], tmp_path: Path):
    path = tmp_path / "台账.xlsx"

    def run(*words: str, said: str = "", **more: str) -> tuple[int, str, str]:
        done = command(*words, env=env | more, said=said)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    run("plan", "load", str(PLAN), "--confirm")
    run("export", str(path))
    assert run("import", str(path)) == (0, "台账没有新的改动，未作修改。\n", "")

    edit(path, lambda book: book.worksheets[0].__setitem__("F24", date(2018, 11, 30)))
    code, shown, error = run("import", str(path))
    assert (code, shown.count(MOVED)) == (1, 1)
    assert "F24　4-1 " in shown
    assert error.count("\n") == 1
    assert "--yes" in error
    code, shown, _ = run("import", str(path), said="no\n", DUBAN_LOCALE="en")
    assert (code, shown.endswith(" Nothing was changed.\n")) == (0, True)
    assert "due 30 November instead of 31 December" in shown
    code, shown, _ = run("import", str(path), "--reason", "进度提前", said="是\n")
    assert code == 0
    assert "理由：进度提前" in shown
    assert "已按台账调整 1 项任务" in shown
    assert MOVED not in run("import", str(path), "--yes")[1]

    edit(path, lambda book: book.worksheets[0].__setitem__("G4", "办结"))
    code, shown, error = run("import", str(path), "--yes")
    assert (code, shown) == (1, "")
    assert error.startswith("G4：“状态”由计划和报送得出")
