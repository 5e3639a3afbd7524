"""The files that ship with the reader: two plans, the registry, the events."""

from functools import cache
from pathlib import Path

from data.reader.events import Events
from data.reader.registry import Registry

DATA = Path(__file__).resolve().parent.parent


def plan_text(year: int) -> str:
    """The shipped plan of that year (2016 or 2018); FileNotFoundError for any other."""
    return (DATA / "plans" / f"{year}.txt").read_text(encoding="utf-8")


@cache
def registry() -> Registry:
    """The units of the two plans."""
    return Registry.parse((DATA / "units.toml").read_text(encoding="utf-8"))


@cache
def events() -> Events:
    """The days fixed for everyone."""
    return Events.parse((DATA / "events.toml").read_text(encoding="utf-8"))
