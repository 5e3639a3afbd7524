"""The job that tells units which tasks a new wording of a plan has taken from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from data.kinds import PlanState
from data.models import Contact, Delivery, Plan, Unit
from data.store import recipients
from data.store.addresses import Address
from data.store.plans import RETRACTABLE
from data.workdays import Workdays
from messages.render import render
from schedules.parts import Parts


async def revised(parts: Parts) -> None:
    """Tell it once the revision can no longer be taken back; what is told stays told."""
    if await parts.store.read(_waiting, parts.now()):
        await parts.store.call(tell, parts.now(), parts.days, parts.locale)


def _waiting(session: Session, now: datetime) -> list[Plan]:
    query = select(Plan).where(
        col(Plan.state) == PlanState.APPLIED,
        col(Plan.told_at).is_(None),
        col(Plan.confirmed_at) < now - RETRACTABLE,
    )
    return list(session.execute(query.order_by(col(Plan.id))).scalars())


def tell(session: Session, now: datetime, days: Workdays, locale: str) -> None:
    """Owe it to everybody who answers for a unit that lost a task."""
    for draft in _waiting(session, now):
        draft.told_at = now
        plan = session.get_one(Plan, draft.revises_id)
        lost: dict[int, list[dict[str, str]]] = defaultdict(list)
        for unit, code, brief in (draft.applied or {}).get("gone", ()):
            lost[unit].append({"code": code, "brief": brief})
        for unit, tasks in lost.items():
            facts = {"title": plan.title, "unit": session.get_one(Unit, unit).name, "tasks": tasks}
            told = recipients.reached(session, [unit], days.today(now))[unit]
            _tell_unit(session, f"revised:{draft.id}:{unit}", facts, told, now, locale)


def _tell_unit(
    session: Session,
    key: str,
    facts: Mapping[str, object],
    told: Sequence[Address],
    now: datetime,
    locale: str,
) -> None:
    for address in told:
        own = session.get_one(Contact, address.contact_id).locale or locale
        session.add(
            Delivery(
                key=f"{key}:{address.contact_id}",
                channel=address.channel,
                chat=address.chat,
                contact_id=address.contact_id,
                body={"text": render("plan-gone", facts, own), "buttons": [], "file": None},
                owed_at=now,
            )
        )
