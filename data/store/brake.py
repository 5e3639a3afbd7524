"""What is paused at this moment: everything, or some units."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import House, Unit
from data.store.successors import Heirs, with_heirs

BRAKE = "brake"  # the house's own row: there while everything is paused
BRAKED = select(col(House.name)).where(col(House.name) == BRAKE)
PAUSED = select(col(Unit.id), col(Unit.name)).where(col(Unit.paused_at).is_not(None))


def is_braked(session: Session) -> bool:
    """Whether everything is paused: nothing but answers leaves."""
    return session.connection().execute(BRAKED).scalar() is not None


def paused_units(session: Session, units: Collection[int], lines: Heirs) -> dict[int, str]:
    """Of the units that are paused, or are paused as what they became: the name to go on."""
    names = dict(session.connection().execute(PAUSED).all())
    if names.keys().isdisjoint(with_heirs(units, lines)):
        return {}
    own = {unit: with_heirs([unit], lines) & names.keys() for unit in units}
    return {unit: names[min(paused)] for unit, paused in own.items() if paused}
