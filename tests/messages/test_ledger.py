"""The ledger as a sheet."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.ledger import COLUMNS as EDITED
from data.ledger import edits, take_apart
from data.reader import document
from data.summary import PlanFacts, Summary, summarise
from messages.ledger import COLUMNS, columns, ledger, roles
from tests.data.facts import DAYS, lead, on, said, support, task
from tests.data.reader.papers import office
from tests.messages.digests import PLAN


def standing(text: str = "联通省级平台6个") -> Summary:
    part = lead(signed_at=on("02-13", 1), percent=30.0, said=said(text=text))
    tasks = (task(section=1, percent=30.0, parts=(part, support())), *PLAN.tasks[1:])
    return summarise(PlanFacts("2018", "要点", tasks, PLAN.sections), on("03-09", 18), DAYS)


def rows(content: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return [tuple(_plain(cell.value) for cell in row) for row in sheet.iter_rows(min_row=3)]


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_each_part_has_a_row_in_the_plans_order() -> None:
    head, *body = rows(ledger(standing(), "zh"))
    assert len(head) == len(COLUMNS)
    assert [(row[0], row[3], row[4]) for row in body[:3]] == [
        ("4-1", "科技司", "牵头"),
        ("4-1", "中央电教馆", "配合"),
        ("8-1", "语用司", "牵头"),
    ]
    assert body[0][1:] == (
        "（三）深化数字教育资源开发应用",
        "资源公共服务体系",
        "科技司",
        "牵头",
        date(2018, 12, 31),
        "正常",
        30,
        30,
        date(2018, 2, 13),
        "联通省级平台6个",
        date(2018, 3, 7),
        1,
    )


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "https://example.org/x", "<b>{{ 7*7 }}</b>", "-2"],
)
def test_what_people_wrote_is_text_and_no_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(ledger(standing(text), "zh"))).active
    cell = sheet.cell(4, list(COLUMNS).index("report") + 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    content = rows(ledger(standing("长" * 40_000), "zh"))
    assert content[1][10] == "长" * 32_766 + "…"


def test_a_hidden_sheet_keeps_the_ledger_as_it_left() -> None:
    book = openpyxl.load_workbook(BytesIO(ledger(standing(), "zh")))
    shown, copy = book.worksheets
    assert (copy.title, copy.sheet_state) == ("duban", "veryHidden")
    assert [cell.value for cell in copy[1]][:3] == ["duban", "1", "2018"]
    assert [cell.value for cell in copy[3]] == [*COLUMNS, "task"]
    for one, other in zip(shown.iter_rows(min_row=4), copy.iter_rows(min_row=4), strict=True):
        assert [cell.value for cell in one] == [cell.value for cell in other][:-1]
        assert other[-1].value


def test_saved_again_by_an_office_suite_it_says_what_was_edited_and_no_more(
    soffice: Path, tmp_path: Path
) -> None:
    content = ledger(standing("已完成33.3%，“联通”=6个\n另有2个在建"), "zh")
    book, file = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    book.worksheets[0]["F5"] = date(2018, 10, 31)
    book.save(file)
    saved = office(soffice, file.getvalue(), "xlsx", "xlsx", tmp_path)
    for each, due in ((content, []), (saved, [("2018-12-31", "2018-10-31", "F5")])):
        found = edits(take_apart(document.cells("台账.xlsx", each), columns()), roles())
        assert [edit.due for edit in found] == due
        assert [edit.owners for edit in found] == [()] * len(due)


def test_every_column_is_one_to_edit_or_one_to_leave() -> None:
    assert {*COLUMNS} == {*columns().values()} == {*EDITED}


def test_a_code_typed_into_its_column_is_no_date() -> None:
    sheet = openpyxl.load_workbook(BytesIO(ledger(standing(), "zh"))).active
    assert sheet["A4"].number_format == "@"
    sheet.cell(99, 1)
    assert sheet.column_dimensions["A"].number_format == "@"


def test_english_is_complete() -> None:
    assert rows(ledger(standing(), "en"))[0][:2] == ("Code", "Section")
