"""What a report or a coordinator's word does to a task."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kinds import Role, TaskState
from data.progress import Change, falls, may_report, reported, reviewed

LEAD, SUPPORT = Role.LEAD, Role.SUPPORT
OPEN, CLOSING, PAUSED = TaskState.OPEN, TaskState.CLOSING, TaskState.PAUSED


@pytest.mark.parametrize(
    ("role", "state", "percent", "asks", "change"),
    [
        (LEAD, OPEN, 30.0, False, Change(30.0, 30.0, OPEN)),
        (LEAD, OPEN, None, False, Change(None, None, OPEN)),
        (LEAD, OPEN, 100.0, False, Change(100.0, 100.0, OPEN)),
        (LEAD, OPEN, None, True, Change(100.0, 100.0, CLOSING)),
        (LEAD, OPEN, 95.0, True, Change(95.0, 95.0, CLOSING)),
        (LEAD, PAUSED, None, True, Change(100.0, 100.0, CLOSING)),
        (LEAD, CLOSING, 80.0, False, Change(80.0, 80.0, CLOSING)),
        (SUPPORT, OPEN, 30.0, False, Change(30.0, None, OPEN)),
        (SUPPORT, OPEN, None, True, Change(100.0, None, OPEN)),
    ],
)
def test_the_tasks_figure_and_its_closing_are_the_leads(role, state, percent, asks, change):
    assert reported(role, state, percent, asks) == change


@given(st.sampled_from(Role), st.sampled_from(TaskState), st.floats(0, 100))
def test_no_figure_closes_a_task_by_itself(role, state, percent):
    assert reported(role, state, percent, False).state is state


def test_a_coordinators_word_closes_a_task_or_opens_it_again():
    assert (reviewed(True), reviewed(False)) == (TaskState.CLOSED, OPEN)


@pytest.mark.parametrize(
    ("before", "percent", "lower"),
    [(55, 50, True), (55, 55, False), (55, 60, False), (None, 10, False), (55, None, False)],
)
def test_only_a_figure_below_the_one_before_needs_a_reason(before, percent, lower):
    assert falls(before, percent) is lower


def test_a_closed_or_dropped_task_takes_no_reports():
    assert {state for state in TaskState if not may_report(state)} == {
        TaskState.CLOSED,
        TaskState.DROPPED,
    }
