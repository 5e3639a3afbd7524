"""An edited ledger beside its copy: what it says anew, and what cannot be taken."""

from collections.abc import Mapping, Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kinds import Role
from data.ledger import (
    COLUMNS,
    COPY,
    FORM,
    OF_PART,
    OF_TASK,
    Edit,
    Ledger,
    changes,
    edits,
    take_apart,
    untouched,
)
from data.refusal import Refusal

TITLES = {name.upper(): name for name in COLUMNS}
ROLES = {"牵头": Role.LEAD, "配合": Role.SUPPORT}
Cells = dict[str, str]


def row(task: str, code: str, unit: str, role: str = "配合", **cells: str) -> Cells:
    """A row as it is exported, each reckoned cell with a value of its own."""
    of_task = {name: f"{name} of {task}" for name in OF_TASK}
    of_part = {name: f"{name} of {unit}" for name in OF_PART}
    own = {"task": task, "code": code, "unit": unit, "role": role, "due": "2018-12-31"}
    return {**of_task, **of_part, **own, **cells}


EXPORTED = (
    row("7", "4-1", "科技司", "牵头"),
    row("7", "4-1", "中央电教馆"),
    row("8", "9-2", "科技司", "牵头", due=""),
    row("9", "0-1", "督导局", "牵头", section="2017年交办事项"),
    row("10", "0-1", "督导局", "牵头", section="2018年交办事项"),
)


def book(
    rows: Sequence[Mapping[str, str]],
    columns: Sequence[str] = COLUMNS,
    mark: Sequence[str] = (COPY, FORM, "2018"),
) -> list[tuple[str, ...]]:
    """A workbook's rows: the sheet from A1 on with a title and a blank line, then the copy."""
    numbers = count(3)
    names = (*COLUMNS, "task")
    sheet = [[name.upper() for name in columns], *([r.get(n, "") for n in columns] for r in rows)]
    copy = [names, *([r[n] for n in names] for r in EXPORTED)]
    return [
        ("台账", "1", "2018年工作要点台账"),
        *(("台账", str(next(numbers)), *cells) for cells in sheet),
        (COPY, "1", *mark),
        *((COPY, str(n), *cells) for n, cells in enumerate(copy, 3)),
    ]


def ledger(rows: Sequence[Mapping[str, str]]) -> Ledger:
    return take_apart(book(rows), TITLES)


def edited(at: int, **cells: str) -> list[Cells]:
    """The exported rows with one of them edited."""
    return [{**each, **(cells if n == at else {})} for n, each in enumerate(EXPORTED)]


def found(rows: Sequence[Mapping[str, str]]) -> list[Edit]:
    return edits(ledger(rows), ROLES)


@given(rows=st.permutations(EXPORTED), columns=st.permutations([*COLUMNS, "remark"]))
def test_an_untouched_ledger_says_nothing_anew_however_it_is_sorted(
    rows: list[Cells], columns: list[str]
):
    remarked = [{**each, "remark": "已核"} for each in rows]
    own = take_apart(book(remarked, columns), TITLES)
    assert edits(own, ROLES) == []
    assert (own.plan, untouched(own)) == ("2018", 0)


@given(rows=st.permutations(edited(1, due="2018-11-30")))
def test_a_date_edited_in_any_row_of_a_task_is_the_tasks(rows: list[Cells]):
    (edit,) = found(rows)
    line = rows.index(edited(1, due="2018-11-30")[1]) + 4
    assert (edit.task, edit.code, edit.owners) == (7, "4-1", ())
    assert edit.due == ("2018-12-31", "2018-11-30", f"D{line}")


def test_units_that_turn_come_and_go_are_told_by_name():
    rows = [
        *edited(0, role="配合"),
        {"code": "4-1", "unit": "财务司", "role": "牵头", "due": "", "section": ""},
    ]
    del rows[1]
    (edit,) = found(rows)
    assert edit.before == {"科技司": Role.LEAD, "中央电教馆": Role.SUPPORT}
    assert [(owner.unit, owner.role, owner.known) for owner in edit.owners] == [
        ("科技司", Role.SUPPORT, True),
        ("财务司", Role.LEAD, False),
    ]
    assert [(owner.unit_cell, owner.role_cell) for owner in edit.owners] == [
        ("B4", "C4"),
        ("B8", "C8"),
    ]
    assert edit.due is None


def test_a_name_written_over_another_changes_the_unit_and_keeps_its_row():
    (edit,) = found(edited(1, unit="财务司"))
    assert [owner.unit for owner in edit.owners] == ["科技司", "财务司"]


def test_a_task_without_a_row_is_left_alone_and_counted():
    rows = [each for each in EXPORTED if each["task"] != "7"]
    assert found(rows) == []
    assert untouched(ledger(rows)) == 1


def test_tasks_of_two_plans_with_one_code_are_told_by_their_section():
    (edit,) = found(edited(4, due="2018-06-30"))
    assert (edit.task, edit.due) == (10, ("2018-12-31", "2018-06-30", "D8"))


@pytest.mark.parametrize("column", [*OF_TASK, *OF_PART])
def test_what_is_reckoned_cannot_be_edited(column: str):
    with pytest.raises(Refusal) as refused:
        found(edited(0, **{column: "改了"}))
    facts = refused.value.facts
    letter = chr(ord("A") + COLUMNS.index(column))
    assert refused.value.key == "ledger-derived"
    assert (facts["cell"], facts["column"]) == (f"{letter}4", column.upper())
    assert facts["before"] == EXPORTED[0][column]


@pytest.mark.parametrize(
    ("rows", "key", "cell"),
    [
        (edited(1, code="99-9"), "ledger-code", "A5"),
        (edited(1, code=""), "ledger-code", "A5"),
        (edited(4, section="别处"), "ledger-code", "A8"),
        (edited(1, unit=""), "ledger-no-unit", "B5"),
        (edited(1, due=""), "ledger-no-date", "D5"),
        (edited(1, role="主办"), "ledger-role", "C5"),
        (edited(1, role=""), "ledger-role", "C5"),
        ([*EXPORTED, EXPORTED[1]], "ledger-twice", "B9"),
        (
            [*edited(0, due="2018-11-30")[:1], *edited(1, due="2018-10-31")[1:]],
            "ledger-two-dates",
            "D5",
        ),
        (
            [*EXPORTED, {"code": "4-1", "unit": "财务司", "role": "配合", "report": "已完成"}],
            "ledger-new",
            "K9",
        ),
    ],
)
def test_what_cannot_be_told_apart_is_refused_with_its_cell(rows: list[Cells], key: str, cell: str):
    with pytest.raises(Refusal) as refused:
        found(rows)
    assert (refused.value.key, refused.value.facts["cell"]) == (key, cell)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("台账", "1", "编号", "任务")],
        book(EXPORTED, mark=(COPY, "2", "2018")),
        book(EXPORTED)[: -len(EXPORTED) - 2],
        [(COPY, "1", COPY, FORM, "2018"), (COPY, "3", "code")],
        [*book(EXPORTED), (COPY, "99", *COLUMNS, "seven")],
    ],
)
def test_a_workbook_that_is_none_of_ours_is_refused(rows: list[tuple[str, ...]]):
    with pytest.raises(Refusal) as refused:
        take_apart(rows, TITLES)
    assert refused.value.key == "ledger-foreign"


def test_columns_that_are_missing_are_named():
    left = [name for name in COLUMNS if name not in ("due", "unit")]
    with pytest.raises(Refusal) as refused:
        take_apart(book(EXPORTED, left), TITLES)
    assert refused.value.key == "ledger-columns"
    assert refused.value.facts["missing"] == ["UNIT", "DUE"]


@given(*[st.sampled_from("abc")] * 3)
def test_an_edit_changes_only_what_nobody_else_has_changed(exported: str, said: str, now: str):
    if said in (exported, now):
        assert not changes(exported, said, now, "F7")
    elif now == exported:
        assert changes(exported, said, now, "F7")
    else:
        with pytest.raises(Refusal, match="ledger-changed"):
            changes(exported, said, now, "F7")
