"""The days on which a rule may speak: tables for each rule, around holidays and dates."""

from dataclasses import replace
from datetime import date

import pytest

from data.course import Clause, Course, Rank, is_checkpoint, slots
from data.escalate import steps
from data.kinds import Basis, Rule
from data.store.switches import SWITCHED
from data.workdays import Workdays

days = Workdays()
START = date(2018, 2, 12)
YEAR_END = date(2018, 12, 31)


def course(due: date | None, basis: Basis, *clauses: Clause, start: date = START) -> Course:
    ends = date((due or start).year, 12, 31)
    return Course(start, due, basis, ends, clauses)


def told(each: Course, rule: Rule, calendar: Workdays = days) -> list[str]:
    return [f"{s.on:%m-%d}" for s in slots(each, calendar) if s.rule is rule]


def test_one_notice_on_the_day_it_starts_stands_for_all_that_falls_on_it() -> None:
    found = slots(course(date(2018, 2, 15), Basis.EXPLICIT), days)
    assert [s.rule for s in found if s.on == START] == [Rule.DISPATCH_NOTICE]


@pytest.mark.parametrize(
    ("due", "basis", "expected"),
    [
        # 30 days before the year's end is a Saturday: Friday. 31 December is a day off in 2018.
        (YEAR_END, Basis.IMPLIED, ["11-30", "12-24", "12-29"]),
        (date(2018, 6, 30), Basis.EXPLICIT, ["05-31", "06-15", "06-22", "06-27", "06-29"]),
        # The week of National Day moves 3, 1 and 0 back to the last workday before it.
        (date(2018, 10, 5), Basis.EXPLICIT, ["09-05", "09-21", "09-28", "09-30"]),
        (date(2024, 2, 29), Basis.EXPLICIT, ["01-30", "02-09", "02-22", "02-26", "02-28", "02-29"]),
        (date(2018, 12, 4), Basis.NONE, []),
    ],
)
def test_a_near_date_is_told_so_many_days_before_moved_back_off_days_off(
    due: date, basis: Basis, expected: list[str]
) -> None:
    start = date(due.year, 1, 2)
    assert told(course(due, basis, start=start), Rule.DEADLINE_NEAR) == expected


def test_an_event_clause_is_told_fourteen_and_three_days_before() -> None:
    each = course(YEAR_END, Basis.IMPLIED, Clause(date(2018, 9, 19), Basis.EVENT))
    assert told(each, Rule.DEADLINE_NEAR)[:2] == ["09-05", "09-14"]
    lasts = [s for s in slots(each, days) if s.last]
    assert [f"{s.on:%m-%d}" for s in lasts] == ["09-14", "12-29"]
    assert {s.rank for s in lasts} == {Rank.FIRM}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ["02-28", "03-28", "04-25"]),
        ({"monthly": True}, ["02-28", "03-28", "04-25"]),
        # Sent back on a Wednesday: from the next one on, and not before.
        (
            {"returned": date(2018, 3, 14)},
            ["02-28", "03-21", "03-28", "04-04", "04-11", "04-18", "04-25"],
        ),
        (
            {"monthly": True, "returned": date(2018, 4, 4)},
            ["02-28", "03-28", "04-11", "04-18", "04-25"],
        ),
    ],
)
def test_what_was_returned_reports_every_week_from_then_on(
    changed: dict[str, object], expected: list[str]
) -> None:
    each = replace(course(YEAR_END, Basis.IMPLIED), **changed)  # type: ignore[arg-type]
    found = [s.on for s in slots(each, days) if s.rule is Rule.REPORT_ROUND]
    assert [f"{day:%m-%d}" for day in found if day < date(2018, 5, 1)] == expected


def test_what_was_returned_after_its_date_reports_every_week_all_the_same() -> None:
    late = course(date(2018, 3, 2), Basis.EXPLICIT)
    back = replace(late, returned=date(2018, 4, 9))
    before = told(late, Rule.REPORT_ROUND)
    assert before == ["02-14", "02-28"]
    assert told(back, Rule.REPORT_ROUND)[:5] == [*before, "04-11", "04-18", "04-25"]


@pytest.mark.parametrize(
    ("off", "left"),
    [
        (set(), {"dispatch-notice", "report-round", "deadline-near", "overdue"}),
        ({Rule.DEADLINE_NEAR}, {"dispatch-notice", "report-round", "overdue"}),
        ({Rule.OVERDUE, Rule.SILENT}, {"dispatch-notice", "report-round", "deadline-near"}),
        (set(SWITCHED), {"dispatch-notice"}),
    ],
)
def test_a_rule_that_is_switched_off_has_no_day_and_the_others_keep_theirs(
    off: set[Rule], left: set[str]
) -> None:
    whole = course(date(2018, 6, 29), Basis.EXPLICIT, Clause(date(2018, 5, 9), Basis.EVENT))
    each = replace(whole, off=frozenset(off))
    assert {s.rule.value for s in slots(each, days)} == left
    assert slots(each, days) == tuple(s for s in slots(whole, days) if s.rule.value in left)
    above = {"deadline-near", "overdue"} | ({"slip"} if "overdue" in left else set())
    assert {s.rule.value for _, s in steps(each, days)} == above & {*left, "slip"}


def test_rounds_are_monthly_and_in_december_the_last_and_every_second_before_it() -> None:
    rounds = told(course(YEAR_END, Basis.IMPLIED), Rule.REPORT_ROUND)
    assert rounds == [
        "02-28", "03-28", "04-25", "05-30", "06-27", "07-25", "08-29", "09-26", "10-31", "11-28",
        "12-12", "12-26",
    ]  # fmt: skip


def test_rounds_are_weekly_for_sixty_days_before_a_date_that_the_text_fixes() -> None:
    rounds = told(course(date(2018, 6, 30), Basis.EXPLICIT), Rule.REPORT_ROUND)
    assert rounds == [
        "02-28", "03-28", "04-25", "05-02", "05-09", "05-16", "05-23", "05-30", "06-06", "06-13",
        "06-20", "06-27",
    ]  # fmt: skip


def test_a_weekly_task_reports_every_week_until_its_date() -> None:
    each = Course(START, date(2018, 3, 31), Basis.IMPLIED, YEAR_END, weekly=True)
    assert told(each, Rule.REPORT_ROUND) == ["02-14", "02-28", "03-07", "03-14", "03-21", "03-28"]


@pytest.mark.parametrize(
    ("start", "end", "missing"),
    [(date(2018, 2, 13), date(2018, 2, 23), "02-21"), (date(2018, 9, 28), date(2018, 10, 8), "10")],
)
def test_a_week_whose_days_up_to_wednesday_are_all_off_has_no_round(
    start: date, end: date, missing: str
) -> None:
    each = Course(start, end, Basis.EXPLICIT, YEAR_END)
    assert not [day for day in told(each, Rule.REPORT_ROUND) if day.startswith(missing)]


def test_a_round_whose_wednesday_is_off_opens_on_the_last_workday_before_it_that_week() -> None:
    own = Workdays(off=frozenset({date(2018, 3, 28)}))
    assert "03-27" in told(course(YEAR_END, Basis.IMPLIED), Rule.REPORT_ROUND, own)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2018, 6, 29), ["07-02", "07-09", "07-16", "07-23"]),
        (date(2018, 9, 28), ["09-29", "10-11", "10-18", "10-25"]),
    ],
)
def test_overdue_is_told_the_next_workday_and_every_fifth_after_it_four_times(
    due: date, expected: list[str]
) -> None:
    assert told(course(due, Basis.EXPLICIT), Rule.OVERDUE) == expected


def test_a_clause_that_is_past_is_never_overdue() -> None:
    each = course(None, Basis.NONE, Clause(date(2018, 9, 19), Basis.EVENT))
    assert told(each, Rule.OVERDUE) == []


def test_the_last_round_of_a_quarter_is_the_checkpoint() -> None:
    assert is_checkpoint(date(2018, 3, 28), days)
    assert is_checkpoint(date(2018, 9, 26), days)
    assert not is_checkpoint(date(2018, 4, 25), days)
