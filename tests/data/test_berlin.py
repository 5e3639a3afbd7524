"""The window and the rules in another zone, and in years whose calendar differs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.case import Facts
from data.course import Course, slots
from data.escalate import raised
from data.kinds import Basis, Fate, Recipient, Rule
from data.rules import due
from data.weeks import opened
from data.workdays import DAY, SPEAKS, Workdays

BERLIN = Workdays(zone=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("day", [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 23)])
def test_the_rules_speak_at_half_past_nine_on_the_wall_on_both_sides_of_the_change(
    day: date,
) -> None:
    spoken = BERLIN.at(day, SPEAKS)
    assert spoken.astimezone(BERLIN.zone).strftime("%H:%M") == "09:30"
    assert BERLIN.is_open(spoken)
    assert BERLIN.today(spoken) == day


def test_the_clocks_change_moves_the_instant_by_an_hour() -> None:
    friday, monday = (BERLIN.at(date(2026, 3, day), SPEAKS) for day in (27, 30))
    assert monday - friday == timedelta(days=3) - timedelta(hours=1)
    assert BERLIN.next_speaking(friday + timedelta(minutes=1)) == monday


def test_what_falls_outside_the_window_waits_for_the_wall_clock() -> None:
    night = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN.zone)  # half an hour before the change
    assert BERLIN.next_open(night) == BERLIN.at(date(2026, 3, 30), SPEAKS) - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("freeze", "asks", "change"),  # Friday's freeze, the Wednesday after it, and what lies between
    [
        (date(2026, 3, 27), date(2026, 4, 1), timedelta(hours=-1)),
        (date(2026, 10, 23), date(2026, 10, 28), timedelta(hours=1)),
    ],
)
def test_a_round_across_the_change_opens_with_the_freeze_on_the_wall(
    freeze: date, asks: date, change: timedelta
) -> None:
    since = opened(asks, BERLIN)
    assert since.astimezone(BERLIN.zone).strftime("%m-%d %H:%M") == f"{freeze:%m-%d} 15:00"
    spoken = BERLIN.at(asks, SPEAKS)
    assert spoken - since == asks - freeze - timedelta(hours=5, minutes=30) + change
    weekly = Course(date(2026, 1, 5), None, Basis.NONE, date(2026, 12, 31), weekly=True)
    own = Facts(1, weekly, asks - DAY, signed=True)
    for minute, told in ((0, [Rule.REPORT_ROUND]), (1, [])):
        each = own._replace(reported=since + timedelta(minutes=minute))
        assert [line.slot.rule for line in due([each], asks, 0, BERLIN).told] == told


@pytest.mark.parametrize(
    ("task_due", "leader", "coordinator"),
    [
        (date(2026, 3, 20), date(2026, 3, 30), date(2026, 4, 7)),
        (date(2026, 10, 16), date(2026, 10, 26), date(2026, 11, 2)),
    ],
)
def test_what_is_overdue_goes_up_at_half_past_nine_on_the_wall_across_the_change(
    task_due: date, leader: date, coordinator: date
) -> None:
    course = Course(date(2026, 1, 5), task_due, Basis.EXPLICIT, date(2026, 12, 31))
    own = [Facts(1, course, date(2026, 1, 5))]
    above = {Recipient.LEADER, Recipient.COORDINATOR}
    first: dict[Recipient, date] = {}
    now = BERLIN.at(task_due, SPEAKS)
    while len(first) < len(above) and BERLIN.today(now) <= coordinator:
        now = BERLIN.next_speaking(now + timedelta(minutes=1))
        assert now.astimezone(BERLIN.zone).strftime("%H:%M") == "09:30"
        for each in raised(own, frozenset(), above, BERLIN.today(now), BERLIN):
            if each.line.slot.rule is Rule.OVERDUE and each.line.fate is Fate.TOLD:
                first.setdefault(each.to, BERLIN.today(now))
    assert first == {Recipient.LEADER: leader, Recipient.COORDINATOR: coordinator}


@pytest.mark.parametrize("year", [2018, 2024, 2026, 2027])
def test_every_slot_of_a_year_falls_on_a_workday(year: int) -> None:
    days = Workdays()
    start = days.on_or_after(date(year, 1, 2))
    course = Course(start, date(year, 10, 8), Basis.EXPLICIT, date(year, 12, 31), weekly=True)
    found = slots(course, days)
    assert all(days.is_workday(slot.on) for slot in found)
    assert {slot.rule for slot in found} == {
        Rule.DISPATCH_NOTICE, Rule.REPORT_ROUND, Rule.DEADLINE_NEAR, Rule.OVERDUE,
    }  # fmt: skip
