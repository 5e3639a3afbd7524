"""Killed at any moment and started again, a house ends where an undisturbed one does."""

import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.data.reader import papers
from tests.scenarios.process import WEB, Bot, environment

WATCHED = ("科技司", "职成司", "财务司", "中央电教馆", "督办员", "分管领导")

# What is done, in order. Each step may safely be said again: messages bear the speaker's own id.
STORY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("clock", {"to": "2018-02-12T10:00:00+08:00"}),
    ("messages", {"from": "科技司", "text": "签收", "id": "a1"}),
    ("messages", {"from": "科技司", "text": "4-1 已完成30%，联盟已组建", "id": "a2"}),
    ("messages", {"from": "科技司", "text": "确认", "id": "a3"}),
    ("messages", {"from": "职成司", "text": "3-2 已完成45%，验收方案已印发", "id": "b1"}),
    ("clock", {"to": "2018-02-22T12:00:00+08:00"}),
    ("messages", {"from": "职成司", "text": "确认", "id": "b2"}),
    ("messages", {"from": "督办员", "text": "总览", "id": "c1"}),
    ("clock", {"to": "2018-03-02T18:00:00+08:00"}),
    ("messages", {"from": "财务司", "text": "19-1 已完成10%，正在会商口径", "id": "d1"}),
    ("messages", {"from": "财务司", "text": "确认", "id": "d2"}),
    ("clock", {"to": "2018-03-09T18:00:00+08:00"}),
)


@pytest.fixture
def bots(tmp_path: Path) -> Iterator[Any]:
    """Makes rehearsals, each with a database of its own; none outlives the test."""
    made: list[Bot] = []

    def make(name: str) -> Bot:
        folder = tmp_path / name
        folder.mkdir()
        env = environment(database=f"sqlite:///{folder / 'demo.db'}", files=str(folder / "files"))
        bot = Bot(("demo",), env, folder / "log")
        made.append(bot)
        return bot

    yield make
    for bot in made:
        if bot.process is not None and bot.process.poll() is None:
            bot.kill()


def test_killed_at_random_moments_it_ends_as_if_nothing_had_happened(bots: Any, kills: int) -> None:
    seed = random.randrange(10**6)
    undisturbed = bots("undisturbed")
    undisturbed.start()
    began = time.monotonic()
    for step in STORY:
        _do(undisturbed, step)
    lasted = time.monotonic() - began
    expected = _all_heard(undisturbed)
    for n in range(max(1, kills // 5)):
        killed = bots(f"killed-{n}")
        killed.start()
        _told_with_kills(killed, random.Random(seed + n), lasted)
        assert _all_heard(killed) == expected, f"seed {seed + n}"
        killed.kill()  # many that idle together slow down the next
    assert any("30%" in text for _, _, text in expected)


def test_a_document_is_read_once_though_the_process_dies_while_it_reads(bots: Any) -> None:
    bot = bots("reading")
    bot.start()
    _send(bot)
    for attempt in (1, 2):
        _await(lambda attempt=attempt: _rows(bot, READINGS)[0][1] >= attempt)  # taken up
        bot.kill()
        bot.start()
        _send(bot)  # as a platform does that got no answer
    _await(lambda: len(_drafts(bot)) == 1)
    assert [state for state, _ in _rows(bot, READINGS)] == ["read"]
    assert _rows(bot, "SELECT key, state FROM plan WHERE key LIKE '2016%'") == [("2016", "draft")]
    assert "代号 2016：48 项任务" in _drafts(bot)[0]["text"]
    _do(bot, ("messages", {"from": "督办员", "text": "计划 确认 2016", "id": "p2"}))
    assert bot.heard("督办员")[-1]["text"].startswith("计划 2016 已确认，共 48 项任务")
    assert len(_drafts(bot)) == 1


READINGS = "SELECT state, attempts FROM reading"
PAPER = papers.typed_docx(papers.plan(2016))


def _send(bot: Bot) -> None:
    form = {"from": "督办员", "text": "", "id": "p1"}
    WEB.post(
        f"{bot.url}/api/local/messages", data=form, files={"file": ("2016.docx", PAPER)}
    ).raise_for_status()


def _await(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until
        time.sleep(0.005)


def _rows(bot: Bot, query: str) -> list[Any]:
    with closing(sqlite3.connect(bot.env["DUBAN_DATABASE"].removeprefix("sqlite:///"))) as database:
        return database.execute(query).fetchall()


def _drafts(bot: Bot) -> list[dict[str, Any]]:
    return [line for line in bot.heard("督办员") if line["text"].startswith("【待确认】2016")]


def _told_with_kills(bot: Bot, dice: random.Random, lasted: float) -> None:
    """Tell the whole story while the process dies five times; a step that broke is said again."""
    done = threading.Event()
    killer = threading.Thread(target=_kill_often, args=(bot, dice, lasted, done))
    killer.start()
    for step in STORY:
        while not _tried(bot, step):
            time.sleep(0.05)
    done.set()
    killer.join()


def _kill_often(bot: Bot, dice: random.Random, lasted: float, done: threading.Event) -> None:
    for _ in range(5):
        done.wait(dice.uniform(0, lasted / 5))
        bot.kill()
        bot.start()


def _tried(bot: Bot, step: tuple[str, dict[str, Any]]) -> bool:
    try:
        _do(bot, step)
    except httpx.HTTPStatusError as error:
        # The clock had got there before the answer was lost.
        return "只能向前" in error.response.text
    except httpx.HTTPError:
        return False
    return True


def _do(bot: Bot, step: tuple[str, dict[str, Any]]) -> None:
    path, body = step
    bot.post(f"/api/local/{path}", body)
    if path == "messages":
        _await_answer(bot, body["from"])


def _await_answer(bot: Bot, name: str) -> None:
    """People read the answer before they say the next thing."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        lines = bot.get("/api/local/messages", **{"for": name, "after": 0})["messages"]
        said = [line["id"] for line in lines if line["from"] == name]
        if any(line["reply_to"] == said[-1] for line in lines):
            return
        time.sleep(0.05)
    raise AssertionError(f"{name} got no answer")


def _all_heard(bot: Bot) -> Counter[tuple[str, str, str]]:
    return Counter((name, line["at"], line["text"]) for name in WATCHED for line in bot.heard(name))
