"""The light of a task: each rule, and which comes first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kinds import Light, TaskState
from data.lights import TaskFacts, light, owes
from data.workdays import DAY
from tests.data.facts import DAYS, STARTS, YEAR_END, lead, on, said, support, task

TODAY = date(2018, 3, 9)
YESTERDAY = TODAY - DAY
REPORTED = (lead(said=said()), support())
OWING = (lead(said=said("03-02"), asked=date(2018, 3, 7)), support())


@pytest.mark.parametrize(
    ("facts", "colour"),
    [
        ({}, Light.GREY),
        ({"parts": REPORTED}, Light.GREEN),
        ({"parts": (lead(), support(said=said()))}, Light.GREEN),
        ({"state": TaskState.CLOSED, "due_on": YESTERDAY}, Light.BLUE),
        ({"state": TaskState.PAUSED, "due_on": YESTERDAY}, Light.GREY),
        ({"state": TaskState.PAUSED, "parts": REPORTED, "blocked": said()}, Light.GREY),
        ({"due_on": YESTERDAY}, Light.RED),
        ({"due_on": YESTERDAY, "state": TaskState.CLOSING, "parts": REPORTED}, Light.RED),
        ({"blocked": said(), "parts": REPORTED}, Light.RED),
        ({"blocked": said(), "parts": OWING}, Light.RED),
        ({"due_on": TODAY}, Light.YELLOW),
        ({"due_on": TODAY + DAY * 14, "parts": REPORTED}, Light.YELLOW),
        ({"due_on": TODAY + DAY * 15, "parts": REPORTED}, Light.GREEN),
        ({"due_on": None}, Light.GREY),
        ({"due_on": None, "parts": REPORTED, "percent": 0.0}, Light.GREEN),
        ({"parts": OWING}, Light.YELLOW),
        ({"due_on": None, "parts": OWING}, Light.YELLOW),
        ({"parts": (lead(asked=date(2018, 3, 7)),)}, Light.YELLOW),
        ({"parts": (lead(said=said()), support(asked=date(2018, 3, 7)))}, Light.GREEN),
    ],
)
def test_the_first_rule_that_holds_gives_the_light(facts: dict[str, object], colour: Light) -> None:
    assert light(task(**facts), TODAY, DAYS) is colour


@pytest.mark.parametrize(
    ("percent", "colour"), [(79.9, Light.YELLOW), (80.0, Light.GREEN), (None, Light.GREEN)]
)
def test_more_than_twenty_points_behind_the_share_of_days_is_yellow(
    percent: float | None, colour: Light
) -> None:
    starts, due = date(2018, 2, 12), date(2018, 5, 23)
    last = due - DAY * 15  # before the fortnight that is yellow anyway
    passed = (last - starts) / (due - starts) * 100
    facts = task(starts_on=starts, due_on=due, parts=REPORTED, percent=percent)
    behind = None if percent is None else percent - 100 + passed
    assert light(replace(facts, percent=behind), last, DAYS) is colour


def test_a_report_since_the_freeze_before_answers_the_round() -> None:
    asked = date(2018, 3, 7)
    assert owes(lead(said=said("03-02")), asked, DAYS)  # before 15:00 on that Friday
    assert not owes(lead(said=replace(said(), at=on("03-02", 16))), asked, DAYS)
    assert not owes(lead(), None, DAYS)


states = st.sampled_from([state for state in TaskState if state is not TaskState.DROPPED])
dates = st.none() | st.dates(STARTS, YEAR_END)
tasks = st.builds(
    task,
    state=states,
    due_on=dates,
    percent=st.none() | st.floats(0, 100),
    blocked=st.none() | st.just(said()),
    parts=st.sampled_from([(lead(), support()), REPORTED, OWING]),
)


@given(tasks, st.dates(STARTS, YEAR_END))
def test_closed_is_blue_and_nothing_else_is(facts: TaskFacts, today: date) -> None:
    assert (light(facts, today, DAYS) is Light.BLUE) == (facts.state is TaskState.CLOSED)


@given(tasks, st.dates(STARTS, YEAR_END))
def test_what_is_past_its_day_is_red_while_it_is_asked_about(facts: TaskFacts, today: date) -> None:
    late = facts.due_on is not None and facts.due_on < today
    if facts.live and (late or facts.blocked):
        assert light(facts, today, DAYS) is Light.RED
    else:
        assert light(facts, today, DAYS) is not Light.RED
