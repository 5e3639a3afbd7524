"""What confirmations have taught: other spellings of units, and who belongs to an open group."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Plan, Unit, UnitAlias, UnitMember
from data.reader.registry import Registry
from data.reader.registry import Unit as Known


def registry_of(session: Session, shipped: Registry) -> Registry:
    """The registry with every spelling that has been learned since."""
    query = select(Unit, col(UnitAlias.alias)).join(
        UnitAlias, col(UnitAlias.unit_id) == col(Unit.id)
    )
    units = {unit.name: unit for unit in shipped.units}
    for row, alias in session.execute(query):
        known = units.get(row.name) or Known(row.name, row.kind, row.full_name, open=row.open)
        if alias not in (*known.spellings, known.initials):
            known = replace(known, aliases=(*known.aliases, alias))
        units[row.name] = known
    return Registry.of(tuple(units.values()))


def learn(session: Session, plan: Plan) -> None:
    """Keep the spellings that were settled in a draft, now that it is confirmed."""
    for alias, unit in plan.learned.items():
        if session.get(UnitAlias, (alias, unit)) is None:
            session.add(UnitAlias(alias=alias, unit_id=unit))
    session.flush()


def belong(session: Session, group: int, units: list[int]) -> None:
    """Remember who was chosen for a group: they are offered the next time."""
    for unit in units:
        if unit != group and session.get(UnitMember, (group, unit)) is None:
            session.add(UnitMember(group_id=group, unit_id=unit))
    session.flush()


def members(session: Session, group: int) -> list[str]:
    """Who has been chosen for a group before, by name."""
    query = (
        select(col(Unit.name))
        .join(UnitMember, col(UnitMember.unit_id) == col(Unit.id))
        .where(col(UnitMember.group_id) == group)
        .order_by(col(Unit.id))
    )
    return list(session.execute(query).scalars())
