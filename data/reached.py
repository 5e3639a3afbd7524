"""How far goals are reached: the units' figures, summed, with the reports behind them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.reader.likeness import counted_in

ALL = ""  # the wording of what is said of a task's numbers together (累计培训5200人)
SAYS_NOTHING = re.compile(
    r"[^\u4e00-\u9fff]|累计|截至|目前|已经?|现|共计?|一共|合计|总计|全年|今年|完成|实现|达到?|了|专项|培训|轮训|新增"
    r"|新建|建成|建设|改造|认定|推选|评选|本周|本月|又|再|[万亿千百余多]"
)


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
    words: str = ""


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
            each["text"],
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
        if counted_in(figure.unit) != counted_in(target.unit):
            continue
        whole = shares.get((figure.part, ALL))
        if figure.target and (figure.task, figure.target) in target.same:
            if whole is None:
                place = figure.part, figure.target
                shares[place] = _told(shares.get(place), figure, figure.target)
            elif figure.increment:  # a number of its own is part of the whole
                shares[figure.part, ALL] = _told(whole, figure, ALL)
        elif _of_all(figure, target):
            own = [shares.pop(place) for place in sorted(shares) if place[0] == figure.part]
            shares[figure.part, ALL] = _told(_together(own), figure, ALL)
    return Reached(
        text=target.text,
        needed=target.value,
        unit=target.unit,
        reached=sum(share.value for share in shares.values()) if shares else None,
        reports=tuple(sorted({report for share in shares.values() for report in share.reports})),
        shares=tuple(shares[place] for place in sorted(shares)),
    )


def _of_all(figure: Figure, target: Target) -> bool:
    """Whether a figure without a target is said of the several numbers of its task together."""
    several = sum(task == figure.task for task, _ in target.same) > 1
    words = SAYS_NOTHING.sub("", figure.words)
    return several and figure.target is None and bool(figure.words) and words in ("", figure.unit)


def _together(shares: list[Share]) -> Share | None:
    if not shares:
        return None
    reports = dict.fromkeys(report for share in shares for report in share.reports)
    return Share(shares[0].part, ALL, sum(share.value for share in shares), tuple(reports))


def _told(share: Share | None, figure: Figure, wording: str) -> Share:
    if share is None or not figure.increment:
        return Share(figure.part, wording, figure.value, (figure.report,))
    return replace(
        share,
        value=share.value + figure.value,
        reports=tuple(dict.fromkeys((*share.reports, figure.report))),
    )
