"""From a reply to messages owed: worded for each who gets it, in the caller's transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlmodel import Session

from data.models import Delivery
from data.store import people
from handlers.command import Offer, Reply
from messages.message import Incoming
from messages.render import label, render


def owe(
    session: Session,
    incoming: Incoming,
    contact: int | None,
    reply: Reply,
    locale: str,
    now: datetime,
) -> None:
    """Owe the answer to what came in; it leaves at any hour."""
    session.add(
        Delivery(
            key=f"answer:{incoming.channel}:{incoming.id}",
            channel=incoming.channel,
            chat=incoming.chat,
            contact_id=contact,
            answer=True,
            body=body(reply, locale),
            about=list(reply.about),
            asks=reply.asks,
            reply_to=incoming.message,
            edit_of=reply.replaces,
            owed_at=now,
        )
    )
    session.flush()


def tell_others(
    session: Session, incoming: Incoming, reply: Reply, locale: str, now: datetime
) -> None:
    """Owe what others are told of it, in their own language, once the window is open."""
    for number, (contact, told) in enumerate(reply.others):
        for address in people.addresses(session, {contact}):
            session.add(
                Delivery(
                    key=f"told:{incoming.channel}:{incoming.id}:{number}",
                    channel=address.channel,
                    chat=address.chat,
                    contact_id=contact,
                    body=body(told, address.locale or locale),
                    about=list(told.about),
                    asks=told.asks,
                    owed_at=now,
                )
            )
    session.flush()


def body(reply: Reply, locale: str) -> dict[str, Any]:
    """The message as it is kept until it is sent."""
    said: dict[str, Any] = {
        "text": render(reply.template, reply.facts, locale),
        "buttons": [[_button(offer, locale) for offer in row] for row in reply.offers],
        "file": asdict(reply.file) if reply.file else None,
    }
    if reply.secret:
        said["secret"] = True
    if reply.words is not None:
        said["words"] = [label(f"at-hand.{name}", locale) for name in reply.words]
    return said


def _button(offer: Offer, locale: str) -> dict[str, str]:
    return {"label": label(f"button.{offer.label}", locale, **offer.facts), "says": offer.says}
