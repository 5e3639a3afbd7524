"""A message that a defect of ours kept from being handled: kept, and its sender told."""

from datetime import datetime

from sqlmodel import Session

from data.models import Quarantine
from data.store import chats, invitations
from handlers import answer
from handlers.command import Reply
from messages.message import Incoming


def set_aside(session: Session, incoming: Incoming, error: str, now: datetime, locale: str) -> None:
    """Keep the message and mark it seen, so that it does not come again for ever."""
    seen = chats.mark(
        session, incoming.channel, incoming.id, incoming.chat, incoming.message, None, now
    )
    if seen is None:
        return
    words = invitations.blanked(incoming.button or incoming.text)
    session.add(Quarantine(channel=incoming.channel, raw=words, error=error, at=now))
    reply = Reply("refusal", {"key": "defect", "facts": {}})
    answer.owe(session, incoming, None, reply, locale, now)
