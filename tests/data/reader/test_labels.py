"""The two plans against labels written by hand from the text, not from what the reader gave."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.kinds import Role
from data.reader import read
from data.reader.draft import TaskDraft
from data.reader.shipped import events, plan_text, registry

LABELS = Path(__file__).parent / "labels"
YEARS = [2018, 2016]


@dataclass(frozen=True)
class Score:
    """Right, missed and wrong among things found."""

    right: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.wrong)


def score(pairs: list[tuple[list[Any], list[Any]]]) -> Score:
    right = missed = wrong = 0
    for found, expected in pairs:
        left = list(expected)
        for one in found:
            if one in left:
                left.remove(one)
                right += 1
            else:
                wrong += 1
        missed += len(left)
    return Score(right, missed, wrong)


def labelled(year: int) -> list[tuple[TaskDraft, dict[str, Any]]]:
    labels = json.loads((LABELS / f"{year}.json").read_text(encoding="utf-8"))
    tasks = read(plan_text(year), registry=registry(), events=events()).tasks
    return list(zip(tasks, labels, strict=True))


@pytest.mark.parametrize("year", YEARS)
def test_every_task_has_its_code_and_every_owner_its_role(year: int) -> None:
    for task, label in labelled(year):
        assert task.code == label["code"]
        assert [owner.name for owner in task.owners] == label["owners"]
        assert [owner.role is Role.LEAD for owner in task.owners][:2] == [True, False][
            : len(task.owners)
        ]


@pytest.mark.parametrize("year", YEARS)
def test_every_date_is_right(year: int) -> None:
    for task, label in labelled(year):
        assert {"on": str(task.due.on), "basis": task.due.basis} == label["due"], task.code
        found = [
            {"on": str(d.on), "basis": d.basis.value, "phrase": d.phrase} for d in task.deadlines
        ]
        assert found == label["deadlines"], task.code


@pytest.mark.parametrize("year", YEARS)
def test_targets_are_found(year: int) -> None:
    pairs = [
        (
            [(t.value, t.unit, t.comparator) for t in task.targets],
            [(t["value"], t["unit"], t["comparator"]) for t in label["targets"]],
        )
        for task, label in labelled(year)
    ]
    assert score(pairs).f1 >= 0.95


@pytest.mark.parametrize("year", YEARS)
def test_the_nature_of_tasks_is_told(year: int) -> None:
    pairs = labelled(year)
    right = sum(task.nature == label["nature"] for task, label in pairs)
    assert right / len(pairs) >= 0.85


@pytest.mark.parametrize("year", YEARS)
def test_goals_are_linked(year: int) -> None:
    links = score([(list(task.goals), label["goals"]) for task, label in labelled(year)])
    assert links.recall >= 0.85
    assert links.precision >= 0.8


@pytest.mark.parametrize("year", YEARS)
def test_every_target_is_quoted_from_its_task(year: int) -> None:
    for task, _ in labelled(year):
        assert all(target.text in task.text for target in task.targets)
