"""The registry of units: what a name in a plan stands for, parsed from TOML text."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from data.kinds import UnitKind

CLOSE = 0.66  # one sign of three may differ: 职成教司 ~ 职成司, but not 语用司 ~ 民族司


@dataclass(frozen=True)
class Unit:
    """An organisation that plans name. `open` groups have no fixed `members`."""

    name: str
    kind: UnitKind
    full: str
    aliases: tuple[str, ...] = ()
    initials: str = ""
    successor: str | None = None
    successor_from: date | None = None
    members: tuple[str, ...] = ()
    open: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, self.full, *self.aliases)


@dataclass(frozen=True)
class Registry:
    """All known units; every spelling leads to the units that bear it."""

    units: tuple[Unit, ...] = ()
    _spelled: Mapping[str, tuple[Unit, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, units: tuple[Unit, ...]) -> "Registry":
        spelled: dict[str, tuple[Unit, ...]] = {}
        for unit in units:
            for spelling in dict.fromkeys(unit.spellings):
                spelled[spelling] = (*spelled.get(spelling, ()), unit)
        return cls(units, spelled)

    @classmethod
    def parse(cls, toml_text: str) -> "Registry":
        """Read `[[unit]]` tables and `[roster]` lists; KeyError or ValueError if wrong."""
        tables = tomllib.loads(toml_text)
        rosters = tables.get("roster", {})
        return cls.of(tuple(_unit(row, rosters) for row in tables.get("unit", ())))

    def find(self, name: str) -> Unit | None:
        """The unit of exactly this name, full name or alias; None when unknown or ambiguous."""
        found = self.all_called(name)
        return found[0] if len(found) == 1 else None

    def all_called(self, name: str) -> tuple[Unit, ...]:
        """Every unit that bears this spelling; a plan's own name beats another unit's alias."""
        found = self._spelled.get(name.strip(), ())
        own = tuple(unit for unit in found if unit.name == name.strip())
        return own or found

    def heir(self, unit: Unit, on: date) -> Unit:
        """The unit that answers for `unit` on that day, following successors."""
        seen = {unit.name}
        while unit.successor and unit.successor_from and unit.successor_from <= on:
            following = self.find(unit.successor)
            if following is None or following.name in seen:
                break
            seen.add(following.name)
            unit = following
        return unit

    def find_in_year(self, name: str, year: int) -> Unit | None:
        """The unit that bears the name's duties at the end of that year."""
        unit = self.find(name)
        return self.heir(unit, date(year, 12, 31)) if unit else None

    def near(self, name: str) -> tuple[Unit, ...]:
        """Units that the name may have meant: by pinyin initials or close spelling, best first.

        Never an answer by itself: two near twins (语用司, 语信司) are both given.
        """
        name = name.strip()
        if name.isascii():
            return tuple(unit for unit in self.units if unit.initials == name.lower())
        spellings = [s for s in self._spelled if _could_be_close(name, s)]
        may_be = dict.fromkeys(unit for spelling in spellings for unit in self._spelled[spelling])
        scored = ((_closeness(name, unit), unit) for unit in may_be)
        close = [(score, unit) for score, unit in scored if score >= CLOSE]
        return tuple(unit for _, unit in sorted(close, key=lambda pair: -pair[0]))


def _could_be_close(name: str, spelling: str) -> bool:
    """Whether the signs in common are enough for `_closeness`, which takes far longer to tell."""
    common = min(sum(sign in spelling for sign in name), sum(sign in name for sign in spelling))
    return 2 * common >= CLOSE * (len(name) + len(spelling))


def _closeness(name: str, unit: Unit) -> float:
    return max(SequenceMatcher(None, name, spelling).ratio() for spelling in unit.spellings)


def _unit(row: Mapping[str, Any], rosters: Mapping[str, list[str]]) -> Unit:
    return Unit(
        name=row["name"],
        kind=UnitKind(row["kind"]),
        full=row.get("full", row["name"]),
        aliases=tuple(row.get("aliases", ())),
        initials=row.get("initials", ""),
        successor=row.get("successor"),
        successor_from=row.get("successor_from"),
        members=tuple(rosters[row["roster"]]) if "roster" in row else (),
        open=row.get("open", False),
    )
