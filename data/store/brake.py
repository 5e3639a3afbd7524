"""What is paused at this moment: everything, or some units."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from data.models import House, Unit

BRAKE = "brake"  # the house's own row: there while everything is paused


def is_braked(session: Session) -> bool:
    """Whether everything is paused: nothing but answers leaves."""
    return session.get(House, BRAKE) is not None


def paused_units(session: Session, units: Collection[int]) -> set[int]:
    """Those of the units that are paused."""
    query = select(Unit.id).where(col(Unit.id).in_(units), col(Unit.paused_at).is_not(None))
    return {unit for unit in session.exec(query) if unit}
