"""The deliverer: what is owed leaves in order, and what goes wrong with one stops no other."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.kinds import DeliveryState
from data.models import Account, Assignment, Delivery, Prompt
from data.store import outbox
from data.store.prompts import settle
from messages.message import Outcome, SendError
from schedules.deliver import answer
from schedules.parts import Parts
from schedules.remind import remind
from tests.schedules.post import NOTICE, Post, busy, closed, lost
from tests.small import LEAD, at, opened
from tests.telegram.phone import until


@pytest.fixture
def post(laid_database_url: str, tmp_path: Path) -> Iterator[Post]:
    with opened(laid_database_url) as small:
        yield Post(small, tmp_path)


async def test_each_chat_gets_its_messages_in_order_and_once(post: Post) -> None:
    for n in range(3):
        post.owe("甲", f"甲{n}")
        post.owe("乙", f"乙{n}")
    said = await post.pay()
    for chat in ("甲", "乙"):
        assert [text for to, text in said if to == chat] == [f"{chat}{n}" for n in range(3)]
    assert await post.pay() == []
    assert post.state("甲0") is DeliveryState.SENT


async def test_answers_leave_at_any_hour_and_rules_in_the_window_only(post: Post) -> None:
    post.now = at("02-17", 23)  # a night of the Spring Festival
    post.owe("甲", "answer")
    post.owe("乙", "rule", answer=False)
    assert await post.pay() == [("甲", "answer")]
    post.now = at("02-22", 9)
    assert await post.pay() == [("乙", "rule")]


async def test_what_has_to_wait_holds_back_its_own_chat_only(post: Post) -> None:
    post.channel.failures["甲"] = [busy(40)]
    post.owe("甲", "first")
    post.owe("甲", "second")
    post.owe("乙", "other")
    assert await post.pay() == [("乙", "other")]
    post.real += timedelta(seconds=39)
    assert await post.pay() == []
    post.real += timedelta(seconds=1)
    assert await post.pay() == [("甲", "first"), ("甲", "second")]


async def test_the_back_off_runs_by_the_real_clock_not_the_houses(post: Post) -> None:
    post.channel.failures["甲"] = [busy()]
    post.owe("甲", "x")
    await post.pay()
    post.now += timedelta(days=7)
    assert await post.pay() == []
    post.real += timedelta(seconds=1)
    assert await post.pay() == [("甲", "x")]


async def test_a_send_whose_answer_never_came_is_repeated_once_and_then_left_alone(
    post: Post,
) -> None:
    post.channel.failures["甲"] = [lost(), lost()]
    post.owe("甲", "x")
    assert await post.pay() == []
    assert post.channel.failures["甲"] == []  # it was tried twice
    assert post.state("x") is DeliveryState.UNCONFIRMED
    post.real += timedelta(days=1)
    assert await post.pay() == []


async def test_a_repeat_that_arrives_is_sent(post: Post) -> None:
    post.channel.failures["甲"] = [lost()]
    post.owe("甲", "x")
    assert await post.pay() == [("甲", "x")]
    assert post.state("x") is DeliveryState.SENT


async def test_an_account_that_is_closed_to_us_is_left_and_the_next_one_told(post: Post) -> None:
    post.small.give("1-1", LEAD)
    post.small.bind(LEAD, channels=("a", "b"))
    (chat,) = {account.chat for account in post.small.all(Account)}
    post.small.confirm()
    await remind(post.parts())
    post.channel.failures[chat] = [closed()]
    ((to, text),) = await post.pay()
    assert (to, "1-1" in text) == (chat, True)
    states = [(each.channel, each.state) for each in post.small.all(Delivery)]
    assert states == [("a", DeliveryState.FAILED), ("b", DeliveryState.SENT)]


async def test_a_message_that_cannot_be_made_does_not_block_the_others(post: Post) -> None:
    post.owe("甲", "broken", body=None)  # it owes nothing that could be said
    post.owe("乙", "good")
    assert await post.pay() == [("乙", "good")]
    broken = post.small.all(Delivery, key="broken")[0]
    assert broken.state is DeliveryState.OWED
    assert broken.retry_at is not None
    assert broken.error


async def test_a_notice_counts_from_its_arrival(post: Post) -> None:
    (part,) = post.small.give("1-1", LEAD)
    post.small.bind(LEAD)
    post.small.confirm()
    await remind(post.parts())
    post.now = at("02-12", 11)
    await post.pay()
    assert post.small.all(Assignment, id=part)[0].noticed_at == post.now


@pytest.fixture
def asked(post: Post) -> Callable[[], Any]:
    """The round of 28 February told and delivered for two tasks; one is then answered."""

    async def run() -> None:
        post.small.give("1-1", LEAD)
        post.small.give("1-2", LEAD)
        post.small.bind(LEAD)
        post.small.confirm()
        for moment in (NOTICE, at("02-28")):
            post.now = moment
            await remind(post.parts())
            await post.pay()
        post.now = at("02-28", 10)
        _answer(post, post.small.all(Assignment)[0].id or 0, post.now)

    return run


def _answer(post: Post, part: int, now: datetime) -> None:
    post.small.change(Assignment, part, reported_at=now)
    post.small.store.do(settle, [part], now)


async def test_what_is_answered_is_marked_in_the_message_that_asked(
    post: Post, asked: Callable[[], Any]
) -> None:
    await asked()
    (prompt,) = post.small.all(Prompt, on=at("02-28").date())
    (sent,) = post.small.all(Delivery, prompt_id=prompt.id, edit_of=None)
    said = await post.pay()
    assert len(said) == 1
    assert post.channel.edits[-1] == sent.receipt


async def test_where_the_channel_cannot_edit_nothing_is_sent(
    post: Post, asked: Callable[[], Any]
) -> None:
    post.edits = frozenset()
    await asked()
    assert await post.pay() == []
    assert post.small.all(Delivery)[-1].state is DeliveryState.SETTLED


async def test_what_was_settled_meanwhile_is_not_asked_any_more(post: Post) -> None:
    (part,) = post.small.give("1-1", LEAD)
    post.small.bind(LEAD)
    post.small.confirm()
    await remind(post.parts())
    await post.pay()
    post.now = at("02-28")
    await remind(post.parts())
    post.small.change(Assignment, part, signed_at=at("02-28"), reported_at=at("02-28"))
    assert await post.pay() == []
    assert post.small.all(Delivery)[-1].state is DeliveryState.SETTLED


async def test_a_lease_taken_over_while_the_message_was_made_is_not_sent(post: Post) -> None:
    post.owe("甲", "x")
    real = iter([post.real, post.real + outbox.LEASE])
    parts = post.parts()
    frozen = Parts(**{**vars(parts), "real": lambda: next(real, post.real + outbox.LEASE)})
    await answer(frozen)
    assert len(post.channel.said) <= 1  # the repeat may say it, the frozen send must not
    assert post.small.all(Delivery)[0].unanswered == 0  # it had certainly not been sent


async def test_a_chat_that_moved_is_followed(post: Post) -> None:
    moved = SendError("moved", Outcome.RETRY, moved_to="新址")
    post.channel.failures["甲"] = [moved]
    post.owe("甲", "x")
    assert await post.pay() == [("新址", "x")]


async def test_a_chat_that_hangs_keeps_no_later_message_of_another_waiting(post: Post) -> None:
    post.channel.hangs["甲"] = asyncio.Event()
    post.owe("甲", "x")
    paying = asyncio.create_task(answer(post.parts()))
    await asyncio.sleep(0.05)
    post.owe("乙", "y")

    async def told() -> bool:
        return post.channel.said == [("乙", "y")]

    await until(told)
    post.channel.hangs["甲"].set()
    assert await paying == 2
    assert post.channel.said[1] == ("甲", "x")
