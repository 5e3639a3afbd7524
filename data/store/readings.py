"""Documents sent to be read: rows that a job takes up, each document once by its hash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import Session, col

from data.kinds import PlanState, ReadingState
from data.models import Plan, Reading

LEASE = timedelta(minutes=5)  # the guarded child gives up long before
ATTEMPTS = 3  # a document that ends the process as often is left alone


@dataclass(frozen=True)
class Asker:
    """Who hears what becomes of a document: a person, where, in answer to which message.

    `seen` is the id of the message as we saw it.
    """

    contact: int
    channel: str
    chat: str
    reply_to: str | None
    seen: int


@dataclass(frozen=True)
class Taken:
    """A document that this process reads now; `worn` once it has ended too many processes."""

    id: int
    hash: str
    name: str
    year: int | None
    worn: bool


def ask(
    session: Session, digest: str, name: str, year: int | None, asker: Asker, now: datetime
) -> int | None:
    """Owe the reading of a file that is kept; the plan's id when it has been read already.

    One that was refused, or whose draft was given up, is read again.
    """
    query = select(Reading).where(col(Reading.hash) == digest)
    row = session.execute(query).scalar()
    if row is None:
        row = Reading(hash=digest, name=name, year=year, askers=[vars(asker)], asked_at=now)
        session.add(row)
        session.flush()
        return None
    if row.state is ReadingState.READ and (plan := _there(session, row.plan_id)):
        return plan
    waits = row.state is ReadingState.WAITING
    known = [each for each in row.askers if each["chat"] != asker.chat] if waits else []
    row.askers = [*known, vars(asker)]
    if not waits:
        row.state, row.name, row.year, row.asked_at = ReadingState.WAITING, name, year, now
        row.attempts, row.plan_id, row.lease = 0, None, None
    session.flush()
    return None


def claim(session: Session, real: datetime, holder: str) -> Taken | None:
    """Take up the oldest document that nobody reads; None when there is none."""
    free = or_(col(Reading.lease).is_(None), col(Reading.lease_until) <= real)
    query = select(Reading).where(and_(col(Reading.state) == ReadingState.WAITING, free))
    query = query.order_by(col(Reading.asked_at), col(Reading.id)).limit(1)
    if session.get_bind().dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    row = session.execute(query).scalar()
    if row is None:
        return None
    row.lease, row.lease_until = holder, real + LEASE
    row.attempts += 1
    return Taken(row.id or 0, row.hash, row.name, row.year, row.attempts > ATTEMPTS)


def holders(session: Session) -> list[str]:
    """Who reads a document now."""
    query = select(col(Reading.lease)).where(col(Reading.state) == ReadingState.WAITING)
    return [holder for holder in session.execute(query.distinct()).scalars() if holder]


def release(session: Session, holders: list[str], real: datetime) -> None:
    """Let go of what processes held that are known to be gone."""
    session.execute(
        update(Reading)
        .where(col(Reading.state) == ReadingState.WAITING, col(Reading.lease).in_(holders))
        .values(lease_until=real)
        .execution_options(synchronize_session=False)
    )


def settle(
    session: Session,
    taken: Taken,
    holder: str,
    plan: int | None,
    refusal: str | None = None,
    facts: dict[str, Any] | None = None,
) -> list[Asker]:
    """Note what became of a document; returns who is to hear of it: nobody, if it was settled."""
    row = session.get_one(Reading, taken.id)
    if row.state is not ReadingState.WAITING or row.lease != holder:
        return []
    row.state = ReadingState.REFUSED if plan is None else ReadingState.READ
    row.plan_id, row.refusal, row.lease = plan, refusal, None
    row.facts = {
        name: fact if isinstance(fact, int | float) else str(fact)
        for name, fact in (facts or {}).items()
    }
    session.flush()
    return [Asker(**each) for each in row.askers]


def forget(session: Session, plan_id: int) -> None:
    """A draft is given up: its document may be read anew."""
    session.execute(
        update(Reading)
        .where(col(Reading.plan_id) == plan_id)
        .values(plan_id=None)
        .execution_options(synchronize_session=False)
    )


def _there(session: Session, plan_id: int | None) -> int | None:
    plan = session.get(Plan, plan_id) if plan_id else None
    return plan.id if plan and plan.state is not PlanState.APPLIED else None
