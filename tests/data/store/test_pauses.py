"""A task that goes on after a pause is told of as it stands by then."""

from collections.abc import Iterator
from datetime import date

import pytest

from data.kinds import Rule
from data.models import Assignment
from data.store import pauses, prompts
from tests.data.store.test_prompts import NOTICE_DAY, rules
from tests.small import LEAD, Small, at, opened


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        yield small


def test_what_became_overdue_during_a_pause_is_told_once_the_task_goes_on(small: Small) -> None:
    (part,) = small.give("1-1", LEAD, due=date(2018, 4, 20))
    small.confirm()
    small.bind(LEAD)
    small.tick(NOTICE_DAY)
    small.change(Assignment, part, signed_at=NOTICE_DAY, noticed_at=NOTICE_DAY)
    task = small.part(part).task_id
    small.tick(at("04-17"))
    assert small.store.do(pauses.pause_task, task, at("04-17", 15))
    for day in ("04-19", "04-20", "04-23", "04-28"):
        small.store.do(prompts.rearm, small.units[LEAD], at(day))
        small.tick(at(day))
        assert rules(small, at(day)) == []
    for day in ("05-03", "05-04"):  # a second pause in which nothing came takes nothing up again
        small.store.do(pauses.resume_task, task, at(day))
        small.tick(at(day))
        small.store.do(pauses.pause_task, task, at(day, 15))
    assert rules(small, at("04-17")) == [Rule.DEADLINE_NEAR]
    assert rules(small, at("05-03")) == [Rule.OVERDUE]
    assert rules(small, at("05-04")) == []
