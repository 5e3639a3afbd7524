"""The window and the rules in another zone, and in years whose calendar differs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.course import Course, slots
from data.kinds import Basis, Rule
from data.workdays import SPEAKS, Workdays

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
