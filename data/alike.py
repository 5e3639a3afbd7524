"""How alike the texts of tasks are, and which of two plans' tasks belong together."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.kinds import Role

_SIGNS = re.compile(r"[\W\d_]+")
_YEAR = re.compile(r"(?:20\d\d|[12]\d{3})年?")


@dataclass(frozen=True)
class Stated:
    """A task as a plan states it; `item` is the item's code, `owners` are names with roles."""

    code: str
    text: str
    brief: str = ""
    title: str = ""
    owners: tuple[tuple[str, Role], ...] = ()
    due: date | None = None

    @property
    def item(self) -> str:
        """The item's part of the code: 4 of 4-1, 2.4 of 2.4-1."""
        return self.code.rpartition("-")[0]


@dataclass(frozen=True)
class Pair:
    """Two tasks by their places in the two lists, and how alike they are (0 to 1)."""

    before: int
    after: int
    likeness: float


Grams = Counter[str]
"""How often each pair of neighbouring signs stands in a text."""


def grams(text: str) -> Grams:
    """The text without blanks, signs, figures and years, as its pairs of neighbours."""
    bare = _SIGNS.sub("", _YEAR.sub("", text)).casefold()
    return Counter(bare[n : n + 2] for n in range(max(len(bare) - 1, 1))) if bare else Counter()


def likeness(one: Grams, other: Grams) -> float:
    """The share of pairs that the two have in common, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def rarity(texts: Iterable[Grams]) -> dict[str, float]:
    """What a pair of neighbours says: 1 where a single text has it, towards 0 for a common one."""
    counts = Counter(gram for text in texts for gram in text)
    return {gram: count**-0.5 for gram, count in counts.items()}


def weighed(one: Grams, other: Grams, says: Mapping[str, float]) -> float:
    """As `likeness`, where each pair of neighbours counts by what it says."""
    common = sum(count * says[gram] for gram, count in (one & other).items())
    total = sum(count * says[gram] for text in (one, other) for gram, count in text.items())
    return 2 * common / total if total else 0.0


def best_pairs(scored: Collection[Pair]) -> list[Pair]:
    """Each task in one pair at most, the most alike first; a tie goes to the earlier task."""
    ordered = sorted(scored, key=lambda pair: (-pair.likeness, pair.before, pair.after))
    befores: set[int] = set()
    afters: set[int] = set()
    found: list[Pair] = []
    for pair in ordered:
        if pair.before not in befores and pair.after not in afters:
            befores.add(pair.before)
            afters.add(pair.after)
            found.append(pair)
    return found


def near(before: Sequence[Grams], after: Sequence[Grams], shared: int) -> list[tuple[int, int]]:
    """Pairs with something rare in common, so that not all need to be weighed.

    `shared`: a pair of neighbours that more texts than this have brings nobody together.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(before):
        for gram in text:
            holders[gram].append(number)
    found: set[tuple[int, int]] = set()
    for number, text in enumerate(after):
        for gram in text:
            if len(holders[gram]) <= shared:
                found |= {(each, number) for each in holders[gram]}
    return sorted(found)
