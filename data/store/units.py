"""Units as rows: the registry put in once, names looked up."""

from collections.abc import Iterable

from sqlmodel import Session, select

from data.kinds import UnitKind
from data.models import Unit, UnitAlias, UnitMember
from data.reader.draft import Owner
from data.reader.registry import Registry
from data.reader.registry import Unit as Known


def seed(session: Session, registry: Registry) -> dict[str, int]:
    """Put in what the registry knows and the table does not; returns every unit's id by name."""
    ids = _ids(session)
    fresh = [unit for unit in registry.units if unit.name not in ids]
    names = {unit.name for unit in fresh} | ids.keys()
    members = {member for unit in fresh for member in unit.members} - names
    session.add_all(_row(unit) for unit in fresh)
    session.add_all(
        Unit(name=name, full_name=name, kind=UnitKind.DEPARTMENT) for name in sorted(members)
    )
    session.flush()
    ids = _ids(session)
    for unit in fresh:
        _relate(session, unit, ids)
    session.flush()
    return ids


def own(session: Session, owners: Iterable[Owner], registry: Registry) -> dict[str, int]:
    """The unit ids of owners by the name as written; a name nobody knows becomes a unit."""
    ids = seed(session, registry)
    found: dict[str, int] = {}
    for owner in owners:
        known = registry.find(owner.name)
        name = known.name if known else owner.name
        if name not in ids:
            unit = Unit(name=name, full_name=name, kind=owner.kind)
            session.add(unit)
            session.flush()
            ids[name] = unit.id or 0
        found[owner.name] = ids[name]
    return found


def _ids(session: Session) -> dict[str, int]:
    return {name: key for name, key in session.exec(select(Unit.name, Unit.id)) if key is not None}


def _row(unit: Known) -> Unit:
    return Unit(name=unit.name, full_name=unit.full, kind=unit.kind, open=unit.open)


def _relate(session: Session, unit: Known, ids: dict[str, int]) -> None:
    own_id = ids[unit.name]
    spellings = dict.fromkeys((*unit.aliases, *([unit.initials] if unit.initials else [])))
    session.add_all(UnitAlias(alias=alias, unit_id=own_id) for alias in spellings)
    session.add_all(UnitMember(group_id=own_id, unit_id=ids[member]) for member in unit.members)
    if unit.successor:
        row = session.get_one(Unit, own_id)
        row.successor_id = ids[unit.successor]
        row.successor_from = unit.successor_from
