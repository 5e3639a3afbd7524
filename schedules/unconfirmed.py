"""The job that shows people once more what they wrote and have not confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from data.models import Delivery
from data.store import people
from data.store.brake import is_braked
from data.store.unconfirmed import Unconfirmed, to_show
from data.workdays import Workdays
from messages.message import Button, Outgoing
from messages.render import label, render
from schedules.parts import Parts
from schedules.wording import as_body


async def unconfirmed(parts: Parts) -> None:
    """The next workday, once the window is open; what was shown again is not shown a third time."""
    if parts.days.is_open(parts.now()):
        await parts.store.call(show, parts.now(), parts.days, parts.locale)


def show(session: Session, now: datetime, days: Workdays, locale: str) -> None:
    """Owe it to those who wrote it, in the one transaction in which it is noted."""
    if is_braked(session):
        return
    for said in to_show(session, now, days):
        for address in people.addresses(session, {said[0].contact}):
            session.add(
                Delivery(
                    key=f"unconfirmed:{said[0].seen}:{said[0].report}:{address.contact}",
                    channel=address.channel,
                    chat=address.chat,
                    contact_id=address.contact,
                    body={**as_body(_again(said, days, address.locale or locale)), "file": None},
                    about=list(dict.fromkeys(each.task for each in said)),
                    owed_at=now,
                )
            )


def _again(said: Sequence[Unconfirmed], days: Workdays, locale: str) -> Outgoing:
    names = ["confirm", "change"] + ([] if any(each.closing for each in said) else ["note"])
    row = tuple(
        Button(label(f"button.{name}", locale), f"/{name} {said[0].seen}") for name in names
    )
    lines = [replace(each, said_at=each.said_at.astimezone(days.zone)) for each in said]
    return Outgoing(render("unconfirmed", {"said": lines}, locale), (row,))
