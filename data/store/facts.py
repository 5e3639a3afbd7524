"""What the rules look at, gathered for many units at once with few queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, case, select, type_coerce
from sqlmodel import Session, col

from data.case import Facts
from data.course import Clause, Course
from data.kinds import Basis, Cadence, PlanState, Rule, Standing, TaskState
from data.models import Account, Assignment, Post, Prompt, Unit, metadata
from data.store.many import DIALECTS, dialect, ids, listed
from data.store.switches import off
from data.workdays import DAY, Workdays

# Why nothing is asked of a task in this state; a state that is not here is asked about.
HUSHED = {
    TaskState.CLOSING: "closing-asked",
    TaskState.PAUSED: "paused",
    TaskState.CLOSED: "closed",
    TaskState.DROPPED: "dropped",
}


def _raw(instant: Any) -> Any:
    """An instant as its database gives it, naive from SQLite: most are null, and need no care."""
    return type_coerce(instant, DateTime(timezone=True))


ASSIGNMENT, TASK, PLAN, DEADLINE = (
    metadata.tables[name] for name in ("assignment", "task", "plan", "deadline")
)
PARTS = {
    each: select(
        ASSIGNMENT.c.id,
        ASSIGNMENT.c.unit_id,
        ASSIGNMENT.c.task_id,
        ASSIGNMENT.c.starts_on,
        ASSIGNMENT.c.reckoned_on,
        # Who has signed is not asked after any more: an instant less to read.
        _raw(case((ASSIGNMENT.c.signed_at.is_(None), ASSIGNMENT.c.noticed_at))),
        ASSIGNMENT.c.signed_at.is_not(None),
        _raw(ASSIGNMENT.c.reported_at),
        ASSIGNMENT.c.again_on,
        ASSIGNMENT.c.returned_on,
    ).where(ASSIGNMENT.c.unit_id.in_(ids(each)), ASSIGNMENT.c.starts_on.is_not(None))
    for each in DIALECTS
}
TASKS = {
    each: select(
        *(TASK.c.id, TASK.c.due_on, TASK.c.due_basis, TASK.c.state, PLAN.c.year, TASK.c.cadence),
        *(PLAN.c.switches, TASK.c.switches),
    )
    .join(PLAN, PLAN.c.id == TASK.c.plan_id)
    .where(
        TASK.c.id.in_(select(ASSIGNMENT.c.task_id).where(ASSIGNMENT.c.unit_id.in_(ids(each)))),
        PLAN.c.state == PlanState.CONFIRMED,
        # A plan that is paused is held: nothing is decided of it until it goes on.
        PLAN.c.paused_at.is_(None),
    )
    for each in DIALECTS
}
CLAUSES = {
    each: select(DEADLINE.c.task_id, DEADLINE.c.on, DEADLINE.c.basis)
    .where(DEADLINE.c.task_id.in_(ids(each)))
    .order_by(DEADLINE.c.task_id, DEADLINE.c.ordinal)
    for each in DIALECTS
}


def due_units(session: Session, now: datetime, limit: int) -> list[int]:
    """Units of which a rule may speak now, by an index; each is locked for this transaction.

    A unit that another process has locked is left to it.
    """
    due = select(col(Assignment.unit_id)).where(col(Assignment.next_at) <= now)
    if dialect(session) == "sqlite":
        # By the bare column SQLite would go through all assignments in the order of their units.
        units = due.with_only_columns(col(Assignment.unit_id) + 0).distinct()
        return list(session.execute(units.limit(limit)).scalars())
    locked = select(col(Unit.id)).where(col(Unit.id).in_(due)).limit(limit)
    return list(session.execute(locked.with_for_update(skip_locked=True)).scalars())


@dataclass(frozen=True, slots=True)
class _Dates:
    """What the assignments of a task share."""

    due: date | None
    basis: Basis
    year: int
    clauses: tuple[Clause, ...]
    hushed: str
    cadence: Cadence | None
    off: frozenset[Rule]

    def course(self, starts: date, returned: date | None) -> Course:
        dates = (starts, self.due, self.basis, self.year, self.clauses, self.cadence)
        return course(*dates, returned, self.off)


def gather(session: Session, units: Sequence[int], days: Workdays) -> dict[int, list[Facts]]:
    """The facts of every assignment of these units whose plan is confirmed, by unit."""
    tasks = _dates(session, units)
    courses: dict[tuple[int, date, date | None], Course] = {}
    found: dict[int, list[Facts]] = {unit: [] for unit in units}
    bound = {"ids": listed(units)}
    rows = session.connection().execute(PARTS[dialect(session)], bound).all()
    for key, unit, task, starts, reckoned, noticed, signed, reported, again, returned in rows:
        dates = tasks.get(task)
        if dates is None:
            continue
        own = courses.get((task, starts, returned))
        if own is None:
            own = courses[task, starts, returned] = dates.course(starts, returned)
        arrived = days.today(_aware(noticed)) if noticed else None
        reported = _aware(reported) if reported else None
        since = reckoned or starts - DAY
        found[unit].append(Facts(key, own, since, arrived, signed, reported, dates.hushed, again))
    return found


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _dates(session: Session, units: Sequence[int]) -> dict[int, _Dates]:
    bound = {"ids": listed(units)}
    rows = session.connection().execute(TASKS[dialect(session)], bound).all()
    clauses = clauses_of(session, [row.id for row in rows])
    return {
        task: _Dates(
            due, basis, year, clauses.get(task, ()), HUSHED.get(state, ""), cadence, off(*switches)
        )
        for task, due, basis, state, year, cadence, *switches in rows
    }


def clauses_of(session: Session, tasks: Collection[int]) -> dict[int, tuple[Clause, ...]]:
    """The dated clauses of tasks, by task."""
    found: dict[int, list[Clause]] = defaultdict(list)
    bound = {"ids": listed(tasks)}
    for task, on, basis in session.connection().execute(CLAUSES[dialect(session)], bound):
        found[task].append(Clause(on, basis))
    return {task: tuple(each) for task, each in found.items()}


@lru_cache(maxsize=16384)
def course(
    starts: date,
    due: date | None,
    basis: Basis,
    year: int,
    clauses: tuple[Clause, ...],
    cadence: Cadence | None = None,
    returned: date | None = None,
    off: frozenset[Rule] = frozenset(),
) -> Course:
    """The course of an assignment: one object for all that have the same dates."""
    weekly, monthly = cadence is Cadence.WEEKLY, cadence is Cadence.MONTHLY
    return Course(starts, due, basis, date(year, 12, 31), clauses, weekly, monthly, returned, off)


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


@dataclass(frozen=True, slots=True)
class Address:
    """A person's account, as far as a message needs it."""

    account: int
    contact_id: int
    channel: str
    chat: str


def accounts(
    session: Session, units: Sequence[int], standing: Standing
) -> dict[int, list[Address]]:
    """Where people of this standing are reached: each person's account last used, by unit."""
    query = _reachable().add_columns(col(Post.unit_id))
    query = query.where(col(Post.standing) == standing, col(Post.unit_id).in_(units))
    found: dict[int, list[Address]] = {unit: [] for unit in units}
    for *account, unit in session.execute(query):
        _add(found[unit], Address(*account))
    return found


def house_accounts(session: Session, standings: Collection[Standing]) -> list[Address]:
    """Where coordinators or readers are reached: each person's account last used."""
    found: list[Address] = []
    for account in session.execute(_reachable().where(col(Post.standing).in_(standings))):
        _add(found, Address(*account))
    return found


def _reachable() -> Any:
    """Accounts joined with their owners' posts, the one used last first."""
    return (
        select(col(Account.id), col(Account.contact_id), col(Account.channel), col(Account.chat))
        .join(Post, col(Post.contact_id) == col(Account.contact_id))
        .where(col(Account.reachable).is_(True))
        .order_by(col(Account.used_at).desc(), col(Account.id).desc())
    )


def _add(found: list[Address], account: Address) -> None:
    if all(account.contact_id != other.contact_id for other in found):
        found.append(account)
