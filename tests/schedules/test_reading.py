"""Documents that were sent become drafts, whatever happens meanwhile."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from data.kinds import DeliveryState, ReadingState, Standing
from data.models import Delivery, Plan, Reading, Task
from data.store import Store, people, readings
from data.store.files import Files
from data.store.readings import Asker
from data.workdays import Workdays
from messages.message import Outgoing
from schedules.parts import Parts
from schedules.reading import reading
from tests.data.reader import papers

NOW = datetime(2018, 2, 12, 2, 0, tzinfo=UTC)
TEXT = """2018年某项工作要点

1. 推进甲工作。开展甲试点。（责任单位：科技司、财务司）
2. 推进乙工作。开展乙试点。（责任单位：科技司）
"""
LEDGER = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "开展甲试点", "科技司", "2018年11月底"],
    ["2", "开展乙试点", "财务司", "2018年12月底"],
]


async def _nowhere(channel: str, chat: str, message: Outgoing) -> str:
    raise AssertionError("a reading sends nothing by itself")


@pytest.fixture
def parts(laid_database_url: str, tmp_path: Path) -> Iterator[Parts]:
    store = Store(laid_database_url)
    yield Parts(
        store=store,
        now=lambda: NOW,
        real=lambda: NOW,
        days=Workdays(),
        locale="zh",
        send=_nowhere,
        edits=frozenset(),
        holder="here:1:a",
        files=Files(tmp_path / "files"),
    )
    store.close()


def send(
    parts: Parts, content: bytes, name: str, seen: int = 1, chat: str = "督办员"
) -> int | None:
    """Keep a file and ask for its reading, as the router does."""

    def run(session: Session, digest: str) -> int | None:
        contact = people.add(session, chat, NOW)
        people.appoint(session, contact, None, Standing.COORDINATOR, NOW)
        asker = Asker(contact, "local", chat, f"m{seen}", seen)
        return readings.ask(session, digest, name, None, asker, NOW)

    return parts.store.do(run, parts.files.keep(content))


def told(parts: Parts) -> list[tuple[str, str]]:
    query = select(Delivery).order_by(col(Delivery.id))
    rows = parts.store.look(lambda session: list(session.exec(query)))
    assert all(row.answer and row.state is DeliveryState.OWED for row in rows)
    return [(row.chat, (row.body or {})["text"]) for row in rows]


def count(parts: Parts, table: type[Plan] | type[Task]) -> int:
    return len(parts.store.look(lambda session: session.exec(select(table)).all()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.txt", TEXT.encode("gb18030")),
        ("plan.docx", papers.typed_docx(TEXT)),
        ("2018年台账.xlsx", papers.xlsx(LEDGER)),
    ],
)
async def test_a_document_becomes_a_draft_and_its_sender_hears(
    parts: Parts, name: str, content: bytes
):
    send(parts, content, name)
    await reading(parts)
    ((chat, said),) = told(parts)
    assert chat == "督办员"
    assert said.startswith("【待确认】2018年")
    assert "2 项任务" in said
    assert count(parts, Task) == 2


async def test_what_is_no_plan_ends_in_one_sentence(parts: Parts):
    send(parts, "今天天气很好。".encode(), "日记.txt")
    send(parts, b"\x00\x01\x02" * 50, "x.pdf", seen=2)
    await reading(parts)
    assert [said.count("\n") for _, said in told(parts)] == [0, 0]
    assert told(parts)[0][1].startswith("这份文件中没有找到工作任务")
    assert count(parts, Plan) == 0


async def test_run_again_or_beside_itself_it_reads_once(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    other = replace(parts, holder="there:2:b")
    await asyncio.gather(reading(parts), reading(other))
    await reading(parts)
    assert len(told(parts)) == 1
    assert count(parts, Plan) == 1


async def test_the_same_document_again_changes_nothing(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    await reading(parts)
    assert send(parts, TEXT.encode(), "again.txt", seen=2) is not None
    # The same words on other paper: read, and found to be there.
    send(parts, TEXT.encode("gb18030"), "plan-gb.txt", seen=3)
    await reading(parts)
    assert count(parts, Plan) == 1
    assert len(told(parts)) == 2


async def test_two_who_send_the_same_both_hear(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt", chat="甲")
    send(parts, TEXT.encode(), "plan.txt", seen=2, chat="乙")
    await reading(parts)
    assert [chat for chat, _ in told(parts)] == ["甲", "乙"]


async def test_a_crash_while_reading_is_made_good(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    dead = "here:1:dead"
    assert parts.store.do(readings.claim, NOW, dead) is not None
    await reading(parts)
    assert told(parts) == []  # it is held: perhaps somebody still reads it
    await reading(replace(parts, real=lambda: NOW + readings.LEASE))
    assert len(told(parts)) == 1


async def test_what_a_dead_process_held_is_let_go(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    parts.store.do(readings.claim, NOW, "here:1:dead")
    assert parts.store.look(readings.holders) == ["here:1:dead"]
    parts.store.do(readings.release, ["here:1:dead"], NOW)
    await reading(parts)
    assert len(told(parts)) == 1


async def test_a_process_that_was_frozen_settles_nothing_twice(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    frozen = parts.store.do(readings.claim, NOW, "frozen:1:x")
    assert frozen is not None
    await reading(replace(parts, real=lambda: NOW + readings.LEASE))
    assert parts.store.do(readings.settle, frozen, "frozen:1:x", 1) == []


async def test_a_document_that_ends_every_process_is_left_alone(parts: Parts):
    send(parts, TEXT.encode(), "plan.txt")
    later = NOW
    for _ in range(readings.ATTEMPTS):
        parts.store.do(readings.claim, later, "here:1:dead")
        later += readings.LEASE + timedelta(seconds=1)
    await reading(replace(parts, real=lambda: later))
    ((_, said),) = told(parts)
    assert "plan.txt" in said
    states = parts.store.look(lambda s: [row.state for row in s.exec(select(Reading))])
    assert states == [ReadingState.REFUSED]


async def test_what_was_refused_may_be_sent_again(parts: Parts):
    send(parts, "今天天气很好。".encode(), "日记.txt")
    await reading(parts)
    send(parts, "今天天气很好。".encode(), "日记.txt", seen=2)
    await reading(parts)
    assert len(told(parts)) == 2
