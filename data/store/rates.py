"""A pace that several processes share: one row says when the next may pass."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import House


def turn(session: Session, name: str, now: datetime, seconds: float) -> datetime:
    """Take the next free instant, not before `now`; the one after is `seconds` later."""
    row = session.execute(
        select(House).where(col(House.name) == _key(name)).with_for_update()
    ).scalar_one_or_none()
    free = datetime.fromisoformat(row.value) if row else now
    taken = max(now, free)
    following = (taken + timedelta(seconds=seconds)).isoformat()
    if row is None:
        session.merge(House(name=_key(name), value=following))
    else:
        row.value = following
    return taken


def _key(name: str) -> str:
    return f"rate:{name}"
