"""Facts about the database itself: whether it is live or a rehearsal, its clock, its secrets."""

import secrets
from datetime import UTC, datetime

from sqlmodel import Session

from data.models import House
from data.refusal import Refusal

LIVE = "live"
REHEARSAL = "rehearsal"


def kind(session: Session) -> str | None:
    """`live`, `rehearsal`, or None for a database that nobody has used yet."""
    return _get(session, "kind")


def claim(session: Session, wanted: str) -> None:
    """Make a new database of this kind; refuses one that is of the other."""
    found = kind(session)
    if found is None:
        _set(session, "kind", wanted)
    elif found != wanted:
        raise Refusal(f"database-is-{found}")


def clock(session: Session) -> datetime | None:
    """The rehearsal clock, which stands still between moves; None in a live database."""
    found = _get(session, "clock")
    return datetime.fromisoformat(found) if found else None


def set_clock(session: Session, now: datetime) -> None:
    """Move the rehearsal clock."""
    _set(session, "clock", now.astimezone(UTC).isoformat())


def keep(session: Session, name: str, value: str) -> str:
    """Keep a value that the house has made for itself; one that is there already wins."""
    found = _get(session, name)
    if found is None:
        _set(session, name, value)
    return found or value


def secret(session: Session, name: str) -> str:
    """A secret of the house, made at first use."""
    return keep(session, name, secrets.token_urlsafe(32))


def _get(session: Session, name: str) -> str | None:
    row = session.get(House, name)
    return row.value if row else None


def _set(session: Session, name: str, value: str) -> None:
    session.merge(House(name=name, value=value))
    session.flush()
