"""What is paused at this moment: everything, or some units."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import House, Unit
from data.store.many import DIALECTS, dialect, ids, listed

BRAKE = "brake"  # the house's own row: there while everything is paused
BRAKED = select(col(House.name)).where(col(House.name) == BRAKE)
PAUSED = {
    each: select(col(Unit.id)).where(col(Unit.id).in_(ids(each)), col(Unit.paused_at).is_not(None))
    for each in DIALECTS
}


def is_braked(session: Session) -> bool:
    """Whether everything is paused: nothing but answers leaves."""
    return session.connection().execute(BRAKED).scalar() is not None


def paused_units(session: Session, units: Collection[int]) -> set[int]:
    """Those of the units that are paused."""
    bound = {"ids": listed(units)}
    paused = session.connection().execute(PAUSED[dialect(session)], bound).scalars()
    return {unit for unit in paused if unit}
