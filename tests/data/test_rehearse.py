"""The year of the 2018 plan as it would be sent, with nobody and with everybody answering."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.course import Course
from data.kinds import Basis, Rule
from data.reader import read, shipped
from data.rehearse import Message, Part, busiest, parts_of, rehearse
from data.rules import WEEKLY_CAP
from data.workdays import DAY, Workdays, iso_week

days = Workdays()
FIRST, LAST = date(2018, 2, 12), date(2018, 12, 31)
ROOT = Path(__file__).parents[2]
YEARLY = 40  # messages to a unit


@cache
def year(answering: bool) -> tuple[Message, ...]:
    """The notices and reminders to units, from the first workday after the issue on."""
    registry = shipped.registry()
    draft = read(shipped.plan_text(2018), registry=registry, events=shipped.events(), year=2018)
    parts = parts_of(draft, registry, days)
    found = rehearse(parts, FIRST, LAST, days, answering)
    return tuple(each for each in found if each.kind in ("notice", "reminder"))


@pytest.mark.parametrize("answering", [False, True])
def test_no_unit_gets_more_than_three_a_week_nor_forty_a_year(answering: bool) -> None:
    weeks = Counter((each.unit, iso_week(each.at.date())) for each in year(answering))
    assert max(weeks.values()) <= WEEKLY_CAP
    assert max(Counter(each.unit for each in year(answering)).values()) <= YEARLY
    assert busiest(year(answering), days)[0][2] == max(weeks.values())


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "Australia/Sydney"])
def test_a_week_is_that_of_the_house_wherever_it_stands(zone: str) -> None:
    there = Workdays(ZoneInfo(zone))
    monday = date(2018, 3, 5)
    part = Part("科技司", "1-1", Course(monday, LAST, Basis.IMPLIED, LAST))
    found = busiest(rehearse([part], monday, monday + DAY * 4, there, False), there)
    assert {week for _, week, _ in found} == {"2018-W10"}


@pytest.mark.parametrize("answering", [False, True])
def test_no_unit_gets_two_messages_on_a_day_and_none_leaves_on_a_day_off(answering: bool) -> None:
    told = [(each.unit, days.today(each.at)) for each in year(answering)]
    assert len(told) == len(set(told))
    assert all(days.is_open(each.at) for each in year(answering))


def test_every_task_is_put_to_its_units() -> None:
    noticed = {
        item.code
        for each in year(False)
        for item in each.items
        if item.rule is Rule.DISPATCH_NOTICE
    }
    assert len(noticed) == 57


def test_who_answers_is_told_no_more_than_who_does_not() -> None:
    silent, speaking = (Counter(each.unit for each in year(each)) for each in (False, True))
    assert all(speaking[unit] <= count for unit, count in silent.items())
    assert set(speaking) <= set(silent)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_totals_of_the_year_stand_in_the_readme(page: str) -> None:
    silent, speaking = year(False), year(True)
    told = re.sub(r"\s+", " ", (ROOT / page).read_text("utf-8"))
    units = len({each.unit for each in silent})
    assert any(
        sentence.format(units, len(silent), len(speaking)) in told
        for sentence in (
            "{1} messages to {0} units when nobody ever answers, {2} when",
            "共向{0}个单位发送{1}条；每次都报送时，共{2}条",
        )
    )


def test_leaders_and_the_coordinator_are_rehearsed_too() -> None:
    own = Course(FIRST, date(2018, 4, 10), Basis.EXPLICIT, LAST)
    parts = [Part("科技司", "1-1", own), Part("财务司", "1-1", own), Part("科技司", "1-2", own)]
    found = rehearse(parts, FIRST, LAST, days, answering=False)
    raised = [each for each in found if each.kind == "escalation"]
    first, *_ = (each for each in raised if each.unit == "科技司")
    assert (first.to, days.today(first.at)) == ("leader", date(2018, 4, 3))
    assert [(item.code, item.rule) for item in first.items] == [
        ("1-1", Rule.DEADLINE_NEAR),
        ("1-2", Rule.DEADLINE_NEAR),
    ]
    above = [each for each in raised if each.to == "coordinator"]
    assert [(days.today(each.at), each.unit, *_rules(each)) for each in above] == [
        (date(2018, 4, 24), None, Rule.SLIP, Rule.SLIP),
        (date(2018, 4, 25), None, Rule.OVERDUE, Rule.OVERDUE),
        (date(2018, 5, 3), None, Rule.OVERDUE, Rule.OVERDUE),
        (date(2018, 5, 9), None, Rule.SLIP, Rule.SLIP),
        (date(2018, 5, 23), None, Rule.SLIP, Rule.SLIP),
    ]
    told = Counter((each.to, each.unit, days.today(each.at)) for each in raised)
    assert set(told.values()) == {1}
    assert {unit for unit, _, _ in busiest(found, days)} == {"科技司", "财务司"}


def _rules(message: Message) -> list[Rule]:
    return [item.rule for item in message.items]
