"""What a report or a coordinator's word does to a task: decided from facts alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.kinds import Basis, Nature, Role, TaskState

REPORTABLE = (TaskState.OPEN, TaskState.CLOSING, TaskState.PAUSED)
WHOLE = 100.0
YEAR_END = timedelta(days=7)  # before the plan's last day


@dataclass(frozen=True)
class Change:
    """What a report that counts changes; None leaves a figure as it stands."""

    percent: float | None  # of the unit's own part
    task_percent: float | None
    state: TaskState


def reported(role: Role, state: TaskState, percent: float | None, asks_closing: bool) -> Change:
    """The task's figure and its closing are the lead's; a figure closes nothing by itself."""
    if asks_closing and percent is None:
        percent = WHOLE
    if role is not Role.LEAD:
        return Change(percent, None, state)
    asked = asks_closing and state in (TaskState.OPEN, TaskState.PAUSED)
    return Change(percent, percent, TaskState.CLOSING if asked else state)


def reviewed(approved: bool) -> TaskState:
    """What a task becomes when a coordinator has decided on its closing."""
    return TaskState.CLOSED if approved else TaskState.OPEN


def falls(before: float | None, percent: float | None) -> bool:
    """Whether a figure is lower than the one before it: that needs a reason."""
    return before is not None and percent is not None and percent < before


def may_report(state: TaskState) -> bool:
    """Whether a task still takes reports."""
    return state in REPORTABLE


def is_year_end(nature: Nature | None, basis: Basis, due: date | None, today: date) -> bool:
    """Whether a report on a task is the one of the year's end, which closes what goes on for ever.

    Such a task has no date of its own: it ends with the plan.
    """
    if nature is not Nature.ONGOING or basis is not Basis.IMPLIED or due is None:
        return False
    return today >= due - YEAR_END
