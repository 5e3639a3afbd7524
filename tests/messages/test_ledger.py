"""The ledger as a sheet."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data.summary import PlanFacts, Summary, summarise
from messages.ledger import COLUMNS, ledger
from tests.data.facts import DAYS, lead, on, said, support, task
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


def test_english_is_complete() -> None:
    assert rows(ledger(standing(), "en"))[0][:2] == ("Code", "Section")
