"""Revisions, ledgers and a plan's end on the command line."""

import json
from pathlib import Path

import pytest

from tests.data.reader import papers
from tests.scenarios.process import command, environment

TEXT = papers.plan(2018)
LEDGER = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "开展甲试点", "科技司", "2018年11月底"],
    ["2", "开展乙试点", "财务司", "2018年12月底"],
]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A house of its own on the morning of the plan."""
    return environment(
        database=f"sqlite:///{tmp_path / 'duban.db'}",
        files=str(tmp_path / "files"),
        now="2018-02-12T09:00:00+08:00",
    )


def run(*words: str, env: dict[str, str]) -> str:
    done = command(*words, env=env)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_a_new_wording_is_compared_applied_and_taken_back(env: dict[str, str], tmp_path: Path):
    first, second = tmp_path / "first.txt", tmp_path / "second.docx"
    first.write_text(TEXT, "utf-8")
    second.write_bytes(papers.typed_docx(TEXT.replace("实现10个以上", "实现15个以上")))
    run("plan", "load", str(first), "--confirm", env=env)
    found = json.loads(run("plan", "diff", str(second), "--json", env=env))
    (change,) = found.pop("changes")
    assert found == {"plan": "2018"}
    assert (change["kind"], change["code"], change["changes"]) == ("changed", "4-1", ["reworded"])
    assert "修改 4-1 " in run("plan", "diff", str(second), env=env)
    assert "没有变化" in run("plan", "diff", str(first), env=env)
    assert "2018-2" in run("plan", "load", str(second), "--revise", env=env)
    run("plan", "confirm", "2018-2", env=env)
    assert "没有变化" in run("plan", "diff", str(second), env=env)
    run("plan", "retract", "2018", env=env)
    assert "修改 4-1 " in run("plan", "diff", str(second), env=env)


def test_a_ledger_is_read_loaded_and_ended(env: dict[str, str], tmp_path: Path):
    ledger = tmp_path / "2018年台账.xlsx"
    ledger.write_bytes(papers.xlsx(LEDGER))
    tasks = json.loads(run("plan", "read", str(ledger), "--json", env=env))["tasks"]
    assert [(task["owners"][0]["name"], task["due"]["on"]) for task in tasks] == [
        ("科技司", "2018-11-30"),
        ("财务司", "2018-12-31"),
    ]
    run("plan", "load", str(ledger), "--confirm", env=env)
    assert "2 项任务延续到下一计划" in run("plan", "close", "2018", env=env)
    done = command("plan", "close", "2018", env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert "不在进行中" in done.stderr
