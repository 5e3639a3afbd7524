"""What a coordinator should look at: unknown names, groups without members, dates."""

from collections.abc import Iterable

from data.kinds import UnitKind
from data.reader.draft import Flag, Owner
from data.reader.forms import kind_by_form
from data.reader.registry import Registry

OWN_SHARE = 0.5  # of a plan's names in the registry: then the registry is about this plan


def about_this_plan(owners: Iterable[Owner], registry: Registry) -> bool:
    """Whether the registry knows this plan's house, so that a missing name is news."""
    names = {owner.name for owner in owners}
    known = [name for name in names if registry.all_called(name)]
    return len(known) >= OWN_SHARE * len(names)


def owner_flags(
    owners: tuple[Owner, ...], lines: tuple[int, int], registry: Registry, *, own: bool
) -> tuple[Flag, ...]:
    """Flags about a task's owners; `own` as `about_this_plan` says."""
    if not owners:
        return (Flag("no-owner", "", lines),)
    codes = ((_owner_code(owner, registry, own=own), owner.name) for owner in owners)
    return tuple(Flag(code, name, lines) for code, name in codes if code)


def _owner_code(owner: Owner, registry: Registry, *, own: bool) -> str | None:
    called = registry.all_called(owner.name)
    if len(called) > 1:
        return "ambiguous-unit"
    if not called:
        return _unknown_code(owner, registry, own=own)
    unit = called[0]
    return "empty-group" if unit.kind is UnitKind.GROUP and not unit.members else None


def _unknown_code(owner: Owner, registry: Registry, *, own: bool) -> str | None:
    if owner.kind is UnitKind.PERSON:
        return None
    if own and len(registry.near(owner.name)) > 1:
        return "ambiguous-unit"
    if owner.kind is UnitKind.GROUP:
        return "empty-group"
    return "unknown-unit" if own or kind_by_form(owner.name) is None else None


def distinct(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Each oddity once, where it first stands."""
    first: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        first.setdefault((flag.code, flag.about), flag)
    return tuple(first.values())
