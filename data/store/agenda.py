"""When the rules look at units: put down by whoever changes what they see, taken when it comes.

A row for each instant, never one that is changed: two transactions that put down what they know of
a unit wait for nothing, and what is put down while a day is decided is looked at after it.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlmodel import Session, col

from data.models import Assignment, Task, Unit, metadata
from data.models.columns import Instant
from data.store.many import DIALECTS, dialect, ids, listed, one_at_a_time, rows, together

AGENDA = metadata.tables["agenda"]
FAMILIES = 6_101_811  # the lock of whoever decides or sets back units, where some were merged
MERGED = select(col(Unit.id)).where(col(Unit.successor_id).is_not(None)).limit(1)


def _taking(database: str) -> Any:
    due = select(AGENDA.c.id, AGENDA.c.unit_id).where(AGENDA.c.at <= bindparam("now"))
    due = due.order_by(AGENDA.c.at, AGENDA.c.unit_id).limit(bindparam("most"))
    if database == "postgresql":
        due = due.join(Unit, col(Unit.id) == AGENDA.c.unit_id)
        due = due.with_for_update(skip_locked=True, key_share=True)
    return select(*together(database, *due.subquery("due").c))


TAKE = {each: _taking(each) for each in DIALECTS}
TAKEN = {each: delete(AGENDA).where(AGENDA.c.id.in_(ids(each))) for each in DIALECTS}


def _entering(database: str) -> Any:
    unit = ids(database).subquery()
    source = select(*unit.c, bindparam("at", type_=Instant()))
    return insert(AGENDA).from_select(["unit_id", "at"], source, include_defaults=False)


ENTER = {each: _entering(each) for each in DIALECTS}


def enter(session: Session, units: Collection[int], at: datetime) -> None:
    """Look at what these units answer for at `at`."""
    if units:
        bound = {"ids": listed(units), "at": at}
        session.connection().execute(ENTER[dialect(session)], bound)


def enter_parts(session: Session, which: Any, at: datetime) -> None:
    """The same for the units of those assignments under way of which `which` holds."""
    session.flush()
    under_way = select(col(Assignment.unit_id)).where(which, col(Assignment.starts_on).is_not(None))
    enter(session, session.execute(under_way.distinct()).scalars().all(), at)


def of_plan(plan: int) -> Any:
    """Whether an assignment is of this plan."""
    return col(Assignment.task_id).in_(select(col(Task.id)).where(col(Task.plan_id) == plan))


def take(session: Session, now: datetime, limit: int) -> list[int]:
    """Units that are to be looked at by now; each is locked for this transaction.

    One that another process has locked is left to it. What is put down in its place meanwhile may
    refer to it: the lock is not on its key.
    """
    ((taken, units),) = rows(session, TAKE, {"now": now, "most": limit})
    found = {*json.loads(units or "[]")}
    if found:
        session.connection().execute(TAKEN[dialect(session)], {"ids": taken})
    return sorted(found)


def queue(session: Session) -> None:
    """Where units were merged, wait for whoever decides: each would hold a part of a family."""
    if dialect(session) == "postgresql" and session.execute(MERGED).first():
        one_at_a_time(session, FAMILIES)


def lock(session: Session, units: Collection[int]) -> None:
    """Let nobody else decide these units' day in this transaction."""
    if units and dialect(session) == "postgresql":
        own = select(col(Unit.id)).where(col(Unit.id).in_(units)).order_by(col(Unit.id))
        session.execute(own.with_for_update(key_share=True)).all()


def lock_parts(session: Session, which: Any) -> None:
    """The same for the units of the assignments of which `which` holds.

    For whoever sets back how far they are reckoned: a day that is decided meanwhile would set it on
    again. Nothing of an assignment may have been written before.
    """
    queue(session)
    own = select(col(Assignment.unit_id)).where(which).distinct()
    lock(session, session.execute(own).scalars().all())


def earliest(session: Session) -> datetime | None:
    """The next instant at which the rules look at anything."""
    return session.execute(select(func.min(AGENDA.c.at))).scalar()
