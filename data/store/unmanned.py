"""Units that have no contact, and an invitation for each."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from data.kinds import PlanState, Standing, TaskState
from data.models import Assignment, Plan, Post, Task, Unit
from data.refusal import Refusal
from data.store import invitations, links
from data.store.successors import heirs

LIVE = (TaskState.OPEN, TaskState.CLOSING)
OPEN = (PlanState.DRAFT, PlanState.CONFIRMED)


@dataclass(frozen=True)
class Invited:
    """A unit with the code, shown once, that makes somebody its contact."""

    unit: str
    code: str
    link: str | None
    expires_at: datetime


def unmanned(session: Session, today: date) -> list[Unit]:
    """The units that answer for something in an open plan and have no contact, in its order.

    A merged unit is answered for by its successor.
    """
    query = (
        select(Assignment.unit_id)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(
            col(Plan.state).in_(OPEN),
            col(Task.state).in_(LIVE),
            col(Assignment.ended_at).is_(None),
        )
        .order_by(col(Plan.id), col(Task.ordinal), col(Assignment.ordinal))
    )
    lines = heirs(session, today)
    named = dict.fromkeys([unit, *lines.get(unit, ())][-1] for unit in session.exec(query))
    manned = set(session.exec(select(Post.unit_id).where(Post.standing == Standing.CONTACT)))
    return [session.get_one(Unit, unit) for unit in named if unit not in manned]


def invite_all(session: Session, now: datetime, today: date) -> list[Invited]:
    """One invitation for every unit that has no contact; refuses when no plan is open."""
    if session.exec(select(Plan.id).where(col(Plan.state).in_(OPEN)).limit(1)).first() is None:
        raise Refusal("invite-no-plan")
    found = []
    for unit in unmanned(session, today):
        issued = invitations.issue(session, unit.id, Standing.CONTACT, now)
        link = links.invitation(session, issued.code)
        found.append(Invited(unit.name, issued.code, link, issued.expires_at))
    return found
