"""What only one process may do at a time, held under a lease that runs out when its holder dies."""

import json
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from data.models import House


def take(session: Session, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take a lease that is free or has run out, or keep one's own for `seconds` more."""
    row = session.execute(
        select(House).where(col(House.name) == _key(name)).with_for_update()
    ).scalar_one_or_none()
    value = json.dumps([holder, (now + timedelta(seconds=seconds)).isoformat()])
    if row is None:
        return _first(session, name, value)
    held_by, until = json.loads(row.value)
    if held_by != holder and datetime.fromisoformat(until) > now:
        return False
    row.value = value
    return True


def release(session: Session, name: str, holder: str) -> None:
    """Give a lease back, if it is still one's own."""
    row = session.get(House, _key(name), with_for_update=True)
    if row is not None and json.loads(row.value)[0] == holder:
        session.delete(row)


def _first(session: Session, name: str, value: str) -> bool:
    """Nobody held it yet: of two who find that at once, one is first."""
    try:
        with session.begin_nested():
            session.add(House(name=_key(name), value=value))
    except IntegrityError:
        return False
    return True


def _key(name: str) -> str:
    return f"lease:{name}"
