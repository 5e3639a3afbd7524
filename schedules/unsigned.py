"""The job that shows leaders once more what waits for their signature."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from data.models import Delivery
from data.store import people, signoffs
from data.store.brake import is_braked
from data.store.signoffs import ToSign
from data.workdays import Workdays
from messages.message import Button, Outgoing
from messages.render import label, render
from schedules.parts import Parts
from schedules.wording import as_body

SHOWN = 3


async def unsigned(parts: Parts) -> None:
    """The next workday, once the window is open; afterwards it stands on the coordinators' list."""
    if parts.days.is_open(parts.now()):
        await parts.store.call(show, parts.now(), parts.days, parts.locale)


def show(session: Session, now: datetime, days: Workdays, locale: str) -> None:
    """Owe each leader one message of all, in the one transaction in which it is noted."""
    if is_braked(session):
        return
    for leader, waiting in signoffs.to_show(session, now, days).items():
        for address in people.addresses(session, {leader}):
            message = _again(waiting, address.locale or locale)
            session.add(
                Delivery(
                    key=f"unsigned:{waiting[0].id}:{leader}",
                    channel=address.channel,
                    chat=address.chat,
                    contact_id=leader,
                    body={**as_body(message), "file": None},
                    owed_at=now,
                )
            )


def _again(waiting: Sequence[ToSign], locale: str) -> Outgoing:
    facts = {"waiting": waiting[:SHOWN], "more": max(len(waiting) - SHOWN, 0)}
    row = (Button(label("button.sign-list", locale), "/sign"),)
    return Outgoing(render("unsigned", facts, locale), (row,))
