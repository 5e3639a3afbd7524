"""Assignments of which a day asks the same: one case, however far their dates are apart."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from data.case import Facts, alike, as_text, case_of
from data.course import Course
from data.kinds import Basis
from data.workdays import DAY
from tests.data.test_promises import courses
from tests.data.test_rules import START, YEAR_END, days, facts, noon

ROUND = date(2018, 2, 28)


def test_tasks_whose_dates_are_far_away_are_one_case_in_a_round() -> None:
    ending = [date(2018, 6, 1), date(2018, 9, 28)]
    found = {
        case_of(facts(n, Course(START, due, Basis.EXPLICIT, YEAR_END), reckoned=START), ROUND, days)
        for n, due in enumerate(ending)
    }
    assert len(found) == 1
    near = Course(START, ROUND + DAY, Basis.EXPLICIT, YEAR_END)
    assert case_of(facts(3, near, reckoned=START), ROUND, days) not in found


moments = st.dates(START, YEAR_END).map(noon)
freezes = st.dates(START, YEAR_END).map(days.freeze).filter(bool)
# Any moment, and those at which it changes what a report answers, to the microsecond.
reports = st.one_of(
    st.none(),
    moments,
    st.builds(lambda at, n: at + timedelta(microseconds=n), freezes, st.integers(-1, 1)),
)


@settings(max_examples=200)
@given(
    course=courses(),
    today=st.dates(START, YEAR_END).map(days.on_or_after),
    behind=st.integers(1, 40),
    noticed=st.one_of(st.none(), st.integers(0, 9)),
    signed=st.booleans(),
    again=st.one_of(st.none(), st.integers(-1, 9)),
    reported=reports,
)
def test_a_report_is_weighed_alike_by_itself_and_among_those_that_differ_in_it_alone(
    course: Course,
    today: date,
    behind: int,
    noticed: int | None,
    signed: bool,
    again: int | None,
    reported: datetime | None,
) -> None:
    own = Facts(
        *(1, course, today - DAY * behind),
        noticed=None if noticed is None else today - DAY * noticed,
        signed=signed,
        again=None if again is None else today + DAY * again,
    )
    shared = alike(own, today, days).case(as_text(reported) if reported else "")
    assert shared is case_of(own._replace(reported=reported), today, days)


def test_a_report_of_the_same_week_is_one_case_with_any_other_of_it() -> None:
    reported = [noon(date(2018, 2, day)) for day in (26, 27)]
    found = {
        case_of(facts(reckoned=START, signed=True, reported=each), ROUND, days) for each in reported
    }
    assert len(found) == 1
