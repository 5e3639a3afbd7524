"""The pace of Telegram: overall, for each chat, and answers that do not queue behind reminders."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_rates import Limits, Rate, Rates
from bot.clock import real
from data.store import Store, rates
from messages.message import Outcome, Outgoing, SendError
from tests.telegram.house import NOW, UNIT, House, channel, talking


@given(
    st.integers(1, 5),
    st.floats(0.5, 60),
    st.lists(st.floats(0, 30), min_size=1, max_size=60),
)
def test_no_span_of_time_holds_more_than_its_number(
    count: int, span: float, gaps: list[float]
) -> None:
    rate, now, passed = Rate(count, span), 0.0, []
    for gap in gaps:
        now += gap
        now += rate.wait(now)
        rate.mark(now)
        passed.append(now)
    for first, later in zip(passed, passed[count:], strict=False):
        assert later - first >= span * (1 - 1e-9)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with talking(tmp_path, rates=True, limits=Limits()) as house:
        yield house


async def times(house: House) -> list[float]:
    return [call["at"] for call in await house.phone.calls("sendMessage")]


async def test_many_chats_at_once_leave_one_by_one_and_none_is_refused(house: House) -> None:
    people = range(5001, 5051)
    for person in people:
        await house.phone.say(person, "/start")
    await asyncio.gather(
        *(house.channel.send(str(person), Outgoing("本周报送", silent=True)) for person in people)
    )
    sent = await times(house)
    assert len(sent) == len(people)
    assert sent[-1] - sent[0] >= 49 / 22 * 0.95
    busiest = max(sum(at <= each < at + 0.5 for each in sent) for at in sent)
    assert busiest <= 14  # no burst: 11 in half a second, and a little for the way


async def test_an_answer_does_not_queue_behind_reminders(house: House) -> None:
    people = range(5001, 5041)
    for person in people:
        await house.phone.say(person, "/start")
    reminders = [
        asyncio.create_task(house.channel.send(str(person), Outgoing("本周报送", silent=True)))
        for person in people
    ]
    await asyncio.sleep(0.1)
    async with asyncio.timeout(0.5):
        await house.channel.send(str(UNIT), Outgoing("共29项"))
    assert sum(reminder.done() for reminder in reminders) < len(reminders) / 2
    await asyncio.gather(*reminders)


async def test_one_person_gets_one_message_a_second(house: House) -> None:
    await asyncio.gather(*(house.channel.send(str(UNIT), Outgoing(text)) for text in "一二三"))
    assert all(later - first > 0.95 for first, later in pairwise(await times(house)))
    assert [m["text"] for m in await house.phone.messages(UNIT)] == ["一", "二", "三"]


async def test_a_group_gets_twenty_in_a_minute_and_the_next_is_told_when() -> None:
    now = 0.0
    pace = Rates(Limits(), lambda: now)
    for _ in range(20):
        await pace.through(-1, silent=False)
        now += 1
    with pytest.raises(SendError) as caught:
        await pace.through(-1, silent=False)
    assert caught.value.outcome is Outcome.RETRY
    assert caught.value.retry_after == pytest.approx(41)
    await pace.through(-2, silent=False)


def test_processes_that_share_a_database_take_turns(database_url: str) -> None:
    first, second = Store(database_url), Store(database_url)
    taken = [
        store.do(rates.turn, "telegram", NOW, 0.04) for _ in range(10) for store in (first, second)
    ]
    assert [(at - NOW).total_seconds() for at in taken] == pytest.approx(
        [0.04 * n for n in range(20)]
    )
    later = NOW + timedelta(seconds=60)
    assert first.do(rates.turn, "telegram", later, 0.04) == later
    first.close()
    second.close()


async def test_two_processes_keep_one_pace(house: House) -> None:
    people = range(5001, 5041)
    for person in people:
        await house.phone.say(person, "/start")
    await house.channel.stop()
    processes = [
        channel(house.store, house.phone.address, Limits(), holder=name, now=real) for name in "ab"
    ]
    async with asyncio.timeout(20):
        await asyncio.gather(*(processes[n % 2].send(str(n), Outgoing("已登记")) for n in people))
    sent = await times(house)
    assert sent[-1] - sent[0] >= 39 / 25 * 0.95
    for process in processes:
        await process.stop()
