"""Owner lists and dated clauses of a draft against labels."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.kinds import Role
from data.reader.draft import Draft, TaskDraft


@dataclass(frozen=True)
class Score:
    """Right, missed and wrong among things found; `faults` tells which."""

    right: int
    missed: int
    wrong: int
    faults: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        all_ = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / all_ if all_ else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.faults + other.faults,
        )


NONE = Score(0, 0, 0)


def compared(found: Iterable[str], expected: Iterable[str]) -> Score:
    """Two bags of strings."""
    found, expected = Counter(found), Counter(expected)
    missed, wrong = expected - found, found - expected
    faults = (*(f"- {m}" for m in missed.elements()), *(f"+ {w}" for w in wrong.elements()))
    return Score((found & expected).total(), missed.total(), wrong.total(), faults)


def owner_score(draft: Draft, label: dict[str, Any]) -> Score:
    """Names with roles, task by task; a task nobody labelled counts as wrong."""
    expected = [f"{at}:{o}" for at, row in enumerate(label["tasks"]) for o in row["owners"]]
    found = [
        f"{_labelled(task, label)}:{owner.name}{'*' * (owner.role is Role.LEAD)}"
        for task in draft.tasks
        for owner in task.owners
    ]
    return compared(found, expected)


def date_score(draft: Draft, label: dict[str, Any]) -> Score:
    """Every dated clause with its day and its recurrence, in the clause that was labelled."""
    expected = [f"{d['on']} {d['recurs']} {at}" for at, d in enumerate(label["dates"])]
    found = [
        f"{deadline.on} {deadline.recurs} {_anchored(deadline.text, str(deadline.on), label)}"
        for task in draft.tasks
        for deadline in task.deadlines
    ]
    return compared(found, expected)


def _labelled(task: TaskDraft, label: dict[str, Any]) -> int | str:
    rows = enumerate(label["tasks"])
    return next((at for at, row in rows if row["anchor"] in task.text), task.text[:12])


def _anchored(text: str, on: str, label: dict[str, Any]) -> int | str:
    rows = enumerate(label["dates"])
    return next((at for at, d in rows if d["anchor"] in text and d["on"] == on), text[:12])
