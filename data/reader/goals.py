"""Which goals a task serves: the same number, part of a sum, or the same undertaking in both."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from data.reader.draft import Goal, Target
from data.reader.likeness import counted_in, likeness
from data.reader.sums import Work, sums

LEADING = re.compile(
    r"^(?:\d+[万亿]?[个名人项所]?|不少于|[、和及与的以对等并将，“”]|充分发挥|继续|进一步|深入"
    r"|全面|有序|启动|组织|开展|实施|印发"
    r"|出台|完成|加快|推进|推动"
    r"|建设|举办|通过|落实|研制|制定|提升|有效|支持|大力|基本|初步|实现|形成|加强|完善)+"
)
SETTING = re.compile(r"(?:依托|围绕|按照|根据|结合|利用)[^，。；]{0,6}$")
CUT = re.compile(r"[，。；：\n]")
GRAM = 8  # signs in a row that only one task of the plan shares with a goal: one undertaking
SURE = 10  # as many in a row name it even where several tasks do

Link = tuple[int, int]
"""A task's place and the ordinal of a goal that it serves."""
Places = Mapping[int, frozenset[int]]
"""Where in a text a run of GRAM signs begins that goals have, with the goals' ordinals."""
NOWHERE: frozenset[int] = frozenset()


def goals_served(works: Sequence[Work], goals: Sequence[Goal]) -> tuple[tuple[int, ...], ...]:
    """For each task the ordinals of the goals that it serves."""
    again: dict[str, list[int]] = defaultdict(list)
    for goal in goals:
        again[goal.text].append(goal.ordinal)
    once = {ordinals[0]: ordinals for ordinals in again.values()}
    distinct = [goal for goal in goals if goal.ordinal in once]
    found: list[set[int]] = [set() for _ in works]
    for place, ordinal in _links(works, distinct):
        found[place].update(once[ordinal])
    return tuple(tuple(sorted(ordinals)) for ordinals in found)


def _links(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[Link]:
    yield from _by_name(works, goals)
    yield from _by_number(works, goals)
    for ordinal, places in sums(works, goals):
        yield from ((place, ordinal) for place in places)


def _by_name(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[Link]:
    """Goals with a stretch of words in common that names an undertaking."""
    grams = _grams(goals)
    shared = [_shared(work.text, grams) for work in works]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, (work, places) in enumerate(zip(works, shared, strict=True)):
        for gram in {work.text[at : at + GRAM] for at in places}:
            holders[gram].append(place)
    for place, (work, places) in enumerate(zip(works, shared, strict=True)):
        for run, ordinal in _longest(set(_runs(work.text, places))):
            others = (works[other].text for other in holders[run[:GRAM]] if other != place)
            if len(run) >= SURE or not any(run in other for other in others):
                yield place, ordinal


def _grams(goals: Sequence[Goal]) -> dict[str, frozenset[int]]:
    """Every run of GRAM signs in the goals, with the goals that have it."""
    grams: dict[str, set[int]] = defaultdict(set)
    for goal in goals:
        for at in range(len(goal.text) - GRAM + 1):
            grams[goal.text[at : at + GRAM]].add(goal.ordinal)
    return {gram: frozenset(ordinals) for gram, ordinals in grams.items()}


def _shared(text: str, grams: Mapping[str, frozenset[int]]) -> Places:
    found = ((at, grams.get(text[at : at + GRAM])) for at in range(len(text) - GRAM + 1))
    return {at: ordinals for at, ordinals in found if ordinals}


def _runs(text: str, places: Places) -> Iterator[tuple[str, int]]:
    """The stretches that a text shares with each goal, without stops and leading verbs."""
    open_runs: dict[int, int] = {}
    for at in sorted({*places, *(at + 1 for at in places)}):
        here = places.get(at, NOWHERE)
        for ordinal in [o for o in open_runs if o not in here]:
            start = open_runs.pop(ordinal)
            if not SETTING.search(text[max(0, start - 10) : start]):
                yield from ((run, ordinal) for run in _pieces(text[start : at + GRAM - 1]))
        for ordinal in here:
            open_runs.setdefault(ordinal, at)


def _pieces(run: str) -> list[str]:
    cut = (LEADING.sub("", piece) for piece in CUT.split(run))
    return [piece for piece in cut if len(piece) >= GRAM]


def _longest(runs: set[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The stretches that are no part of a longer one."""
    having: dict[str, list[str]] = defaultdict(list)
    for run in {run for run, _ in runs}:
        for gram in {run[at : at + GRAM] for at in range(len(run) - GRAM + 1)}:
            having[gram].append(run)
    for run, ordinal in runs:
        if not any(run in other and run != other for other in having[run[:GRAM]]):
            yield run, ordinal


def _by_number(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[Link]:
    """Goals with the same number about the same thing; of several the most alike."""
    asked: dict[tuple[str, float], list[tuple[str, int]]] = defaultdict(list)
    for goal in goals:
        for target in goal.targets:
            asked[_number(target)].append((target.text, goal.ordinal))
    for place, work in enumerate(works):
        for mine in work.targets:
            alike = [(likeness(mine.text, text), o) for text, o in asked.get(_number(mine), ())]
            best = max((shared for shared, _ in alike), default=0)
            yield from ((place, o) for shared, o in alike if shared == best >= 2)


def _number(target: Target) -> tuple[str, float]:
    return counted_in(target.unit), target.value
