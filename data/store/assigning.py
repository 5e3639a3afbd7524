"""分工 as rows: parts given to units, parts taken from them, parts that change their role."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from data.kinds import ReportState, Role, TaskState
from data.models import Assignment, Report, Task, Unit
from data.store import agenda, prompts, reckoning, reviews
from data.workdays import DAY, Workdays


@dataclass(frozen=True)
class Changed:
    """The ids of the units that were given a part, lost it, or changed their role."""

    given: tuple[int, ...]
    ended: tuple[int, ...]
    turned: tuple[int, ...]


def roles(session: Session, task: int) -> dict[int, Role]:
    """Which units have a part in a task now, in their order; the task is locked."""
    session.exec(select(Task).where(Task.id == task).with_for_update()).one()
    return {part.unit_id: part.role for part in _held(session, task)}


def assign(
    session: Session,
    task: int,
    after: Mapping[int, Role],
    hear: Collection[int],
    now: datetime,
    days: Workdays,
) -> Changed:
    """Let these units, and no others, have these parts in a task, in that order.

    Units in `hear` are told of a new part by the act; the others by the rules, once somebody
    answers for them. A part that ends keeps its reports; what it still asked for lapses.
    """
    before = {part.unit_id: part for part in _held(session, task)}
    ended = [part for unit, part in before.items() if unit not in after]
    turned = [part for unit, part in before.items() if after.get(unit, part.role) is not part.role]
    for part in (*ended, *_members(session, ended)):
        _end(session, part, now)
    losing = [part.id or 0 for part in (*ended, *turned) if part.role is Role.LEAD]
    for number, (unit, role) in enumerate(after.items(), 1):
        if unit in before:
            before[unit].ordinal, before[unit].role = number, role
        else:
            give(session, task, unit, number, role, unit in hear, now, days)
    session.flush()
    reviews.lapse(session, task, now, [*losing, *(part.id or 0 for part in ended)])
    _follow_lead(session, task, losing)
    return Changed(
        given=tuple(unit for unit in after if unit not in before),
        ended=tuple(part.unit_id for part in ended),
        turned=tuple(part.unit_id for part in turned),
    )


def give(
    session: Session,
    task: int,
    unit: int,
    ordinal: int,
    role: Role,
    hears: bool,
    now: datetime,
    days: Workdays,
) -> int:
    """A part as new, also one that the unit had before; returns its id.

    An open group is told nothing while its members are not chosen.
    """
    query = select(Assignment).where(Assignment.task_id == task, Assignment.unit_id == unit)
    part = session.exec(query).first() or Assignment(
        task_id=task, unit_id=unit, ordinal=ordinal, role=role
    )
    part.ordinal, part.role, part.ended_at, part.parent_id = ordinal, role, None, None
    part.noticed_at, part.signed_at, part.signed_by = None, None, None
    session.add(part)
    if not session.get_one(Unit, unit).open:
        part.starts_on = today = days.today(now)
        session.flush()
        reckoning.begin(session, [part.id or 0], today if hears else today - DAY)
    session.flush()
    agenda.enter(session, [unit], now)
    return part.id or 0


def _held(session: Session, task: int) -> list[Assignment]:
    query = select(Assignment).where(
        Assignment.task_id == task,
        col(Assignment.ended_at).is_(None),
        col(Assignment.parent_id).is_(None),
    )
    return list(session.exec(query.order_by(col(Assignment.ordinal), col(Assignment.id))))


def _members(session: Session, parts: Collection[Assignment]) -> list[Assignment]:
    """The parts that members of groups have through these."""
    ids = [part.id for part in parts]
    return list(session.exec(select(Assignment).where(col(Assignment.parent_id).in_(ids))))


def _end(session: Session, part: Assignment, now: datetime) -> None:
    """No rule speaks of it any more, and what was not confirmed will not count."""
    part.ended_at, part.starts_on = now, None
    session.execute(
        update(Report)
        .where(
            col(Report.assignment_id) == part.id,
            col(Report.state).in_((ReportState.PENDING, ReportState.AWAITING)),
        )
        .values(state=ReportState.DISCARDED)
    )
    prompts.settle(session, [part.id or 0], now)


def _follow_lead(session: Session, task: int, losing: Collection[int]) -> None:
    """The task's figure and its closing are the lead's: with another one they begin anew."""
    if not losing:
        return
    row = session.get_one(Task, task)
    leads = [part for part in _held(session, task) if part.role is Role.LEAD]
    row.percent = leads[0].percent if leads else None
    if row.state is TaskState.CLOSING and not reviews.closing_waits(session, task):
        row.state = TaskState.OPEN
    session.flush()
