"""What the command line does with plans, each in one transaction."""

from datetime import datetime

from sqlmodel import Session

from data.kinds import End, PlanState
from data.models import Plan
from data.reader.draft import Draft
from data.reader.shipped import registry
from data.refusal import Refusal
from data.revision import Revision, revise
from data.store import carries, plans, revisions
from data.store.standing import open_plan
from data.store.stated import stated, stated_in, used
from data.workdays import Workdays


def load_in(
    session: Session,
    draft: Draft,
    source: str,
    key: str | None,
    at_once: bool,
    now: datetime,
    days: Workdays,
) -> tuple[str, str]:
    """Load a draft, and confirm it at once if asked; returns its key and state."""
    plan_id = plans.load(session, draft, source, key, now, registry())
    row = session.get_one(Plan, plan_id)
    if at_once and row.state is PlanState.DRAFT:
        confirm(session, row.key, now, days)
    return row.key, row.state.value


def take_in(
    session: Session,
    draft: Draft,
    source: str,
    key: str | None,
    at_once: bool,
    now: datetime,
    days: Workdays,
) -> tuple[str, str]:
    """Load a draft as a new wording of the plan that it is one of; returns key and state."""
    row = session.get_one(Plan, revisions.take_in(session, draft, source, now, registry()))
    if at_once and row.state is PlanState.DRAFT:
        row = confirm(session, row.key, now, days)
    return row.key, row.state.value


def compare(session: Session, draft: Draft, key: str | None) -> tuple[str, Revision]:
    """The key of the plan that is open (or named), and what the draft would change of it."""
    row = open_plan(session, key)
    old = list(stated(session, row.id or 0).values())
    new = stated_in(draft, registry())
    return row.key, revise(old, new, used(session, row.id or 0))


def confirm(session: Session, key: str, now: datetime, days: Workdays) -> Plan:
    """Confirm a draft; returns the plan that now holds."""
    holds = revisions.confirm(session, plans.find(session, key).id or 0, now, days)
    if holds.key == key:
        carries.join(session, holds, now, days)
    return holds


def close(session: Session, key: str, left: End, now: datetime, days: Workdays) -> int:
    """End a plan, its open tasks decided on alike; returns how many those were."""
    row = plans.find(session, key)
    if row.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=key)
    waiting = carries.left(session, row)
    for each in waiting:
        carries.decide(session, each.id, left, now)
    carries.close(session, row, now, days)
    return len(waiting)
