"""Goals that several numbers of tasks make together, and those that they fall short of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.reader.draft import Goal, Target
from data.reader.likeness import counted_in, likeness, pairs

MOST_PARTS = 40  # tasks tried for a sum, in pairs
DIGITS = 6  # places that a sum is compared to
NAMED = 6  # pairs of signs that a task shares with the goal whose sum it is to make
ALIKE = 4  # pairs of signs that two phrases for one number share when the numbers differ

Kind = tuple[str, str]
"""A number's unit and kind: only numbers alike in both are added up."""
Counted = tuple[int, str]
"""A task's place and the wording of one of its numbers."""


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


@dataclass(frozen=True)
class Parts:
    """The parts of all tasks by kind of number, and which of them have two signs in a row."""

    by_kind: dict[Kind, dict[int, Part]]
    holders: dict[tuple[Kind, str], list[int]]

    def about(self, goal: Goal) -> Iterator[tuple[Target, list[Part]]]:
        """Each number of a goal with the first tasks that share words with the goal."""
        words = pairs(goal.text)
        found = {kind: self._sharing(kind, words) for kind in map(_kind, goal.targets)}
        for target in goal.targets:
            yield target, found[_kind(target)]

    def _sharing(self, kind: Kind, words: frozenset[str]) -> list[Part]:
        places = {place for pair in words for place in self.holders.get((kind, pair), ())}
        return [self.by_kind[kind][place] for place in sorted(places)[:MOST_PARTS]]


def parts_of(works: Sequence[Work]) -> Parts:
    """The sum of each task's numbers of one kind; of those alike in words only the first few."""
    by_kind: dict[Kind, dict[int, Part]] = defaultdict(dict)
    holders: dict[tuple[Kind, str], list[int]] = defaultdict(list)
    for place, work in enumerate(works):
        own: dict[Kind, list[Target]] = defaultdict(list)
        for target in work.targets:
            own[_kind(target)].append(target)
        for kind, targets in own.items():
            total = round(float(sum(target.value for target in targets)), DIGITS)
            by_kind[kind][place] = Part(place, len(targets), total)
            for pair in pairs(" ".join(target.text for target in targets)):
                if len(holders[kind, pair]) < MOST_PARTS:
                    holders[kind, pair].append(place)
    return Parts(by_kind, holders)


def sums(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Ordinals of goals whose number one or two tasks' numbers make, with those tasks' places."""
    parts = parts_of(works)
    for goal in goals:
        for target, some in parts.about(goal):
            if target.kind != "percent" and target.unit:
                places = _adding_up(target, some)
                if places:
                    yield goal.ordinal, places


def mismatches(works: Sequence[Work], goals: Sequence[Goal]) -> Iterator[tuple[int, str]]:
    """Places of tasks whose numbers in a list fall short of the goal named by the same words."""
    parts = parts_of(works)
    for goal in goals:
        for target, some in parts.about(goal):
            reached = any(part.total == target.value for part in some)
            if counted_in(target.unit) != "人" or reached or _adding_up(target, some):
                continue
            for part in _short(target, some, works):
                yield part.place, f"{target.text} ≠ {part.total:g}"


def counting(goal: Goal, works: Sequence[Work]) -> tuple[frozenset[Counted], ...]:
    """For each number of a goal the wordings of its tasks that count towards it.

    They are the same number, else the parts of its sum, else what is said in much the same words;
    a wording counts towards the number that it is most like.
    """
    claimed = [
        _same(target, works) or _summed(target, some, works) or _said_alike(target, works)
        for target, some in parts_of(works).about(goal)
    ]
    best: dict[Counted, int] = {}
    for target, wordings in zip(goal.targets, claimed, strict=True):
        for wording in wordings:
            best[wording] = max(best.get(wording, 0), likeness(target.text, wording[1]))
    return tuple(
        frozenset(w for w in wordings if likeness(target.text, w[1]) == best[w])
        for target, wordings in zip(goal.targets, claimed, strict=True)
    )


def _of_kind(target: Target, works: Sequence[Work]) -> Iterator[tuple[int, Target]]:
    for place, work in enumerate(works):
        yield from ((place, own) for own in work.targets if _kind(own) == _kind(target))


def _same(target: Target, works: Sequence[Work]) -> set[Counted]:
    return {
        (place, own.text)
        for place, own in _of_kind(target, works)
        if own.value == target.value and likeness(own.text, target.text)
    }


def _summed(target: Target, parts: list[Part], works: Sequence[Work]) -> set[Counted]:
    places = set(_adding_up(target, parts)) or {p.place for p in _short(target, parts, works)}
    return {(place, own.text) for place, own in _of_kind(target, works) if place in places}


def _said_alike(target: Target, works: Sequence[Work]) -> set[Counted]:
    return {
        (place, own.text)
        for place, own in _of_kind(target, works)
        if likeness(own.text, target.text) >= ALIKE
    }


def _short(target: Target, parts: list[Part], works: Sequence[Work]) -> Iterator[Part]:
    """The lists of numbers named by a goal's words, whatever they come to."""
    for part in parts:
        if part.numbers > 1 and likeness(target.text, works[part.place].text) >= NAMED:
            yield part


def _kind(target: Target) -> Kind:
    return counted_in(target.unit), target.kind


def _adding_up(target: Target, parts: list[Part]) -> tuple[int, ...]:
    """The task, or the two nearest each other, whose sums make the goal's number."""
    for part in parts:
        if part.total == target.value and part.numbers > 1:
            return (part.place,)
    latest: dict[float, int] = {}
    found = []
    for part in parts:
        one = latest.get(round(target.value - part.total, DIGITS))
        if one is not None:
            found.append((part.place - one, one, part.place))
        latest[part.total] = part.place
    return min(found)[1:] if found else ()
