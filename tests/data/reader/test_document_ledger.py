"""A ledger gives its rows, from a sheet as from comma-separated text."""

import io
from datetime import date

import openpyxl
import pytest

from data.reader.document import ledger, parse, sheet
from data.refusal import Refusal
from tests.data.reader.papers import xlsx

HEADER = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (
    HEADER,
    ("1", "推进资源共享，扩大覆盖", "科技司", "12月底"),
    ("2", "开展专项培训", "", "6月底"),
)


def rows(content: bytes) -> list[tuple[str, ...]]:
    return list(sheet.read(content).rows or ())


def test_a_sheet_gives_its_rows_and_a_line_for_each() -> None:
    found = parse("台账.xlsx", xlsx([["2018年台账"], *ROWS]))
    assert found.rows == (("2018年台账", "", "", ""), *ROWS)
    assert found.text.split("\n")[2] == "1\t推进资源共享，扩大覆盖\t科技司\t12月底"


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    assert rows(xlsx(ROWS, ["C2:C3"]))[2] == ("2", "开展专项培训", "科技司", "6月底")


def test_a_title_merged_across_stands_once() -> None:
    assert rows(xlsx([["台账", "", "", ""], *ROWS], ["A1:D1"]))[0] == ("台账", "", "", "")


VALUES = [
    (12, "General", "12"),
    (12.0, "General", "12"),
    (0.85, "0%", "85%"),
    (1, "0%", "100%"),
    (0.1 + 0.2, "General", "0.3"),
    (date(2018, 6, 1), 'yyyy"年"m"月"', "2018年6月"),
    (date(2018, 6, 1), "yyyy-mm-dd", "2018年6月1日"),
    (date(2018, 6, 30), 'yyyy"年"m"月"d"日"', "2018年6月30日"),
    ("6月底前", "@", "6月底前"),
]


@pytest.mark.parametrize(("value", "form", "shown"), VALUES)
def test_a_cell_reads_as_it_is_shown(value: object, form: str, shown: str) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, ("1", "推进", "科技司", value)):
        book.active.append(row)
    book.active["D2"].number_format = form
    assert rows(content(book))[1][3] == shown


def content(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_sheets_with_a_ledgers_header_are_read_together_and_notes_left_out() -> None:
    book = openpyxl.Workbook()
    book.active.append(["填表说明：请按要求填写"])
    for name, state in (("一", "visible"), ("二", "visible"), ("旧", "hidden")):
        page = book.create_sheet(name)
        page.sheet_state = state
        page.append(HEADER)
        page.append(("1", f"任务{name}", "科技司", ""))
    assert [row[1] for row in rows(content(book))] == ["工作任务", "任务一", "工作任务", "任务二"]


def test_a_lone_cell_at_the_far_corner_does_no_harm() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active["XFD1048576"] = "远"
    assert rows(content(book)) == [HEADER]


def test_a_sheet_of_endless_rows_is_refused() -> None:
    with pytest.raises(Refusal, match="file-too-large"):
        sheet.read(xlsx([HEADER] * (sheet.ROWS + 1)))


SEPARATED = {
    "commas": '序号,工作任务,责任单位\n1,"推进资源共享,\n扩大覆盖",科技司\n',
    "tabs": '序号\t工作任务\t责任单位\n1\t"推进资源共享,\n扩大覆盖"\t科技司\n',
    "semicolons": '序号;工作任务;责任单位\n1;"推进资源共享,\n扩大覆盖";科技司\n',
    "a title above": '2018年台账\n序号,工作任务,责任单位\n1,"推进资源共享,\n扩大覆盖",科技司\n',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("case", SEPARATED)
def test_separated_text_gives_the_same_rows(case: str, encoding: str) -> None:
    found = parse("台账.csv", SEPARATED[case].encode(encoding))
    assert found.rows is not None
    assert found.rows[-2:] == (
        ("序号", "工作任务", "责任单位"),
        ("1", "推进资源共享,\n扩大覆盖", "科技司"),
    )


def test_separated_text_of_endless_rows_is_refused() -> None:
    with pytest.raises(Refusal, match="file-too-large"):
        ledger.read(b"1,2\n" * (ledger.ROWS + 1))
