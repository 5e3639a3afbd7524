"""A new wording of a plan: what it adds, drops and changes, and the codes that stay."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.alike import Stated
from data.kinds import Role
from data.revision import Change, Revision, revise
from tests.data.stated import stated

PLAN = stated(2018)
TASK = next(task for task in PLAN if task.code == "4-1")
NEW = "开展教师数字素养测评试点，研制测评工具，遴选若干地区先行先试，形成典型案例。"


def edited(code: str, **change: object) -> tuple[Stated, ...]:
    """The plan with one task changed."""
    return tuple(
        replace(task, **change) if task.code == code else task  # type: ignore[arg-type]
        for task in PLAN
    )


def test_the_same_document_changes_nothing():
    assert revise(PLAN, PLAN).empty


def test_blanks_are_no_change():
    assert revise(PLAN, edited("4-1", text=" ".join(TASK.text) + "\n")).empty


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": TASK.text.replace("10个", "15个")}, (Change.REWORDED,)),
        ({"owners": (("财务司", Role.LEAD),)}, (Change.OWNERS,)),
        ({"owners": tuple((n, Role.SUPPORT) for n, _ in TASK.owners)}, (Change.OWNERS,)),
        ({"owners": TASK.owners[::-1]}, ()),
        ({"due": date(2018, 11, 30)}, (Change.DUE,)),
        ({"due": None, "text": TASK.text + "完善机制。"}, (Change.REWORDED, Change.DUE)),
    ],
)
def test_a_change_is_named(change: dict[str, object], expected: tuple[Change, ...]):
    found = revise(PLAN, edited("4-1", **change))
    assert [(each.before.code, each.changes) for each in found.changed] == (
        [("4-1", expected)] if expected else []
    )
    assert (found.added, found.dropped) == ((), ())


def test_a_task_before_the_others_takes_the_next_number_and_moves_nobody():
    shifted = [
        replace(task, code=f"4-{int(task.code[2:]) + 1}") if task.item == "4" else task
        for task in PLAN
    ]
    found = revise(PLAN, [Stated("4-1", NEW), *shifted])
    assert [each.code for each in found.added] == ["4-3"]
    assert (found.changed, found.dropped) == ((), ())


def test_items_that_are_renumbered_keep_their_codes():
    shifted = [replace(t, code=f"{int(t.item) + 1}-{t.code.split('-')[1]}") for t in PLAN]
    more = Stated("5-9", NEW)
    found = revise(PLAN, [Stated("1-1", NEW[::-1]), *shifted, more])
    assert not found.changed
    assert not found.dropped
    # The new first item's number belongs to another; the new task of the fifth stands in item 4.
    assert [each.code for each in found.added] == ["30-1", "4-3"]


def test_a_number_that_was_dropped_before_never_comes_again():
    found = revise(PLAN, [*PLAN, Stated("4-3", NEW)], used={"4-3", "4-4"})
    assert [each.code for each in found.added] == ["4-5"]


def test_a_dropped_task_is_named():
    found = revise(PLAN, PLAN[1:])
    assert [task.code for task in found.dropped] == ["1-1"]
    assert found.kept[0].before.code == "1-2"


def test_last_years_plan_is_no_wording_of_this_years():
    assert not revise(stated(2016), PLAN).of_same_plan
    assert revise(PLAN, PLAN[:40]).of_same_plan


@given(st.integers(0, 10**9))
@settings(max_examples=25)
def test_small_edits_anywhere_keep_every_code(seed: int):
    dice = random.Random(seed)
    survivors = dice.sample(PLAN, dice.randint(30, len(PLAN)))
    new = [
        replace(task, text=_worn(task.text, dice), code=f"9{n}-1")
        for n, task in enumerate(survivors)
    ]
    new.insert(dice.randint(0, len(new)), Stated("300-1", NEW))
    found = revise(PLAN, new)
    assert [each.before.code for each in found.kept] == [task.code for task in survivors]
    assert len(found.added) == 1
    assert {task.code for task in found.dropped} == {t.code for t in PLAN} - {
        t.code for t in survivors
    }


@given(st.lists(st.integers(1, 4), max_size=12), st.lists(st.integers(1, 4), max_size=12))
def test_every_task_is_told_of_once_and_no_code_comes_twice(old: list[int], new: list[int]):
    before, after = _tasks(old), _tasks(new)
    found = revise(before, after)
    assert len(found.kept) + len(found.dropped) == len(before)
    assert len(found.kept) + len(found.added) == len(after)
    codes = _codes(found)
    assert len(codes) == len(set(codes))


def _codes(found: Revision) -> list[str]:
    return [
        *(each.before.code for each in found.kept),
        *(each.code for each in found.added),
        *(task.code for task in found.dropped),
    ]


def _tasks(texts: list[int]) -> list[Stated]:
    words = ("", "建设云教室", "建设云教室二期", "完善网络安全制度", "举办校长培训班")
    return [Stated(f"1-{n}", words[text]) for n, text in enumerate(texts, 1)]


def _worn(text: str, dice: random.Random) -> str:
    """With one sign in ten left out, and a sentence that was not there."""
    return "".join(sign for sign in text if dice.random() > 0.1) + "并加强宣传。"
