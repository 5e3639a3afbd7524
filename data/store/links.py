"""Addresses of the bot itself on a platform: the link that takes up an invitation."""

from sqlmodel import Session

from data.models import House

TELEGRAM = "telegram-name"


def met(session: Session, name: str) -> None:
    """Keep the bot's own name on Telegram, as the platform gave it."""
    session.merge(House(name=TELEGRAM, value=name))


def invitation(session: Session, code: str) -> str | None:
    """The link that opens the bot with this code; None while its name is not known."""
    row = session.get(House, TELEGRAM)
    return f"https://t.me/{row.value}?start={code}" if row and row.value else None
