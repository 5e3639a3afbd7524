"""A task as it stands, and the colour that says so at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data.gist import gist
from data.kinds import Light, Role, TaskState
from data.weeks import opened
from data.workdays import Workdays

SOON = timedelta(days=14)
BEHIND = 20  # points of a task's percentage


@dataclass(frozen=True, slots=True)
class Said:
    """The newest report of a unit's part that counts; `unit`: whose, where that is not plain."""

    id: int
    text: str
    at: datetime
    percent: float | None = None
    unit: str = ""

    def gist(self, most: int) -> str:
        """What it says, in one line of at most `most` characters."""
        return gist(self.text, most)


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part in a task.

    `asked`: the day on which the newest closed round asked for a report; `asking`: the same of the
    present week's round, closed or not. `silent`: two rounds running went unanswered, and it was
    told so.
    """

    unit: str
    role: Role
    unit_id: int = 0
    noticed_at: datetime | None = None
    signed_at: datetime | None = None
    percent: float | None = None
    said: Said | None = None
    asked: date | None = None
    asking: date | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A dated clause of a task: its day, and the words that set it."""

    on: date
    phrase: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task, its dates and its parts in the plan's order; `starts_on` begins its share of days.

    `blocked`: what the unit says stands in the way, None when nothing does.
    """

    id: int
    code: str
    brief: str
    state: TaskState
    starts_on: date
    due_on: date | None
    section: int | None = None
    percent: float | None = None
    closed_at: datetime | None = None
    blocked: Said | None = None
    parts: tuple[Part, ...] = ()
    clauses: tuple[Clause, ...] = ()
    goals: tuple[int, ...] = field(default=())

    @property
    def live(self) -> bool:
        """Whether it is still asked about."""
        return self.state in (TaskState.OPEN, TaskState.CLOSING)

    @property
    def leads(self) -> Iterator[Part]:
        """The parts of the units that lead."""
        return (part for part in self.parts if part.role is Role.LEAD)


def light(task: TaskFacts, today: date, days: Workdays) -> Light:
    """The first that holds, in the order of the product's rule."""
    if task.state is TaskState.CLOSED:
        return Light.BLUE
    if task.state is TaskState.PAUSED:
        return Light.GREY
    if is_overdue(task, today) or task.blocked:
        return Light.RED
    if _needs_care(task, today, days):
        return Light.YELLOW
    if not any(part.said for part in task.parts):
        return Light.GREY
    return Light.GREEN


def is_overdue(task: TaskFacts, today: date) -> bool:
    """Whether a task that is still asked about has passed its day."""
    return task.live and task.due_on is not None and task.due_on < today


def owes(part: Part, asked: date | None, days: Workdays) -> bool:
    """Whether the round that asked on that day was left unanswered.

    What was reported since the freeze before that round's week answers it.
    """
    if asked is None:
        return False
    return part.said is None or part.said.at <= opened(asked, days)


def _needs_care(task: TaskFacts, today: date, days: Workdays) -> bool:
    if any(owes(part, part.asked, days) for part in task.leads):
        return True
    if task.due_on is None:
        return False
    return task.due_on - today <= SOON or _is_behind(task, today)


def _is_behind(task: TaskFacts, today: date) -> bool:
    if task.percent is None or task.due_on is None or task.due_on <= task.starts_on:
        return False
    passed = (today - task.starts_on) / (task.due_on - task.starts_on) * 100
    return passed - task.percent > BEHIND
