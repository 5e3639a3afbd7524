"""Working days: China's calendar with make-up days, the house's own table, the hours."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.workdays import DAY, Workdays, iso_week

CHINA = ZoneInfo("Asia/Shanghai")
days = Workdays()


def at(text: str, zone: str = "Asia/Shanghai") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2018, 2, 11), True),  # a Sunday, made up for the Spring Festival
        (date(2018, 2, 12), True),
        (date(2018, 2, 15), False),
        (date(2018, 2, 21), False),
        (date(2018, 2, 24), True),  # a Saturday, made up
        (date(2018, 2, 25), False),
        (date(2018, 10, 3), False),
        (date(2018, 12, 29), True),
        (date(2018, 12, 31), False),
        (date(2024, 2, 29), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
    ],
)
def test_china_works_on_make_up_days_and_rests_on_holidays(day: date, works: bool) -> None:
    assert days.is_workday(day) is works


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2099, 1, 1), False),
        (date(2099, 5, 1), False),
        (date(2099, 10, 2), False),
        (date(2099, 10, 5), True),
        (date(2099, 10, 10), False),
    ],
)
def test_a_year_not_yet_published_has_weekdays_less_the_fixed_holidays(
    day: date, works: bool
) -> None:
    assert not days.known(day.year)
    assert days.is_workday(day) is works


def test_the_houses_own_table_comes_before_chinas() -> None:
    own = Workdays(off=frozenset({date(2018, 3, 5)}), work=frozenset({date(2018, 3, 4)}))
    assert not own.is_workday(date(2018, 3, 5))
    assert own.is_workday(date(2018, 3, 4))


def test_workdays_after_a_day_do_not_count_it_and_pass_over_the_holiday() -> None:
    assert days.after(date(2018, 2, 12), 3) == date(2018, 2, 22)
    assert days.between(date(2018, 2, 12), date(2018, 2, 22)) == 3


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.integers(1, 30))
def test_counting_workdays_back_is_counting_them_forward(day: date, count: int) -> None:
    later = days.after(day, count)
    assert days.is_workday(later)
    assert days.between(day, later) == count


@pytest.mark.parametrize(
    ("now", "is_open", "opens", "speaks"),
    [
        ("2018-02-12T08:59", False, "2018-02-12T09:00", "2018-02-12T09:30"),
        ("2018-02-12T09:00", True, "2018-02-12T09:00", "2018-02-12T09:30"),
        ("2018-02-12T09:30", True, "2018-02-12T09:30", "2018-02-12T09:30"),
        ("2018-02-12T17:30", True, "2018-02-12T17:30", "2018-02-13T09:30"),
        ("2018-02-12T17:31", False, "2018-02-13T09:00", "2018-02-13T09:30"),
        ("2018-02-14T18:00", False, "2018-02-22T09:00", "2018-02-22T09:30"),
        ("2018-02-23T18:00", False, "2018-02-24T09:00", "2018-02-24T09:30"),
    ],
)
def test_the_window_opens_at_nine_on_workdays_and_the_rules_speak_at_half_past(
    now: str, is_open: bool, opens: str, speaks: str
) -> None:
    assert days.is_open(at(now)) is is_open
    assert days.next_open(at(now)) == at(opens)
    assert days.next_speaking(at(now)) == at(speaks)


@pytest.mark.parametrize("day", [date(2018, 3, 23), date(2018, 3, 26), date(2018, 10, 29)])
def test_half_past_nine_stays_half_past_nine_across_daylight_saving(day: date) -> None:
    berlin = Workdays(zone=ZoneInfo("Europe/Berlin"))
    assert berlin.at(day, time(9, 30)).astimezone(berlin.zone).time() == time(9, 30)


@pytest.mark.parametrize(
    ("week", "freeze"),
    [
        (date(2018, 2, 12), "2018-02-14T15:00"),
        (date(2018, 2, 19), "2018-02-24T15:00"),
        (date(2018, 2, 26), "2018-03-02T15:00"),
        (date(2018, 10, 1), None),
    ],
)
def test_a_week_freezes_on_its_last_workday_if_it_has_one(week: date, freeze: str | None) -> None:
    assert days.freeze(week) == (at(freeze) if freeze else None)


def test_the_digests_of_2018_are_45() -> None:
    mondays = [date(2018, 2, 12) + DAY * 7 * n for n in range(46)]
    weeks = [iso_week(monday) for monday in mondays if days.freeze(monday)]
    assert len(weeks) == 45
    assert (weeks[0], weeks[-1]) == ("2018-W07", "2018-W52")
    assert "2018-W40" not in weeks
