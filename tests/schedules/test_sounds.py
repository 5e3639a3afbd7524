"""What comes with a sound: answers and acts of people, not what the clock called for."""

from collections.abc import Iterator

import pytest

from data.models import Delivery, Prompt
from data.store import prompts
from schedules.wording import compose
from tests.small import DAYS, LEAD, Small, at, opened

NOTICE = at("02-12")


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD)
        small.bind(LEAD)
        small.confirm()
        small.store.do(prompts.tick, NOTICE, DAYS)
        yield small


def silent(small: Small, delivery: Delivery) -> bool:
    message = small.store.look(compose, delivery, NOTICE, DAYS, "zh", frozenset())
    assert message is not None
    return message.silent


def test_a_rules_message_is_silent_and_an_acts_is_not(small: Small) -> None:
    (owed,) = small.all(Delivery)
    assert silent(small, owed)
    small.change(Prompt, owed.prompt_id, act="urge:1")
    assert not silent(small, owed)


@pytest.mark.parametrize("answer", [True, False])
def test_what_one_is_told_of_anothers_act_sounds_like_an_answer(small: Small, answer: bool) -> None:
    body = {"text": "4-1 已退回", "buttons": []}
    told = Delivery(key="t", channel="a", chat="甲", answer=answer, body=body, owed_at=NOTICE)
    assert not silent(small, told)
