"""Which goals a task serves: the same number, part of a sum, or the same undertaking in both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from data.reader.draft import Goal, Target

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
PEOPLE = {"名": "人", "人次": "人", "位": "人"}
MOST_PARTS = 40  # tasks tried for a sum, in pairs


@dataclass(frozen=True)
class Work:
    """What of a task is compared with the goals."""

    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Part:
    """What one task adds to a sum: its place, how many numbers, their total."""

    place: int
    numbers: int
    total: float


def goals_served(works: Sequence[Work], goals: Sequence[Goal]) -> tuple[tuple[int, ...], ...]:
    """For each task the ordinals of the goals that it serves."""
    found: list[set[int]] = [set() for _ in works]
    grams = _grams(goals)
    for place, work in enumerate(works):
        found[place] |= _by_name(work.text, grams, works) | _by_number(work.targets, goals)
    for ordinal, places in _sums(works, goals):
        for place in places:
            found[place].add(ordinal)
    return tuple(tuple(sorted(ordinals)) for ordinals in found)


def _grams(goals: Sequence[Goal]) -> dict[str, frozenset[int]]:
    """Every run of GRAM signs in the goals, with the goals that have it."""
    grams: dict[str, frozenset[int]] = {}
    for goal in goals:
        for at in range(len(goal.text) - GRAM + 1):
            gram = goal.text[at : at + GRAM]
            grams[gram] = grams.get(gram, frozenset()) | {goal.ordinal}
    return grams


def _by_name(text: str, grams: dict[str, frozenset[int]], works: Sequence[Work]) -> set[int]:
    runs = [(run, ordinal) for ordinal, run in _runs(text, grams)]
    longest = [
        (run, ordinal)
        for run, ordinal in runs
        if not any(run in other and len(run) < len(other) for other, _ in runs)
    ]
    return {ordinal for run, ordinal in longest if _names_work(run, works)}


def _runs(text: str, grams: dict[str, frozenset[int]]) -> Iterator[tuple[int, str]]:
    """The stretches that a text shares with each goal, without stops and leading verbs."""
    open_runs: dict[int, int] = {}
    for at in range(len(text) - GRAM + 2):
        here = grams.get(text[at : at + GRAM], frozenset())
        for ordinal in [o for o in open_runs if o not in here]:
            start = open_runs.pop(ordinal)
            if not SETTING.search(text[max(0, start - 10) : start]):
                yield from ((ordinal, run) for run in _pieces(text[start : at + GRAM - 1]))
        for ordinal in here:
            open_runs.setdefault(ordinal, at)


def _pieces(run: str) -> list[str]:
    cut = (LEADING.sub("", piece) for piece in CUT.split(run))
    return [piece for piece in cut if len(piece) >= GRAM]


def _names_work(run: str, works: Sequence[Work]) -> bool:
    return len(run) >= SURE or sum(run in work.text for work in works) == 1


def _by_number(targets: Sequence[Target], goals: Sequence[Goal]) -> set[int]:
    """Goals with the same number about the same thing; of several the most alike."""
    found: set[int] = set()
    for mine in targets:
        likeness = [
            (_likeness(mine.text, its.text), goal.ordinal)
            for goal in goals
            for its in goal.targets
            if _unit(mine) == _unit(its) and mine.value == its.value
        ]
        best = max(likeness, default=(0, 0))[0]
        found |= {ordinal for alike, ordinal in likeness if alike == best and alike >= 2}
    return found


def _likeness(one: str, other: str) -> int:
    """How many pairs of signs two phrases share, numbers left out."""
    return len(_pairs(one) & _pairs(other))


def _pairs(text: str) -> set[str]:
    words = re.sub(r"[\d.,%万亿个]+", " ", text)
    return {words[at : at + 2] for at in range(len(words) - 1) if " " not in words[at : at + 2]}


def _unit(target: Target) -> str:
    return PEOPLE.get(target.unit, target.unit)


def _sums(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Goals whose number is the sum of one task's numbers or of two tasks' together."""
    for goal in goals:
        for target in goal.targets:
            if target.kind != "percent" and target.unit:
                places = _adding_up(target, _parts(target, goal, works))
                if places:
                    yield goal.ordinal, places


def _parts(target: Target, goal: Goal, works: Sequence[Work]) -> list[Part]:
    """Per task that shares words with the goal, the sum of its numbers in the goal's unit."""
    parts = []
    pairs = _pairs(goal.text)
    for place, work in enumerate(works):
        own = [t for t in work.targets if _unit(t) == _unit(target) and t.kind == target.kind]
        if own and _pairs(" ".join(t.text for t in own)) & pairs:
            parts.append(Part(place, len(own), float(sum(t.value for t in own))))
    return parts[:MOST_PARTS]


def _adding_up(target: Target, parts: list[Part]) -> tuple[int, ...]:
    """The task, or the two nearest each other, whose sums make the goal's number."""
    for part in parts:
        if part.total == target.value and part.numbers > 1:
            return (part.place,)
    pairs = [
        (later.place - one.place, one.place, later.place)
        for one, later in combinations(parts, 2)
        if one.total + later.total == target.value
    ]
    return min(pairs)[1:] if pairs else ()


def mismatches(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[tuple[int, str]]:
    """Places of tasks whose numbers in a list fall short of the goal named by the same words."""
    for goal in goals:
        for target in goal.targets:
            parts = _parts(target, goal, works)
            reached = any(part.total == target.value for part in parts)
            if _unit(target) != "人" or reached or _adding_up(target, parts):
                continue
            for part in parts:
                if part.numbers > 1 and _likeness(target.text, works[part.place].text) >= 6:
                    yield part.place, f"{target.text} ≠ {part.total:g}"
