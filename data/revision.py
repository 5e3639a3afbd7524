"""What a new wording of a plan changes: tasks added, dropped, reworded, their owners or dates."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.alike import Pair, Stated, best_pairs, grams, likeness, near

ALIKE = 0.45  # less in common is another task
SAME_PLACE = 0.02  # of two that are equally alike, the one with the old code is meant
SHARED = 12  # tasks that have the same words, at most, for the words to tell anything
SAME_PLAN = 0.5  # of the tasks matched, a document is a new wording of the plan
_BLANKS = re.compile(r"\s+")


class Change(StrEnum):
    """What may change of a task that stays."""

    REWORDED = "reworded"
    OWNERS = "owners"
    DUE = "due"


@dataclass(frozen=True)
class Kept:
    """A task that stays, under its old code; `changes` is empty when it stays as it was."""

    before: Stated
    after: Stated
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Added:
    """A task that is new, and the code that it gets in the old plan."""

    code: str
    task: Stated


@dataclass(frozen=True)
class Revision:
    """A new wording against the old: every old task is kept or dropped, every new one has a code.

    `kept` and `added` stand in the new document's order, `dropped` in the old one's.
    """

    kept: tuple[Kept, ...]
    added: tuple[Added, ...]
    dropped: tuple[Stated, ...]

    @property
    def changed(self) -> tuple[Kept, ...]:
        """The tasks that stay and are not as they were."""
        return tuple(each for each in self.kept if each.changes)

    @property
    def empty(self) -> bool:
        """Whether nothing changes at all."""
        return not (self.changed or self.added or self.dropped)

    @property
    def of_same_plan(self) -> bool:
        """Whether so much stays that the two are wordings of one plan."""
        whole = len(self.kept) + max(len(self.added), len(self.dropped))
        return bool(self.kept) and len(self.kept) >= SAME_PLAN * whole


def revise(old: Sequence[Stated], new: Sequence[Stated], used: Collection[str] = ()) -> Revision:
    """Match by text: codes are kept, a new task gets its item's next free number.

    `used` are codes that must not come again besides those of `old`: tasks dropped before.
    """
    matched = {pair.after: old[pair.before] for pair in _matched(old, new)}
    items = _items(new, matched)
    codes = _Codes({*used, *(task.code for task in old)})
    kept: list[Kept] = []
    added: list[Added] = []
    for number, task in enumerate(new):
        before = matched.get(number)
        if before is not None:
            kept.append(Kept(before, task, _changes(before, task)))
        else:
            added.append(Added(codes.next(items, task.item), task))
    stay = {each.before.code for each in kept}
    return Revision(tuple(kept), tuple(added), tuple(task for task in old if task.code not in stay))


def _matched(old: Sequence[Stated], new: Sequence[Stated]) -> list[Pair]:
    """Equal texts first, then what is most alike."""
    equal = best_pairs(_equal(old, new))
    taken = ({pair.before for pair in equal}, {pair.after for pair in equal})
    before, after = ([grams(task.text) for task in tasks] for tasks in (old, new))
    scored = [
        Pair(one, other, score + SAME_PLACE * (old[one].code == new[other].code))
        for one, other in near(before, after, SHARED)
        if one not in taken[0] and other not in taken[1]
        if (score := likeness(before[one], after[other])) >= ALIKE
    ]
    return [*equal, *best_pairs(scored)]


def _equal(old: Sequence[Stated], new: Sequence[Stated]) -> list[Pair]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, task in enumerate(old):
        places[_bare(task.text)].append(number)
    return [
        Pair(one, number, 1 + SAME_PLACE * (old[one].code == task.code))
        for number, task in enumerate(new)
        for one in places[_bare(task.text)]
    ]


def _changes(before: Stated, after: Stated) -> tuple[Change, ...]:
    differ = (
        (Change.REWORDED, _bare(before.text) != _bare(after.text)),
        (Change.OWNERS, set(before.owners) != set(after.owners)),
        (Change.DUE, before.due != after.due),
    )
    return tuple(change for change, is_so in differ if is_so)


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def _items(new: Sequence[Stated], matched: dict[int, Stated]) -> dict[str, str]:
    """The old item that each item of the new document continues: that of most of its tasks."""
    votes: dict[str, list[str]] = defaultdict(list)
    for number, before in matched.items():
        votes[new[number].item].append(before.item)
    return {item: max(dict.fromkeys(given), key=given.count) for item, given in votes.items()}


class _Codes:
    """Numbers that are free."""

    def __init__(self, used: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        for code in used:
            item, _, number = code.rpartition("-")
            self._last[item] = max(self._last.get(item, 0), int(number))

    def next(self, items: dict[str, str], item: str) -> str:
        """The next code of an item of the new document; a new item whose number is taken moves."""
        if item not in items:
            items[item] = self._free(item)
        place = items[item]
        self._last[place] = self._last.get(place, 0) + 1
        return f"{place}-{self._last[place]}"

    def _free(self, item: str) -> str:
        if item not in self._last:
            return item
        section, dot, _ = item.rpartition(".")
        numbers = (each.rpartition(".") for each in self._last)
        taken = [int(n) for head, mark, n in numbers if (head, mark) == (section, dot)]
        return f"{section}{dot}{max(taken) + 1}"
