"""Units that are one by now have one day: one message, three a week, decided together."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random

import pytest

from data.course import slots
from data.kinds import Fate, Recipient
from data.models import Assignment, Prompt, PromptLine, Unit
from data.rules import WEEKLY_CAP
from data.store import Store, dates, prompts
from data.workdays import DAY, SPEAKS, iso_week
from tests.small import DAYS, LEAD, SUPPORT, Small, at, opened

THIRD = "基教司"
MERGED = date(2018, 4, 2)
HORIZON = date(2018, 5, 18)


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        yield small


def merge(small: Small, old: str, new: str) -> None:
    small.change(Unit, small.units[old], successor_id=small.units[new], successor_from=MERGED)


def begin(small: Small) -> None:
    """All units have heard of their tasks and signed, and somebody answers for each."""
    small.confirm()
    for unit in small.units:
        small.bind(unit)
    small.tick(at("02-12"))
    for part in small.all(Assignment):
        small.change(Assignment, part.id or 0, signed_at=at("02-12"), noticed_at=at("02-12"))


def spoken(small: Small) -> list[date]:
    """The days on which any unit has been told anything since the merger."""
    return sorted(
        {each.on for each in small.all(Prompt, recipient=Recipient.UNIT) if each.on >= MERGED}
    )


def test_the_last_call_of_one_is_told_in_the_weeks_third_message_of_the_other(
    small: Small,
) -> None:
    for n, due in enumerate((date(2018, 3, 29), date(2018, 3, 30), date(2018, 4, 2))):
        small.give(f"1-{n}", LEAD, due=due)  # overdue on Monday to Wednesday, 9 to 11 April
    (near,) = small.give("2-1", SUPPORT, due=date(2018, 4, 13))
    begin(small)
    merge(small, LEAD, SUPPORT)
    for day in range(2, 15):
        small.tick(at(f"04-{day:02}"))
    week = [day for day in spoken(small) if iso_week(day) == "2018-W15"]
    assert week == [date(2018, 4, 9), date(2018, 4, 10), date(2018, 4, 11)]
    last = small.all(PromptLine, assignment_id=near, on=date(2018, 4, 13))
    assert [(line.fate, line.reason) for line in last] == [(Fate.MERGED, "told-early")]


@pytest.mark.parametrize("seed", range(5))
def test_merged_units_keep_the_cap_together_and_lose_no_slot(small: Small, seed: int) -> None:
    random = Random(seed)
    for n in range(8):
        due = date(2018, 3, 26) + DAY * random.randrange(40)
        small.give(f"1-{n}", (LEAD, SUPPORT, THIRD)[n % 3], due=due)
    begin(small)
    merge(small, LEAD, SUPPORT)
    merge(small, SUPPORT, THIRD)
    today = date(2018, 3, 1)
    stores = [Store(small.store.url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        while today <= HORIZON:
            now = DAYS.at(today, SPEAKS) + timedelta(minutes=random.randrange(300))
            if random.random() < 0.9 or today == HORIZON:
                for tick in [pool.submit(each.do, prompts.tick, now, DAYS) for each in stores]:
                    tick.result()
            today += DAY
    for store in stores:
        store.close()
    weeks = Counter(iso_week(day) for day in spoken(small))
    assert weeks
    assert max(weeks.values()) <= WEEKLY_CAP
    for part in small.all(Assignment):
        course = small.store.look(lambda session, part=part: dates.course_of(session, part))
        lines = {
            (line.rule, line.on, line.deadline)
            for line in small.all(PromptLine, assignment_id=part.id)
        }
        for slot in slots(course, DAYS):
            if slot.on <= HORIZON - DAY * 7:
                assert (slot.rule, slot.on, slot.deadline) in lines
