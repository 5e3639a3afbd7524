"""What goes further than the unit: to its leader, to the coordinators, and when."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.case import Facts
from data.course import Clause, Course, slots
from data.escalate import Known, Raised, concerns, following, proposals, raised, steps
from data.kinds import Basis, Fate, Recipient, Rule
from data.workdays import DAY, Workdays

days = Workdays()
LEADER, COORDINATOR = Recipient.LEADER, Recipient.COORDINATOR
BOTH = frozenset({LEADER, COORDINATOR})


def course(due: date, basis: Basis = Basis.EXPLICIT) -> Course:
    start = days.on_or_after(date(due.year, 1, 2))
    return Course(start, due, basis, date(due.year, 12, 31))


def told_on(own: Course, to: Recipient) -> list[tuple[date, Rule]]:
    return [(slot.on, slot.rule) for each, slot in steps(own, days) if each is to]


@pytest.mark.parametrize(
    ("due", "basis", "leader", "coordinator"),
    [
        # Friday 30 March 2018: Qingming (5-7 April, 8 April made up) lies in what follows.
        (
            date(2018, 3, 30), Basis.EXPLICIT,
            ["03-23", "03-27", "03-29", "03-30", "04-10", "04-17", "04-24"],
            ["04-16", "04-17", "04-24", "04-28", "05-15"],
        ),
        # A leap day, before which Spring Festival of 2024 is long over.
        (
            date(2024, 2, 29), Basis.EXPLICIT,
            ["02-22", "02-26", "02-28", "02-29", "03-08", "03-15", "03-22"],
            ["03-14", "03-15", "03-22", "03-28", "04-12"],
        ),
        # 30 September 2026: Mid-Autumn before it, the National Day after, 10 October made up.
        (
            date(2026, 9, 30), Basis.EXPLICIT,
            ["09-23", "09-24", "09-29", "09-30", "10-14", "10-21", "10-28"],
            ["10-20", "10-21", "10-28", "11-03", "11-17"],
        ),
        # 2027 is not published: Monday to Friday less the fixed holidays.
        (
            date(2027, 4, 28), Basis.EVENT,
            ["04-23", "05-06", "05-13", "05-20"],
            ["05-12", "05-13", "05-20", "05-26", "06-09"],
        ),
    ],
)  # fmt: skip
def test_a_leader_is_told_from_7_days_before_and_5_workdays_after_coordinators_from_10(
    due: date, basis: Basis, leader: list[str], coordinator: list[str]
) -> None:
    own = course(due, basis)
    assert [f"{on:%m-%d}" for on, _ in told_on(own, LEADER)] == leader
    assert [f"{on:%m-%d}" for on, _ in told_on(own, COORDINATOR)] == coordinator
    rules = [rule for _, rule in told_on(own, COORDINATOR)]
    assert rules == [Rule.SLIP, Rule.OVERDUE, Rule.OVERDUE, Rule.SLIP, Rule.SLIP]


def test_where_overdue_is_switched_off_no_slip_is_proposed() -> None:
    off = replace(course(date(2018, 3, 30)), off=frozenset({Rule.OVERDUE}))
    assert told_on(off, COORDINATOR) == []


def test_whatever_comes_on_a_day_one_step_of_it_is_told() -> None:
    # The clause is asked about with more weight than the date 7 days ahead, but it was before.
    clause = Clause(date(2018, 9, 21), Basis.EVENT)
    own = replace(course(date(2018, 9, 28)), clauses=(clause,))
    known: set[Known] = set()
    for on in sorted({slot.on for each, slot in steps(own, days) if each is LEADER}):
        found = raised([Facts(1, own, date(2018, 1, 1))], known, frozenset({LEADER}), on, days)
        assert [each.line.fate for each in found].count(Fate.TOLD) == 1, on
        known |= {
            (1, each.to, each.line.slot.rule, each.line.slot.on, each.line.slot.deadline)
            for each in found
        }


LATE = Facts(1, course(date(2018, 3, 30)), date(2018, 1, 1))


def fates(found: list[Raised]) -> list[tuple[str, str, str]]:
    return [(each.to.value, f"{each.line.slot.on:%m-%d}", each.line.fate.value) for each in found]


def test_only_the_newest_step_is_told_and_what_came_before_has_its_fate() -> None:
    found = raised([LATE], set(), BOTH, date(2018, 4, 20), days)
    assert fates(found) == [
        ("coordinator", "04-16", "merged"),
        ("coordinator", "04-17", "told"),
        ("leader", "03-23", "given-up"),
        ("leader", "03-27", "given-up"),
        ("leader", "03-29", "given-up"),
        ("leader", "03-30", "given-up"),
        ("leader", "04-10", "merged"),
        ("leader", "04-17", "told"),
    ]
    known = {
        (1, each.to, each.line.slot.rule, each.line.slot.on, each.line.slot.deadline)
        for each in found
    }
    assert raised([LATE], known, BOTH, date(2018, 4, 20), days) == []


def test_nothing_is_told_of_what_is_closed_paused_or_asked_to_be_closed() -> None:
    hushed = LATE._replace(hushed="paused")
    found = raised([hushed], set(), BOTH, date(2018, 4, 20), days)
    assert {(each.line.fate, each.line.reason) for each in found} == {(Fate.GIVEN_UP, "paused")}


def test_who_is_not_there_is_told_nothing() -> None:
    assert raised([LATE], set(), frozenset(), date(2018, 4, 20), days) == []
    only = raised([LATE], set(), {COORDINATOR}, date(2018, 4, 20), days)
    assert {each.to for each in only} == {COORDINATOR}


dues = st.dates(date(2018, 2, 20), date(2018, 12, 31))


@given(due=dues, basis=st.sampled_from(Basis), skipped=st.sets(st.integers(0, 420)))
def test_whatever_days_are_missed_each_step_gets_one_fate_and_one_line_a_day_is_told(
    due: date, basis: Basis, skipped: set[int]
) -> None:
    own = Facts(1, course(due, basis), date(2018, 1, 1))
    known: set[Known] = set()
    first = own.course.starts
    for n in range(421):
        today = first + DAY * n
        if (n in skipped and n < 400) or not days.is_workday(today):
            continue
        found = raised([own], known, BOTH, today, days)
        for to in BOTH:
            assert sum(each.to is to and each.line.fate is Fate.TOLD for each in found) <= 1
        for each in found:
            key = (1, each.to, each.line.slot.rule, each.line.slot.on, each.line.slot.deadline)
            assert key not in known
            known.add(key)
            assert each.line.slot.on <= today
    reached = {(1, to, slot.rule, slot.on, slot.deadline) for to, slot in steps(own.course, days)}
    assert known == {key for key in reached if key[3] <= first + DAY * 420}


@given(due=dues, day=st.integers(0, 420))
def test_the_next_day_to_look_at_is_a_workday_with_a_step_since_the_last(
    due: date, day: int
) -> None:
    own = course(due)
    today = own.starts + DAY * day
    upcoming = following(own, today, BOTH, days)
    found = (*(slot for slot in slots(own, days) if concerns(LEADER, slot)), *proposals(own, days))
    ahead = [slot.on for slot in found if slot.on > today]
    assert upcoming == (min(ahead) if ahead else None)
