"""Plans in the genre's many hands, labelled before they were ever read, scored as a whole.

A line of labels: words of the task | owners, a star after who leads | due | dated clauses with the
first letter of their recurrence | targets | first letter of the nature | goals.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from data.kinds import Role
from data.reader import read
from data.reader.draft import Draft, Target, TaskDraft
from data.reader.shipped import events, registry

GENRE = Path(__file__).parent / "genre"
ASPECTS = ("owners", "due", "dated", "targets", "nature", "goals")
BARS = {
    "tasks": 0.97,
    "owners": 0.97,
    "due": 0.93,
    "dated": 0.93,
    "targets": 0.93,
    "nature": 0.85,
    "goals": 0.85,
}


def shown_target(target: Target) -> str:
    return f"{target.comparator}{target.value:g}{target.unit}"


def shown(task: TaskDraft) -> tuple[list[str], ...]:
    return (
        [owner.name + "*" * (owner.role is Role.LEAD) for owner in task.owners],
        [str(task.due.on or "-")],
        [f"{d.on}{(d.recurs or '')[:1]}" for d in task.deadlines],
        [shown_target(target) for target in task.targets],
        [task.nature.value[:1] if task.nature else "-"],
        [str(ordinal) for ordinal in task.goals],
    )


def labels_of(path: Path) -> list[list[str]]:
    lines = path.with_suffix(".labels").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in f"{line}|||||".split("|")] for line in lines if line]


def cell(words: str) -> list[str]:
    return [one.strip() for one in words.replace("/", ",").split(",") if one.strip()]


def found(draft: Draft, anchor: str) -> TaskDraft | None:
    return next((task for task in draft.tasks if anchor in f"{task.text}{task.title}"), None)


def facts(path: Path) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """What was read and what was labelled, each as (aspect, plan, task, words)."""
    draft = read(path.read_text(encoding="utf-8"), registry=registry(), events=events())
    right: Counter[tuple[str, ...]] = Counter()
    given: Counter[tuple[str, ...]] = Counter()
    given.update(("tasks", path.stem, task.code) for task in draft.tasks)
    for anchor, *cells in labels_of(path):
        task = found(draft, anchor)
        right[("tasks", path.stem, task.code if task else anchor)] += 1
        for aspect, words in zip(ASPECTS, cells, strict=False):
            right.update((aspect, path.stem, anchor, one) for one in cell(words))
        if task:
            given.update(_given(path, anchor, shown(task)))
    return given, right


def _given(
    path: Path, anchor: str, columns: Iterable[list[str]]
) -> Iterable[tuple[str, str, str, str]]:
    for aspect, words in zip(ASPECTS, columns, strict=True):
        yield from ((aspect, path.stem, anchor, one) for one in words)


@pytest.fixture(scope="module")
def compared() -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    given: Counter[tuple[str, ...]] = Counter()
    right: Counter[tuple[str, ...]] = Counter()
    for path in sorted(GENRE.glob("*.txt")):
        one, other = facts(path)
        given, right = given + one, right + other
    return given, right


@pytest.mark.parametrize("aspect", BARS)
def test_plans_of_the_genre_are_read(
    aspect: str, compared: tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]
) -> None:
    given, right = (Counter({k: n for k, n in c.items() if k[0] == aspect}) for c in compared)
    both = (given & right).total()
    f1 = 2 * both / (given.total() + right.total())
    assert f1 >= BARS[aspect], [*(right - given), *(given - right)]
