"""A day that was decided is decided anew, or not, as its facts change afterwards."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlmodel import Session

from data.kinds import Basis, Cadence, Fate, Rule, TaskState
from data.models import Assignment, Deadline, PromptLine, Task
from data.store import dates
from tests.data.store.test_prompts import NOTICE_DAY, rules
from tests.small import DAYS, LEAD, Small, at, opened

Row = tuple[Fate, str, date | None]


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        yield small


def begin(small: Small, due: date) -> int:
    """One task of one unit, signed for on the day of its notice."""
    (part,) = small.give("1-1", LEAD, due=due)
    small.confirm()
    small.bind(LEAD)
    small.tick(NOTICE_DAY)
    for each in small.all(Assignment):
        small.change(Assignment, each.id or 0, signed_at=NOTICE_DAY, noticed_at=NOTICE_DAY)
    return part


def near(small: Small, on: date) -> list[Row]:
    lines = small.all(PromptLine, rule=Rule.DEADLINE_NEAR, on=on)
    return [(line.fate, line.reason, line.deadline) for line in lines]


def move(small: Small, part: int, on: date, now: datetime) -> None:
    small.store.do(dates.move, small.part(part).task_id, on, "提前", now, DAYS)


@pytest.mark.parametrize(
    ("hour", "fate"),
    [
        pytest.param(9, (Fate.TOLD, ""), id="before the day is decided"),
        pytest.param(11, (Fate.MERGED, "moved"), id="when word of it is all that leaves"),
    ],
)
def test_a_date_moved_on_a_friday_to_its_weekend_is_told_that_friday(
    small: Small, hour: int, fate: tuple[Fate, str]
) -> None:
    small.give("1-2", LEAD, due=date(2018, 4, 27))  # of which the Friday speaks in any case
    part = begin(small, date(2018, 12, 31))
    sunday = date(2018, 4, 22)
    moved = at("04-20", hour, 0)
    for moment in sorted([at("04-19"), at("04-20"), moved]):
        if moment == moved:
            move(small, part, sunday, moment)
            move(small, part, sunday, moment)  # said twice, told once
        small.tick(moment)
    assert [row for row in near(small, date(2018, 4, 20)) if row[2] == sunday] == [(*fate, sunday)]
    small.tick(at("04-23"))
    assert rules(small, at("04-23")) == [Rule.OVERDUE]


def test_what_was_told_early_is_not_told_again_when_its_task_is_set_to_report_weekly(
    small: Small,
) -> None:
    for n, day in enumerate((date(2018, 3, 29), date(2018, 3, 30), date(2018, 4, 2)), 2):
        small.give(f"1-{n}", LEAD, due=day)  # overdue on Monday to Wednesday, 9 to 11 April
    part = begin(small, date(2018, 4, 13))
    for day in range(3, 12):
        small.tick(at(f"04-{day:02}"))
    friday = date(2018, 4, 13)
    assert near(small, friday) == [(Fate.MERGED, "told-early", friday)]
    task = small.part(part).task_id
    small.store.do(dates.pace, task, Cadence.WEEKLY, at("04-12", 8), DAYS)
    for day in (12, 13):
        small.tick(at(f"04-{day}"))
        assert rules(small, at(f"04-{day}")) == []
    assert near(small, friday) == [(Fate.MERGED, "told-early", friday)]


def test_two_dates_whose_last_calls_fall_on_one_day_have_a_line_each(small: Small) -> None:
    part = begin(small, date(2018, 7, 30))
    june = date(2018, 6, 30)

    def add(session: Session) -> None:
        words = dict.fromkeys(("phrase", "text"), "6月底前")
        task = session.get_one(Assignment, part).task_id
        session.add(Deadline(task_id=task, ordinal=1, on=june, basis=Basis.EXPLICIT, **words))

    small.store.do(add)
    small.tick(at("06-28"))
    small.change(Task, small.part(part).task_id, state=TaskState.PAUSED)
    small.tick(at("06-29"))
    assert sorted(near(small, date(2018, 6, 29)), key=str) == [
        (Fate.GIVEN_UP, "paused", june),
        (Fate.GIVEN_UP, "paused", date(2018, 7, 30)),
    ]
