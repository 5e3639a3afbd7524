"""The job that tells coordinators, once, for which units nobody has been bound in two workdays."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from data.models import Delivery
from data.store import people
from data.store.brake import is_braked
from data.store.unbound import missed
from data.workdays import Workdays
from messages.message import Button, Outgoing
from messages.render import label, render
from schedules.parts import Parts
from schedules.wording import as_body


async def unbound(parts: Parts) -> None:
    """Looked for once a day, when the window opens or at the next chance."""
    now, days = parts.now(), parts.days
    if days.is_open(now):
        await parts.store.call(tell, now, days, parts.locale)


def tell(session: Session, now: datetime, days: Workdays, locale: str) -> None:
    """Owe it to every coordinator, in the one transaction in which it is noted."""
    if is_braked(session):
        return
    if names := missed(session, now, days):
        _owe(session, names, now, locale)


def _owe(session: Session, names: Sequence[str], now: datetime, locale: str) -> None:
    for address in people.addresses(session, set(people.coordinators(session))):
        own = address.locale or locale
        button = Button(label("button.invite-all", own), "/invite all")
        said = Outgoing(render("unbound", {"units": names}, own), ((button,),))
        session.add(
            Delivery(
                key=f"unbound:{now.isoformat()}:{address.contact}",
                channel=address.channel,
                chat=address.chat,
                contact_id=address.contact,
                body={**as_body(said), "file": None},
                owed_at=now,
            )
        )
