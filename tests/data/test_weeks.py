"""Which week a freeze belongs to, around holidays and make-up days."""

from datetime import date, datetime

import pytest

from data.refusal import Refusal
from data.weeks import monday_of, newest_freeze, opened
from data.workdays import DAY, Workdays, iso_week
from tests.data.facts import DAYS, on


@pytest.mark.parametrize(
    ("now", "freeze"),
    [
        (on("03-09", 15), on("03-09", 15)),  # a Friday, to the second
        (on("03-09", 14), on("03-02", 15)),
        (on("03-12", 9), on("03-09", 15)),
        (on("02-20", 12), on("02-14", 15)),  # the Spring Festival: W07 ends on its Wednesday
        (on("02-24", 15), on("02-24", 15)),  # a make-up Saturday ends W08
        (on("02-23", 18), on("02-14", 15)),
        (on("10-05", 12), on("09-30", 15)),  # no workday in W40: the Sunday before is one
        (on("10-12", 14), on("09-30", 15)),
    ],
)
def test_the_newest_freeze_is_the_last_workday_at_three(now: datetime, freeze: datetime) -> None:
    assert newest_freeze(now, DAYS) == freeze


def test_what_follows_a_freeze_belongs_to_the_next_week() -> None:
    assert opened(date(2018, 3, 7), DAYS) == on("03-02", 15)
    assert opened(date(2018, 10, 8), DAYS) == on("09-30", 15)


def test_2018_has_45_digests_from_12_february() -> None:
    weeks = [date(2018, 2, 12) + DAY * 7 * n for n in range(46)]
    freezes = {iso_week(day): DAYS.freeze(day) for day in weeks}
    assert list(freezes) == [f"2018-W{n:02}" for n in range(7, 53)]
    assert [week for week, freeze in freezes.items() if freeze is None] == ["2018-W40"]


def test_own_days_off_move_the_freeze() -> None:
    days = Workdays(off=frozenset({date(2018, 3, 9)}))
    assert newest_freeze(on("03-09", 18), days) == on("03-08", 15)


@pytest.mark.parametrize("week", ["2018-W53", "2018-W00", "2018W10", "W10", "第10周", ""])
def test_what_is_no_week_is_refused(week: str) -> None:
    with pytest.raises(Refusal) as refusal:
        monday_of(week)
    assert refusal.value.key == "digest-week"


def test_a_week_begins_on_its_monday() -> None:
    assert monday_of("2018-W01") == date(2018, 1, 1)
    assert monday_of("2020-W53") == date(2020, 12, 28)
