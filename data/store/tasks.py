"""Tasks as people ask for them: the parts of units, and one task in full."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from data.kinds import Basis, Nature, PlanState, ReportState, Role, TaskState
from data.models import Assignment, Plan, Report, Target, Task, Unit
from data.store.members import tally

LIVE = (TaskState.OPEN, TaskState.CLOSING)
COUNTED = (ReportState.CONFIRMED, ReportState.NOTED)


@dataclass(frozen=True)
class Part:
    """A unit's part in a task, as it stands now."""

    assignment: int
    task: int
    plan: int
    plan_title: str
    code: str
    title: str
    brief: str
    ordinal: int
    unit: int
    unit_name: str
    role: Role
    state: TaskState
    due_on: date | None
    percent: float | None
    signed_at: datetime | None
    reported_at: datetime | None
    ended_at: datetime | None = None  # taken from the unit
    parent: int | None = None  # the part of a group, of which this is a member's own
    nature: Nature | None = None
    due_basis: Basis = Basis.NONE
    returned_on: date | None = None  # its closing was sent back, and nothing reported since


@dataclass(frozen=True)
class Words:
    """A report that counts."""

    unit: str
    text: str
    percent: float | None
    at: datetime


@dataclass(frozen=True)
class Whole:
    """A task as its plan states it; `groups`: see `members.tally`."""

    id: int
    code: str
    title: str
    brief: str
    text: str
    plan: str
    due_on: date | None
    due_basis: Basis
    due_phrase: str | None
    due_why: str
    state: TaskState
    percent: float | None
    targets: tuple[str, ...]
    parts: tuple[Part, ...]
    groups: Mapping[int, tuple[int, int]] = field(default_factory=dict)


def of_units(session: Session, units: Collection[int]) -> list[Part]:
    """The parts of these units in tasks that are still asked about, in the plans' order."""
    live = _held().where(col(Assignment.unit_id).in_(units), col(Task.state).in_(LIVE))
    return _read(session, live.where(Plan.state == PlanState.CONFIRMED))


def live(session: Session) -> list[Part]:
    """Every lead's part in tasks that are still asked about, in the plans' order."""
    query = _held().where(col(Task.state).in_(LIVE), Plan.state == PlanState.CONFIRMED)
    firsts: dict[int, Part] = {}
    for part in _read(session, query):
        firsts.setdefault(part.task, part)
    return list(firsts.values())


def of_tasks(session: Session, tasks: Collection[int], *, ended: bool = False) -> list[Part]:
    """Every part of these tasks, the lead first; tasks of a draft are not there.

    With `ended` those too that units had before.
    """
    query = _parts() if ended else _held()
    query = query.where(col(Task.id).in_(tasks), Plan.state != PlanState.DRAFT)
    return _read(session, query)


def of_assignments(session: Session, assignments: Collection[int]) -> list[Part]:
    """These parts, in the plans' order."""
    return _read(session, _parts().where(col(Assignment.id).in_(assignments)))


def of_code(session: Session, code: str) -> list[Part]:
    """Every part of the tasks that bear this code in open plans."""
    query = _held().where(Task.code == code, Plan.state == PlanState.CONFIRMED)
    return _read(session, query)


def codes(session: Session, units: Collection[int]) -> set[str]:
    """The codes of these units' tasks in open plans."""
    query = (
        select(Task.code)
        .join(Assignment, col(Assignment.task_id) == col(Task.id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            col(Assignment.unit_id).in_(units),
            col(Assignment.ended_at).is_(None),
            Plan.state == PlanState.CONFIRMED,
        )
    )
    return set(session.exec(query))


def whole(session: Session, task: int) -> Whole | None:
    """One task in full; None for one that is not there, or still in a draft."""
    parts = tuple(of_tasks(session, [task]))
    row = session.get(Task, task)
    if row is None or (not parts and _is_draft(session, row)):
        return None
    targets = select(Target.text).where(Target.task_id == task).order_by(col(Target.ordinal))
    return Whole(
        id=task,
        code=row.code,
        title=row.title,
        brief=row.brief,
        text=row.text,
        plan=session.get_one(Plan, row.plan_id).title,
        due_on=row.due_on,
        due_basis=row.due_basis,
        due_phrase=row.due_phrase,
        due_why=row.due_why,
        state=row.state,
        percent=row.percent,
        targets=tuple(dict.fromkeys(session.exec(targets))),
        parts=parts,
        groups=tally(session, {part.assignment for part in parts}),
    )


@dataclass(frozen=True)
class Aim:
    """A number that a task is to reach."""

    text: str
    metric: str
    value: float
    unit: str


def aims(session: Session, tasks: Collection[int]) -> dict[int, tuple[Aim, ...]]:
    """The numbers that tasks are to reach, by task, in their order."""
    query = select(Target).where(col(Target.task_id).in_(tasks)).order_by(col(Target.ordinal))
    found: dict[int, tuple[Aim, ...]] = {}
    for row in session.exec(query):
        aim = Aim(row.text, row.metric, row.value, row.unit)
        found[row.task_id or 0] = (*found.get(row.task_id or 0, ()), aim)
    return found


def words(session: Session, assignments: Collection[int], limit: int) -> list[Words]:
    """The newest reports that count on these parts, the last first."""
    query = (
        select(Unit.name, Report.text, Report.percent, Report.confirmed_at)
        .join(Assignment, col(Assignment.id) == col(Report.assignment_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .where(col(Report.assignment_id).in_(assignments), col(Report.state).in_(COUNTED))
        .order_by(col(Report.confirmed_at).desc(), col(Report.id).desc())
        .limit(limit)
    )
    return [
        Words(unit, text, percent, at)
        for unit, text, percent, at in session.exec(query)
        if at is not None
    ]


def _is_draft(session: Session, task: Task) -> bool:
    return session.get_one(Plan, task.plan_id).state is PlanState.DRAFT


def _held() -> Any:
    """The parts that units have now."""
    return _parts().where(col(Assignment.ended_at).is_(None))


def _parts() -> Any:
    columns: tuple[Any, ...] = (
        col(Assignment.id).label("assignment"),
        col(Task.id).label("task"),
        col(Task.plan_id).label("plan"),
        col(Plan.title).label("plan_title"),
        col(Task.code).label("code"),
        col(Task.title).label("title"),
        col(Task.brief).label("brief"),
        col(Task.ordinal).label("ordinal"),
        col(Assignment.unit_id).label("unit"),
        col(Unit.name).label("unit_name"),
        col(Assignment.role).label("role"),
        col(Task.state).label("state"),
        col(Task.due_on).label("due_on"),
        col(Assignment.percent).label("percent"),
        col(Assignment.signed_at).label("signed_at"),
        col(Assignment.reported_at).label("reported_at"),
        col(Task.nature).label("nature"),
        col(Task.due_basis).label("due_basis"),
        col(Assignment.ended_at).label("ended_at"),
        col(Assignment.parent_id).label("parent"),
        col(Assignment.returned_on).label("returned_on"),
    )
    return (
        core_select(*columns)
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
        .order_by(col(Task.plan_id), col(Task.ordinal), col(Assignment.ordinal), col(Assignment.id))
    )


def _read(session: Session, query: Any) -> list[Part]:
    return [Part(**row) for row in session.execute(query).mappings()]
