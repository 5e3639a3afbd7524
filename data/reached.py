"""How far goals are reached: the units' figures, summed, with the reports behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.reader.likeness import counted_in


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a goal asks for; `same`: tasks with their wordings that count towards it."""

    text: str
    value: float
    unit: str
    same: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class GoalTargets:
    """A goal with the numbers it asks for."""

    ordinal: int
    text: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What one lead unit's part adds under one wording, and the reports that say so."""

    part: int
    target: str
    value: float
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report: `increment` adds to what the part had, else it replaces it."""

    task: int
    part: int
    report: int
    value: float
    unit: str
    target: str | None
    increment: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A target, what has been reached of it (None: no figure yet), and where that comes from."""

    text: str
    needed: float
    unit: str
    reached: float | None
    reports: tuple[int, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class GoalReached:
    """A goal with its targets."""

    ordinal: int
    text: str
    targets: tuple[Reached, ...]


def figures(task: int, part: int, report: int, said: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """The figures of a report, from the form in which it keeps them (interface.md, section 7)."""
    return [
        Figure(
            task,
            part,
            report,
            float(each["value"]),
            each["unit"],
            each["target"],
            each["scope"] == "increment",
        )
        for each in said
    ]


def reach(
    goals: Iterable[GoalTargets],
    before: Mapping[tuple[int, str], tuple[Share, ...]],
    said: Iterable[Figure],
) -> tuple[GoalReached, ...]:
    """Each goal's targets after this week's figures, oldest first, are added to those `before`.

    `before` maps a goal's ordinal and a target's text to the shares of the last digest, so that no
    old report is read again.
    """
    said = tuple(said)
    return tuple(
        GoalReached(
            goal.ordinal,
            goal.text,
            tuple(
                _reached(target, before.get((goal.ordinal, target.text), ()), said)
                for target in goal.targets
            ),
        )
        for goal in goals
    )


def _reached(target: Target, before: Iterable[Share], said: Iterable[Figure]) -> Reached:
    shares = {(share.part, share.target): share for share in before}
    for figure in said:
        alike = counted_in(figure.unit) == counted_in(target.unit)
        if alike and figure.target and (figure.task, figure.target) in target.same:
            place = figure.part, figure.target
            shares[place] = _told(shares.get(place), figure, figure.target)
    return Reached(
        text=target.text,
        needed=target.value,
        unit=target.unit,
        reached=sum(share.value for share in shares.values()) if shares else None,
        reports=tuple(sorted({report for share in shares.values() for report in share.reports})),
        shares=tuple(shares[place] for place in sorted(shares)),
    )


def _told(share: Share | None, figure: Figure, wording: str) -> Share:
    if share is None or not figure.increment:
        return Share(figure.part, wording, figure.value, (figure.report,))
    return replace(
        share,
        value=share.value + figure.value,
        reports=tuple(dict.fromkeys((*share.reports, figure.report))),
    )
