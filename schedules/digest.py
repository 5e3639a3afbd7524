"""The job that freezes the week and owes its digest to those who read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Delivery, Digest, Unit
from data.share import changed
from data.store import recipients
from data.store.addresses import Address, house_accounts
from data.store.digests import freeze
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
            readers = house_accounts(session, {Standing.COORDINATOR, Standing.READER})
            session.add_all(_owed(digest_id, readers, now))
            _owe_shares(session, session.get_one(Digest, digest_id), readers, days)


def _owe_shares(
    session: Session, digest: Digest, readers: Iterable[Address], days: Workdays
) -> None:
    """A unit of which something changed gets its share; who gets the whole needs none."""
    people = {address.contact_id for address in readers}
    units = _wanting(session, digest.facts)
    shares: dict[Address, list[str]] = defaultdict(list)
    reached = recipients.reached(session, units, days.today(digest.frozen_at))
    for unit, addresses in reached.items():
        for address in addresses:
            if address.contact_id not in people:
                shares[address].append(units[unit])
    for address, names in shares.items():
        session.add_all(_owed(digest.id or 0, [address], digest.frozen_at, names))


def _wanting(session: Session, facts: Mapping[str, Any]) -> dict[int, str]:
    """By id, the names of units that are told of this week."""
    query = (
        select(col(Unit.id), col(Unit.name))
        .where(col(Unit.name).in_(changed(facts)), col(Unit.digest_off).is_(False))
        .order_by(col(Unit.id))
    )
    return dict(session.execute(query).all())


def _owed(
    digest_id: int, addresses: Iterable[Address], now: datetime, units: Iterable[str] = ()
) -> list[Delivery]:
    return [
        Delivery(
            key=f"digest:{digest_id}:{address.contact_id}",
            channel=address.channel,
            chat=address.chat,
            contact_id=address.contact_id,
            digest_id=digest_id,
            units=list(units),
            owed_at=now,
        )
        for address in addresses
    ]
