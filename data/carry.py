"""Which tasks of the last plan go on in this one (延续任务): by what names and texts share."""

from collections import Counter
from collections.abc import Sequence

from data.alike import Grams, Pair, Stated, best_pairs, grams, near, rarity, weighed

ALIKE = 0.3  # 2016 and 2018: what is above goes on, what is below shares only the usual words
SHARED = 12  # tasks that have the same words, at most, for the words to tell anything
NAMED = 3  # times that a word of a task's name counts


def carried(last: Sequence[Stated], this: Sequence[Stated]) -> tuple[Pair, ...]:
    """Pairs of places in the two plans, in this one's order; each task goes on once at most."""
    before, after = ([_said(task) for task in tasks] for tasks in (last, this))
    says = rarity([*before, *after])
    scored = [
        Pair(one, other, score)
        for one, other in near(before, after, SHARED)
        if (score := weighed(before[one], after[other], says)) >= ALIKE
    ]
    return tuple(sorted(best_pairs(scored), key=lambda pair: pair.after))


def _said(task: Stated) -> Grams:
    """The words of a task; its name weighs more than its text."""
    name = grams(task.brief)
    named = {gram: count * NAMED for gram, count in name.items()}
    return grams(task.text) + grams(task.title) + Counter(named)
