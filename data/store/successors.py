"""Units that were renamed or merged: who answers for them from a date on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from data.models import Unit
from data.refusal import Refusal

SUCCESSORS = select(col(Unit.id), col(Unit.successor_id)).where(
    col(Unit.successor_id).is_not(None), col(Unit.successor_from) <= bindparam("today")
)
Heirs = Mapping[int, Sequence[int]]
"""By unit that was merged, what it became, and what that became, the last last."""

Families = Mapping[int, Collection[int]]
"""By unit, all units that are one by now."""


def heirs(session: Session, today: date) -> Heirs:
    """For every unit that has a successor by now, all of them one after the other, the last last.

    A circle ends where it began.
    """
    next_of = dict(session.execute(SUCCESSORS, {"today": today}).all())
    found: dict[int, list[int]] = {}
    for unit in next_of:
        line: list[int] = []
        heir = next_of.get(unit)
        while heir is not None and heir != unit and heir not in line:
            line.append(heir)
            heir = next_of.get(heir)
        found[unit] = line
    return found


def with_heirs(units: Collection[int], lines: Heirs) -> set[int]:
    """These units and all that they became."""
    own = {*units}
    return own.union(*(line for unit, line in lines.items() if unit in own))


def predecessors(session: Session, unit: int) -> set[int]:
    """Everything that was, or is to be, merged into a unit."""
    found: set[int] = set()
    fresh = {unit}
    while fresh:
        query = select(col(Unit.id)).where(col(Unit.successor_id).in_(fresh))
        fresh = {each for each in session.execute(query).scalars() if each} - found - {unit}
        found |= fresh
    return found


def merge(session: Session, old: Unit, new: Unit, on: date) -> None:
    """Let `new` answer for `old` from a day on; refuses what would go in a circle."""
    if new.id == old.id or new.id in predecessors(session, old.id or 0):
        raise Refusal("merge-circle", old=old.name, new=new.name)
    old.successor_id, old.successor_from = new.id, on
    session.add(old)
    session.flush()


def families(lines: Heirs, units: Collection[int]) -> Families:
    """By unit, all units that are one by now: itself, what it became, what else became that.

    A unit that is one by itself is not there.
    """
    last = {unit: line[-1] for unit, line in lines.items() if line}
    merged: dict[int, set[int]] = {}
    for unit, heir in last.items():
        merged.setdefault(heir, {heir}).add(unit)
    found = {unit: merged.get(last.get(unit, unit)) for unit in units} if merged else {}
    return {unit: family for unit, family in found.items() if family}
