"""What is paused at this moment: everything, or some units."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import House, Unit

BRAKE = "brake"  # the house's own row: there while everything is paused
BRAKED = select(col(House.name)).where(col(House.name) == BRAKE)


def is_braked(session: Session) -> bool:
    """Whether everything is paused: nothing but answers leaves."""
    return session.connection().execute(BRAKED).scalar() is not None


def paused_units(session: Session, units: Collection[int]) -> set[int]:
    """Those of the units that are paused."""
    query = select(col(Unit.id)).where(col(Unit.id).in_(units), col(Unit.paused_at).is_not(None))
    return set(session.execute(query).scalars())
