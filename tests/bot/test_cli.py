"""The command line: what it prints, its exit codes, and one clear sentence for every bad input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.scenarios.process import ROOT, command, environment

PLAN = ROOT / "data" / "plans" / "2018.txt"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A house of its own in an empty folder, on the morning of the plan."""
    return environment(
        database=f"sqlite:///{tmp_path / 'duban.db'}",
        files=str(tmp_path / "files"),
        now="2018-02-12T09:00:00+08:00",
    )


def run(*words: str, env: dict[str, str], said: str = "") -> str:
    done = command(*words, env=env, said=said)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def as_json(*words: str, env: dict[str, str]) -> Any:
    return json.loads(run(*words, "--json", env=env))


def refused(*words: str, env: dict[str, str], said: str = "") -> str:
    """The one line on stderr of a command that exits with 1 and prints nothing else."""
    done = command(*words, env=env, said=said)
    assert (done.returncode, done.stdout) == (1, ""), (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.rstrip("\n").split("\n")
    return line


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["--help"], {"handlers", "messages", "data.models", "pydantic", "sqlalchemy", "asyncio"}),
        (["plan", "read", str(PLAN)], {"handlers", "data.models", "sqlalchemy", "asyncio"}),
        (["report", "read", "已完成", "--plan-file", str(PLAN)], {"data.models", "sqlalchemy"}),
        (["status"], {"handlers", "schedules", "apscheduler", "starlette", "structlog"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(
    words: list[str], without: set[str], env: dict[str, str]
) -> None:
    run_of = [sys.executable, "-X", "importtime", "-m", "bot", *words]
    done = subprocess.run(run_of, cwd=ROOT, env=env, capture_output=True, text=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded & without == set()


def test_the_plan_is_read_without_a_database(env: dict[str, str], tmp_path: Path) -> None:
    draft = as_json("plan", "read", str(PLAN), env=env)
    assert len(draft["tasks"]) == 57
    assert sum(len(task["owners"]) for task in draft["tasks"]) == 144
    assert draft["issued_on"] == "2018-02-11"
    assert list(tmp_path.iterdir()) == []


def test_a_plan_read_from_stdin_is_the_same(env: dict[str, str]) -> None:
    text = PLAN.read_text("utf-8")
    assert json.loads(run("plan", "read", "-", "--json", env=env, said=text)) == as_json(
        "plan", "read", str(PLAN), env=env
    )


def test_a_plan_is_loaded_once_confirmed_taken_back_and_closed(env: dict[str, str]) -> None:
    assert "57 项任务" in run("plan", "load", str(PLAN), env=env)
    run("plan", "load", str(PLAN), env=env)
    (plan,) = as_json("plan", "list", env=env)["plans"]
    assert (plan["key"], plan["state"], plan["tasks"]) == ("2018", "draft", 57)
    run("plan", "confirm", "2018", env=env)
    run("plan", "retract", "2018", env=env)
    run("plan", "confirm", "2018", env=env)
    assert "待确认" in refused("plan", "confirm", "2018", env=env)
    run("plan", "close", "2018", env=env)
    (plan,) = as_json("plan", "list", env=env)["plans"]
    assert plan["state"] == "closed"


def test_a_rehearsal_of_a_file_touches_no_database(env: dict[str, str], tmp_path: Path) -> None:
    found = as_json("plan", "rehearse", str(PLAN), "--to", "2018-03-09", env=env)
    assert found["total"] == len(found["messages"])
    first = found["messages"][0]
    assert (first["at"], first["to"], first["kind"]) == (
        "2018-02-12T09:30:00+08:00", "unit", "notice",
    )  # fmt: skip
    assert {"code", "rule", "on"} == set(first["items"][0])
    assert all(each["messages"] <= 3 for each in found["busiest"])
    late = refused("plan", "rehearse", str(PLAN), "--from", "2020-01-01", env=env)
    assert "起止日期颠倒：2020年1月1日晚于2018年12月31日。" in late
    said = run("plan", "rehearse", str(PLAN), "--from", "2018-10-09", "--to", "2018-12-29", env=env)
    assert "科技司负责人 督办提示" in said
    assert list(tmp_path.iterdir()) == []


def test_status_and_digest_of_a_confirmed_plan_have_their_form(env: dict[str, str]) -> None:
    run("plan", "load", str(PLAN), "--confirm", env=env)
    status = as_json("status", env=env)
    assert set(status) == {
        "now", "plan", "week", "counts", "tasks", "waiting", "unsigned", "owing", "unbound",
    }  # fmt: skip
    assert len(status["tasks"]) == 57
    assert len(status["unbound"]) == 38
    digest = as_json("digest", env=env)
    assert (digest["week"], digest["frozen_at"], digest["hash"]) == ("2018-W07", None, None)
    assert "soon" in refused("digest", "--week", "soon", env=env)
    assert "2018年第40周没有周报" in refused("digest", "--week", "2018-W40", env=env)
    assert "【总览】" in run("status", env=env)
    assert "【周报】" in run("digest", env=env)
    share = as_json("digest", "--unit", "科技司", env=env)
    assert sum(share["counts"].values()) == 29
    assert sum(digest["counts"].values()) == 57
    assert len(as_json("status", "--unit", "科技司", env=env)["tasks"]) == 29
    code = as_json("invite", "coordinator", env=env)["code"]
    run("say", "--as", "督办员", f"绑定 {code}", env=env)
    assert "已暂停" in run("say", "--as", "督办员", "全部暂停", env=env)
    assert "\n全部提醒已暂停" in run("status", env=env)


def test_a_digest_is_written_as_text_picture_bulletin_and_ledger(
    env: dict[str, str], tmp_path: Path
) -> None:
    run("plan", "load", str(PLAN), "--confirm", env=env)
    out = tmp_path / "out"
    run("export", str(out / "ledger.xlsx"), env=env)
    assert (out / "ledger.xlsx").stat().st_size > 10_000
    run("digest", "--out", str(out), env=env)
    run("digest", "--unit", "科技司", "--out", str(out), env=env)
    begins = {".txt": "【周报】".encode(), ".png": b"\x89PNG", ".docx": b"PK", ".xlsx": b"PK"}
    for name in ("digest-2018-2018-W07", "digest-2018-2018-W07-科技司"):
        for ending, first in begins.items():
            assert (out / f"{name}{ending}").read_bytes().startswith(first)
    below_a_file = out / "ledger.xlsx" / "week"
    assert "ledger.xlsx" in refused("digest", "--out", str(below_a_file), env=env)


def test_an_invitation_is_made_for_a_unit_a_reader_and_all_that_miss_one(
    env: dict[str, str],
) -> None:
    run("plan", "load", str(PLAN), "--confirm", env=env)
    made = as_json("invite", "科技司", "contact", env=env)
    assert (len(made["code"]), made["unit"], made["role"]) == (10, "科技司", "contact")
    assert as_json("invite", "reader", env=env)["unit"] is None
    assert run("invite", "--missing", env=env).count("：") >= 38


def test_invitations_for_all_are_written_as_a_table_that_only_the_owner_reads(
    env: dict[str, str], tmp_path: Path
) -> None:
    run("plan", "load", str(PLAN), "--confirm", env=env)
    out = tmp_path / "invitations.xlsx"
    run("invite", "--missing", "--out", str(out), env=env)
    rows = list(load_workbook(out).active.values)
    assert rows[0][:3] == ("单位", "邀请码", "请本人发送")
    codes = {unit: code for unit, code, *_ in rows[1:]}
    assert len(codes) == 38
    bound = run("say", "--as", "小李", f"绑定 {codes['财务司']}", env=env)
    assert "您已登记为财务司联络员" in bound
    assert out.stat().st_mode & 0o077 == 0


def test_a_word_is_said_from_the_terminal_and_answered(env: dict[str, str]) -> None:
    answer = run("say", "--as", "路人", "任务 4-1", env=env)
    assert "邀请码" in answer
    assert "4-1" not in answer


def test_check_names_what_works(env: dict[str, str]) -> None:
    shown = run("check", env=env)
    assert shown.count("✓") == 7


def test_check_names_what_is_in_the_way(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("in the way", "utf-8")
    wrong = {**env, "DUBAN_FONTS": str(tmp_path / "none"), "DUBAN_FILES": str(tmp_path / "taken")}
    done = command("check", env=wrong)
    assert done.returncode == 1
    assert [line[:4] for line in done.stdout.splitlines() if "✗" in line] == ["✗ 文件", "✗ 字体"]
    assert [name for name in ("DUBAN_FILES", "DUBAN_FONTS") if name not in done.stdout] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plan", "read", "missing.txt"), "missing.txt"),
        (("plan", "confirm", "1999"), "1999"),
        (("status",), "还没有已确认的计划"),
        (("invite", "教育司局处", "contact"), "教育司局处"),
        (("invite", "--missing"), "没有进行中的计划"),
        (("say", "--as", "", "任务"), "不能以“”的名义发言"),
        (("run",), "make run"),
        (("report", "read", "--plan-file", str(PLAN), "--task", "99-9", "完成50%"), "99-9"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_1(
    words: tuple[str, ...], says: str, env: dict[str, str]
) -> None:
    assert says in refused(*words, env=env)


@pytest.mark.parametrize(
    "text", ["", "今天天气很好。", "<html><body>hello</body></html>", "\x00\x01"]
)
def test_a_file_that_is_no_plan_is_refused(text: str, env: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text, "utf-8")
    assert refused("plan", "read", str(path), env=env)
    assert refused("plan", "load", str(path), env=env)


def test_a_taken_key_names_the_option_that_helps(env: dict[str, str]) -> None:
    run("plan", "load", str(PLAN), "--key", "k", env=env)
    other = str(PLAN.with_name("2016.txt"))
    assert "--key" in refused("plan", "load", other, "--key", "k", env=env)


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("plan",),
        ("status", "--loud"),
        ("invite",),
        ("invite", "coordinator", "leader"),
        ("plan", "rehearse", "--answers", "some"),
    ],
)
def test_wrong_usage_exits_with_2(words: tuple[str, ...], env: dict[str, str]) -> None:
    assert command(*words, env=env).returncode == 2
