"""What could not leave on its day is not told late: the day that comes decides anew."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.kinds import Cadence, DeliveryState, Standing
from data.models import Assignment, Delivery, Prompt
from data.store import dates, outbox
from schedules.remind import remind
from tests.schedules.post import NOTICE, Post, busy
from tests.small import DAYS, LEAD, at, opened


@pytest.fixture
def post(laid_database_url: str, tmp_path: Path) -> Iterator[Post]:
    with opened(laid_database_url) as small:
        yield Post(small, tmp_path)


async def _live(post: Post, day: str, reached: bool = True) -> list[str]:
    """A day of the jobs, from the opening to the evening; returns what arrived."""
    found: list[tuple[str, str]] = []
    for hour, minute in ((9, 0), (9, 30), (15, 0)):
        post.now = at(day, hour, minute)
        post.real += timedelta(hours=1)
        if not reached:
            post.channel.failures = {who: [busy()] for who in (f"{LEAD}1", f"{LEAD}2")}
        await remind(post.parts())
        found += await post.pay()
        post.channel.failures = {}
    return [text for _, text in found]


async def test_after_a_channel_was_away_one_message_tells_the_newest_state(post: Post) -> None:
    (part,) = post.small.give("1-1", LEAD, due=date(2018, 3, 14))
    post.small.confirm()
    post.small.bind(LEAD)
    assert len(await _live(post, "02-12")) == 1
    post.small.change(Assignment, part, signed_at=at("02-12", 16))
    for day in ("02-28", "03-01", "03-07", "03-08", "03-09", "03-12"):
        assert await _live(post, day, reached=False) == []
    (text,) = await _live(post, "03-13")
    assert "还有1天" in text
    assert await _live(post, "03-15") != []  # the first overdue line, and no other message
    told = [prompt.on for prompt in post.small.all(Prompt, act="")]
    assert told == [date(2018, 2, 12), date(2018, 3, 13), date(2018, 3, 15)]
    assert post.small.store.look(outbox.pending, True) == 0


async def test_a_last_call_that_comes_early_is_one_line_and_reaches_the_leader_on_its_day(
    post: Post,
) -> None:
    dates = [(4, 13), (4, 19), (3, 29), (3, 30), (4, 2)]
    for n, (month, day) in enumerate(dates, 1):
        post.small.give(f"1-{n}", LEAD, due=date(2018, month, day))
    post.small.confirm()
    post.small.bind(LEAD)
    post.small.bind(LEAD, Standing.LEADER)
    await _live(post, "02-12")
    for part in post.small.all(Assignment):
        post.small.change(Assignment, part.id or 0, signed_at=at("02-12", 16))
    told = {day: await _live(post, f"04-{day:02}") for day in range(9, 14)}
    ours = {day: [text for text in texts if "督办提示" not in text] for day, texts in told.items()}
    assert [len(texts) for texts in ours.values()] == [1, 1, 1, 0, 0]  # three a week
    (third,) = ours[11]
    assert third.count("1-1：") == 1
    assert "1-1：距时限4月13日还有2天" in third
    assert "1-1：今天到期" in "".join(told[13])  # to the leader


async def test_a_notice_that_could_not_leave_is_told_the_next_day_with_what_came_since(
    post: Post,
) -> None:
    post.small.give("1-1", LEAD)
    post.small.confirm()
    post.small.bind(LEAD)
    assert await _live(post, "02-12", reached=False) == []
    (late,) = post.small.give("1-2", LEAD)
    post.small.begin(late, date(2018, 2, 13))
    (text,) = await _live(post, "02-13")
    assert "1-1" in text
    assert "1-2" in text
    assert all(part.noticed_at for part in post.small.all(Assignment))


async def test_what_one_contact_has_got_is_not_told_the_other_late(post: Post) -> None:
    post.small.give("1-1", LEAD)
    post.small.confirm()
    post.small.bind(LEAD)
    post.small.bind(LEAD)
    post.now = NOTICE
    post.channel.failures[f"{LEAD}1"] = [busy()]
    await remind(post.parts())
    assert [chat for chat, _ in await post.pay()] == [f"{LEAD}2"]
    assert await _live(post, "02-13") == []
    states = {row.chat: row.state for row in post.small.all(Delivery)}
    assert states == {f"{LEAD}1": DeliveryState.SETTLED, f"{LEAD}2": DeliveryState.SENT}


async def test_silence_that_could_not_leave_asks_for_nothing_that_was_told_before(
    post: Post,
) -> None:
    """Signed late, its silence is of weeks ago; what it was told since then stays told."""
    silent, other = (
        post.small.give(code, LEAD, due=due)[0]
        for code, due in (("1-1", date(2018, 5, 31)), ("1-2", date(2018, 6, 20)))
    )
    post.small.confirm()
    post.small.bind(LEAD)
    for part in (silent, other):
        task = post.small.part(part).task_id
        post.small.store.do(dates.pace, task, Cadence.MONTHLY, at("02-12", 8), DAYS)
    for day in ("02-12", "02-28", "03-28", "04-25", "05-17"):
        await _live(post, day)
    for part in (silent, other):
        post.small.change(Assignment, part, signed_at=at("05-18"), noticed_at=at("02-12"))
    assert await _live(post, "05-21", reached=False) == []
    (text,) = await _live(post, "05-22")
    assert "1-1 1-1：已签收，连续两轮未报送" in text
