"""One recipient's day: tables for what is told, and properties over random plans and outages."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from data.case import Facts
from data.course import Clause, Course
from data.kinds import Basis, Fate, Rule
from data.rules import WEEKLY_CAP, Day, Line, due
from data.workdays import DAY, SPEAKS, Workdays

days = Workdays()
START = date(2018, 2, 12)
YEAR_END = date(2018, 12, 31)
IMPLIED = Course(START, YEAR_END, Basis.IMPLIED, YEAR_END)


def facts(number: int = 1, course: Course = IMPLIED, **more: object) -> Facts:
    return Facts(number, course, START - DAY)._replace(**more)  # type: ignore[arg-type]


def rules_of(lines: tuple[Line, ...]) -> list[tuple[int, str]]:
    return [(line.assignment, line.slot.rule.value) for line in lines]


def noon(day: date) -> datetime:
    return days.at(day, SPEAKS) + timedelta(hours=2)


def test_the_notice_covers_every_task_in_one_message() -> None:
    day = due([facts(n) for n in range(29)], START, 0, days)
    assert rules_of(day.told) == [(n, "dispatch-notice") for n in range(29)]


def test_who_has_not_signed_is_asked_once_three_workdays_after_delivery() -> None:
    each = facts(reckoned=START, noticed=START)
    assert rules_of(due([each], date(2018, 2, 22), 0, days).told) == [(1, "not-signed")]
    after = each._replace(reckoned=date(2018, 2, 22))
    assert due([after], date(2018, 2, 23), 0, days).told == ()
    signed = each._replace(signed=True)
    assert due([signed], date(2018, 2, 22), 0, days).told == ()


def test_nobody_is_asked_to_sign_where_that_is_switched_off() -> None:
    quiet = replace(IMPLIED, off=frozenset({Rule.NOT_SIGNED}))
    each = facts(course=quiet, reckoned=START, noticed=START)
    day = due([each], date(2018, 2, 22), 0, days)
    assert (day.told, [each.on for each in day.nexts]) == ((), [date(2018, 2, 28)])


@pytest.mark.parametrize(
    ("reported", "asked"),
    [
        (None, True),
        (date(2018, 2, 13), True),  # before the freeze of the week before: an earlier round
        (date(2018, 2, 26), False),
    ],
)
def test_a_round_does_not_ask_what_was_reported_since_the_last_freeze(
    reported: date | None, asked: bool
) -> None:
    each = facts(reckoned=date(2018, 2, 27), reported=noon(reported) if reported else None)
    day = due([each], date(2018, 2, 28), 0, days)
    assert bool(day.told) is asked
    if not asked:
        assert [(line.fate, line.reason) for line in day.untold] == [(Fate.GIVEN_UP, "answered")]


@pytest.mark.parametrize("reason", ["closing-asked", "paused", "closed"])
def test_nothing_is_asked_about_what_is_hushed(reason: str) -> None:
    day = due([facts(reckoned=START, hushed=reason)], date(2018, 2, 28), 0, days)
    assert day.told == ()
    assert {line.reason for line in day.untold} == {reason}


def test_after_an_outage_one_line_a_task_with_the_newest_state_and_no_backlog() -> None:
    each = facts(reckoned=date(2018, 11, 1), signed=True)
    day = due([each], date(2018, 12, 27), 0, days)
    assert rules_of(day.told) == [(1, "deadline-near")]
    assert day.told[0].slot.count == 7
    assert {line.slot.on for line in day.untold} == {
        date(2018, 11, 28), date(2018, 11, 30), date(2018, 12, 12), date(2018, 12, 26),
    }  # fmt: skip


def test_a_stale_round_is_not_asked_after_it_has_closed() -> None:
    each = facts(reckoned=START, signed=True)
    day = due([each], date(2018, 3, 5), 0, days)
    assert day.told == ()
    assert [(line.slot.on, line.reason) for line in day.untold] == [
        (date(2018, 2, 28), "round-closed")
    ]


def test_overdue_and_near_go_before_the_round_of_the_same_task() -> None:
    late = Course(START, date(2018, 4, 24), Basis.EXPLICIT, YEAR_END)
    day = due([facts(course=late, reckoned=date(2018, 4, 24))], date(2018, 4, 25), 0, days)
    assert rules_of(day.told) == [(1, "overdue")]


@pytest.mark.parametrize("again", [date(2018, 4, 12), date(2018, 4, 25)])  # a round's day too
def test_what_comes_back_on_a_promised_day_is_not_given_up_but_waits(again: date) -> None:
    each = facts(reckoned=again - DAY, signed=True, again=again)
    day = due([each], again, WEEKLY_CAP, days)
    assert [(line.fate, line.reason) for line in day.untold] == [(Fate.HELD, "cap")]
    waiting = advanced([each], day)
    monday = again + DAY * (7 - again.weekday())
    later = due(waiting, monday, 0, days)
    assert rules_of(later.told) == [(1, "report-round")]
    assert due(advanced(waiting, later), monday + DAY, 0, days).told == ()


def test_a_last_call_goes_as_a_fourth_also_where_its_task_is_overdue() -> None:
    clause = Clause(date(2018, 4, 16), Basis.EVENT)  # three days before it, the last call
    late = Course(START, date(2018, 4, 12), Basis.EXPLICIT, YEAR_END, (clause,))
    each = facts(course=late, reckoned=date(2018, 4, 12), signed=True)
    (line,) = due([each], date(2018, 4, 13), WEEKLY_CAP, days).told
    assert (line.slot.rule, line.slot.deadline) == (Rule.DEADLINE_NEAR, clause.on)


def test_a_full_week_gives_up_the_round_and_keeps_the_last_slot_before_the_date() -> None:
    explicit = Course(START, YEAR_END, Basis.EXPLICIT, YEAR_END)
    each = facts(course=explicit, reckoned=date(2018, 12, 23), signed=True)
    # 24 near 7, 26 round, 28 near 3, 29 the last one: the round is the least urgent of four.
    spoken, given = _week_of([each], date(2018, 12, 24), days)
    assert spoken == [date(2018, 12, 24), date(2018, 12, 28), date(2018, 12, 29)]
    assert [(line.slot.rule, line.reason) for line in given] == [(Rule.REPORT_ROUND, "cap")]


def test_an_overdue_line_beyond_three_waits_for_the_next_message() -> None:
    late = Course(START, date(2018, 4, 10), Basis.EXPLICIT, YEAR_END)
    each = facts(course=late, reckoned=date(2018, 4, 10), signed=True)
    day = due([each], date(2018, 4, 11), WEEKLY_CAP, days)
    assert day.told == ()
    assert [(line.fate, line.reason) for line in day.untold if line.slot.rule is Rule.OVERDUE] == [
        (Fate.HELD, "cap")
    ]
    (following,) = day.nexts
    assert following.on == date(2018, 4, 12)
    later = due([each._replace(reckoned=following.reckoned)], date(2018, 4, 16), 0, days)
    assert rules_of(later.told) == [(1, "overdue")]


@pytest.mark.parametrize(("ahead", "fate"), [(7, Fate.GIVEN_UP), (0, Fate.HELD)])
def test_what_is_merged_into_a_line_that_is_not_told_fares_as_that_line(
    ahead: int, fate: Fate
) -> None:
    wednesday = date(2018, 4, 11)
    due_on = wednesday + DAY * ahead if ahead else date(2018, 4, 10)
    weekly = Course(START, due_on, Basis.EXPLICIT, YEAR_END, returned=START)
    each = facts(course=weekly, reckoned=wednesday - DAY, signed=True)
    day = due([each], wednesday, WEEKLY_CAP, days)
    assert {(line.fate, line.reason) for line in day.untold} == {(fate, "cap")}
    assert len(day.untold) == 2
    assert day.nexts[0].reckoned == (wednesday if ahead else wednesday - DAY)


def test_the_last_slot_of_a_later_day_is_told_in_the_weeks_last_message() -> None:
    friday = Course(START, date(2018, 4, 13), Basis.EXPLICIT, YEAR_END)
    each = facts(1, friday, reckoned=date(2018, 4, 11), signed=True)
    other = facts(2, Course(START, date(2018, 4, 12), Basis.EXPLICIT, YEAR_END),
                  reckoned=date(2018, 4, 11), signed=True)  # fmt: skip
    day = due([each, other], date(2018, 4, 12), WEEKLY_CAP - 1, days)
    assert rules_of(day.told) == [(1, "deadline-near"), (2, "deadline-near")]
    reckoned = {each.assignment: each.reckoned for each in day.nexts}
    assert reckoned[1] == date(2018, 4, 13)


def test_a_last_slot_that_no_earlier_message_could_take_goes_as_a_fourth() -> None:
    friday = Course(START, date(2018, 4, 13), Basis.EXPLICIT, YEAR_END)
    each = facts(1, friday, reckoned=date(2018, 4, 12), signed=True)
    assert due([each], date(2018, 4, 13), WEEKLY_CAP, days).told


def _week_of(held: list[Facts], monday: date, calendar: Workdays) -> tuple[list[date], list[Line]]:
    spoken: list[date] = []
    given: list[Line] = []
    for today in calendar.of_week(monday):
        day = due(held, today, len(spoken), calendar)
        held = advanced(held, day)
        if day.told:
            spoken.append(today)
        given += [line for line in day.untold if line.fate is Fate.GIVEN_UP]
    return spoken, given


def advanced(held: list[Facts], day: Day) -> list[Facts]:
    until = {each.assignment: each.reckoned for each in day.nexts}
    return [each._replace(reckoned=until[each.assignment]) for each in held]
