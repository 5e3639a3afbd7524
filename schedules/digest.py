"""The job that freezes the week and owes its digest to those who read it."""

from datetime import datetime

from sqlmodel import Session

from data.kinds import Standing
from data.models import Delivery
from data.store.digests import freeze
from data.store.facts import house_accounts
from data.store.plans import open_plans
from data.workdays import Workdays
from schedules.parts import Parts


async def digest(parts: Parts) -> None:
    """Freeze what the newest freeze moment calls for; a week that is frozen stays as it is."""
    await parts.store.call(freeze_all, parts.now(), parts.days)


def freeze_all(session: Session, now: datetime, days: Workdays) -> None:
    """Freeze each open plan's week and owe it, in the one transaction of the caller."""
    for plan in open_plans(session):
        digest_id = freeze(session, plan.id or 0, now, days)
        if digest_id is not None:
            _owe(session, digest_id, now)


def _owe(session: Session, digest_id: int, now: datetime) -> None:
    readers = house_accounts(session, {Standing.COORDINATOR, Standing.READER})
    session.add_all(
        Delivery(
            key=f"digest:{digest_id}:{account.contact_id}",
            channel=account.channel,
            chat=account.chat,
            contact_id=account.contact_id,
            digest_id=digest_id,
            owed_at=now,
        )
        for account in readers
    )
