"""What the rules look at, gathered for many units at once with few queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.course import Clause, Course
from data.kinds import Basis, PlanState, Standing, TaskState
from data.models import Account, Assignment, Deadline, Plan, Post, Prompt, Task, Unit
from data.rules import Facts
from data.workdays import DAY, Workdays

# Why nothing is asked of a task in this state; a state that is not here is asked about.
HUSHED = {
    TaskState.CLOSING: "closing-asked",
    TaskState.PAUSED: "paused",
    TaskState.CLOSED: "closed",
    TaskState.DROPPED: "dropped",
}


def due_units(session: Session, now: datetime, limit: int) -> list[int]:
    """Units of which a rule may speak now, by an index; each is locked for this transaction.

    A unit that another process has locked is left to it.
    """
    due = select(col(Assignment.unit_id)).where(col(Assignment.next_at) <= now).distinct()
    if session.get_bind().dialect.name == "sqlite":
        return list(session.execute(due.limit(limit)).scalars())
    locked = select(col(Unit.id)).where(col(Unit.id).in_(due)).limit(limit)
    return list(session.execute(locked.with_for_update(skip_locked=True)).scalars())


def gather(session: Session, units: Sequence[int], days: Workdays) -> dict[int, list[Facts]]:
    """The facts of every assignment of these units whose plan is confirmed, by unit."""
    query = (
        select(
            col(Assignment.id),
            col(Assignment.unit_id),
            col(Assignment.task_id),
            col(Assignment.starts_on),
            col(Assignment.reckoned_on),
            col(Assignment.noticed_at),
            col(Assignment.signed_at),
            col(Assignment.reported_at),
            col(Task.due_on),
            col(Task.due_basis),
            col(Task.state),
            col(Plan.year),
        )
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            col(Assignment.unit_id).in_(units),
            col(Assignment.starts_on).is_not(None),
            col(Plan.state) == PlanState.CONFIRMED,
        )
    )
    rows = session.execute(query).all()
    clauses = clauses_of(session, [row.task_id for row in rows])
    found: dict[int, list[Facts]] = {unit: [] for unit in units}
    for row in rows:
        found[row.unit_id].append(_facts(row, clauses.get(row.task_id, ()), days))
    return found


def clauses_of(session: Session, tasks: Sequence[int]) -> dict[int, tuple[Clause, ...]]:
    """The dated clauses of tasks, by task."""
    if not tasks:
        return {}
    query = select(col(Deadline.task_id), col(Deadline.on), col(Deadline.basis))
    found: dict[int, list[Clause]] = defaultdict(list)
    for task, on, basis in session.execute(query.where(col(Deadline.task_id).in_(tasks))):
        found[task].append(Clause(on, basis))
    return {task: tuple(each) for task, each in found.items()}


@lru_cache(maxsize=16384)
def course(
    starts: date, due: date | None, basis: Basis, year: int, clauses: tuple[Clause, ...]
) -> Course:
    """The course of an assignment: one object for all that have the same dates."""
    return Course(starts, due, basis, date(year, 12, 31), clauses)


def sent_this_week(session: Session, units: Sequence[int], today: date) -> dict[int, list[date]]:
    """The days of this ISO week on which the rules have spoken to each unit."""
    query = select(col(Prompt.recipient_id), col(Prompt.on)).where(
        col(Prompt.recipient) == "unit",
        col(Prompt.recipient_id).in_(units),
        col(Prompt.on) >= today - DAY * today.weekday(),
        col(Prompt.act) == "",
    )
    found: dict[int, list[date]] = {unit: [] for unit in units}
    for unit, on in session.execute(query):
        found[unit].append(on)
    return found


def accounts(
    session: Session, units: Sequence[int], standing: Standing
) -> dict[int, list[Account]]:
    """Where people of this standing are reached: each person's account last used, by unit."""
    query = _reachable().add_columns(col(Post.unit_id))
    query = query.where(col(Post.standing) == standing, col(Post.unit_id).in_(units))
    found: dict[int, list[Account]] = {unit: [] for unit in units}
    for account, unit in session.execute(query):
        _add(found[unit], account)
    return found


def house_accounts(session: Session, standings: Collection[Standing]) -> list[Account]:
    """Where coordinators or readers are reached: each person's account last used."""
    found: list[Account] = []
    for (account,) in session.execute(_reachable().where(col(Post.standing).in_(standings))):
        _add(found, account)
    return found


def _reachable() -> Any:
    """Accounts joined with their owners' posts, the one used last first."""
    return (
        select(Account)
        .join(Post, col(Post.contact_id) == col(Account.contact_id))
        .where(col(Account.reachable).is_(True))
        .order_by(col(Account.used_at).desc(), col(Account.id).desc())
    )


def _add(found: list[Account], account: Account) -> None:
    if all(account.contact_id != other.contact_id for other in found):
        found.append(account)


def _facts(row: Any, clauses: tuple[Clause, ...], days: Workdays) -> Facts:
    return Facts(
        assignment=row.id,
        course=course(row.starts_on, row.due_on, row.due_basis, row.year, clauses),
        reckoned=row.reckoned_on or row.starts_on - DAY,
        noticed=days.today(row.noticed_at) if row.noticed_at else None,
        signed=row.signed_at is not None,
        reported=row.reported_at,
        hushed=HUSHED.get(row.state, ""),
    )
