"""A Word file gives the text that Word shows: numbers, tables, accepted changes and all."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from data.reader.document import docx as word
from data.reader.document import parse
from tests.data.reader.papers import (
    define_list,
    level,
    numbered,
    numbered_docx,
    paragraphs,
    plan,
    saved,
    typed_docx,
    use_list,
)


def lines(document: docx.document.Document) -> list[str]:
    return word.read(saved(document)).text.split("\n")


@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("written", [typed_docx, numbered_docx])
def test_a_plan_comes_back_whole_from_word(year: int, written: object) -> None:
    assert callable(written)
    text = plan(year)
    assert paragraphs(parse("plan.docx", written(text)).text) == paragraphs(text)


FORMS = [
    ("decimal", "%1.", ["1. ", "2. ", "3. "]),
    ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
    ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
    ("japaneseCounting", "第%1条", ["第一条 ", "第二条 ", "第三条 "]),
    ("decimalEnclosedCircle", "%1", ["① ", "② ", "③ "]),
    ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
    ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
    ("upperRoman", "%1.", ["I. ", "II. ", "III. "]),
    ("lowerLetter", "%1)", ["a) ", "b) ", "c) "]),
    ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
    ("bullet", "\uf0b7", ["", "", ""]),
]


@pytest.mark.parametrize(("form", "pattern", "marks"), FORMS, ids=[form for form, *_ in FORMS])
def test_an_automatic_number_reads_as_word_shows_it(
    form: str, pattern: str, marks: list[str]
) -> None:
    document = docx.Document()
    define_list(document, [level(0, form, pattern)])
    for _ in marks:
        numbered(document, "推进")
    assert lines(document) == [mark + "推进" for mark in marks]


def test_lower_numbers_begin_anew_under_the_next_higher_one() -> None:
    document = docx.Document()
    define_list(document, [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.")])
    for at in (0, 1, 1, 0, 1):
        numbered(document, "推进", at)
    assert lines(document) == ["一、推进", "1. 推进", "2. 推进", "二、推进", "1. 推进"]


def test_a_number_may_hold_the_higher_ones() -> None:
    document = docx.Document()
    legal = level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>")
    define_list(document, [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."), legal])
    for at in (0, 1, 2, 2):
        numbered(document, "推进", at)
    assert lines(document)[2:] == ["1.1.1 推进", "1.1.2 推进"]


def test_a_list_starts_where_it_is_told_to() -> None:
    document = docx.Document()
    define_list(document, [level(0, "decimal", "%1.", start=5)])
    use_list(document, 78, 77)
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    use_list(document, 79, 77, again)
    for number in (77, 78, 79, 79):
        numbered(document, "推进", number=number)
    assert lines(document) == ["5. 推进", "6. 推进", "9. 推进", "10. 推进"]


def test_a_style_brings_its_number_along() -> None:
    document = docx.Document()
    define_list(document, [level(0, "chineseCounting", "%1、")])
    style = document.styles["Heading 1"]
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>')
    )
    document.add_paragraph("总体要求", "Heading 1")
    numbered(document, "无编号", number=0)
    document.add_paragraph("重点任务", "Heading 1")
    assert lines(document) == ["一、总体要求", "无编号", "二、重点任务"]


def marked(kind: str, text: str) -> str:
    tag = "delText" if kind in ("del", "moveFrom") else "t"
    return f'<w:{kind} w:id="1" w:author="a"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


def test_changes_read_as_if_they_were_accepted() -> None:
    document = docx.Document()
    changes = marked("del", "3月") + marked("ins", "6月") + marked("moveFrom", "旧") + "<w:r/>"
    document.element.body.insert(0, paragraph(f"<w:r><w:t>于</w:t></w:r>{changes}"))
    assert lines(document) == ["于6月"]


def paragraph(content: str) -> docx.oxml.text.paragraph.CT_P:
    return parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>")


def test_a_deleted_paragraph_is_not_numbered_and_a_deleted_end_joins_two() -> None:
    document = docx.Document()
    define_list(document, [level(0, "decimal", "%1.")])
    gone = numbered(document, "")
    gone._p.append(
        parse_xml(marked("del", "作废").replace("<w:del ", f"<w:del {nsdecls('w')} ", 1))
    )
    half = numbered(document, "上半")
    for deleted in (gone, half):
        deleted._p.get_or_add_pPr().append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="9" w:author="a"/></w:rPr>')
        )
    numbered(document, "下半")
    assert lines(document) == ["1. 上半下半"]


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("一、总体要求\t1", "toc 1")
    document.add_paragraph("一、总体要求")
    assert lines(document) == ["一、总体要求"]


def test_a_file_with_macros_reads_like_one_without() -> None:
    document = docx.Document()
    document.add_paragraph("推进")
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    document.part._content_type = kind
    assert kind.encode() in zipfile.ZipFile(io.BytesIO(saved(document))).read("[Content_Types].xml")
    assert lines(document) == ["推进"]


def test_breaks_tabs_and_hidden_text_read_as_shown() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("一行")
    run.add_break()
    run.add_text("二行\t尾")
    hidden = document.paragraphs[0].add_run("隐藏")
    hidden.font.hidden = True
    assert lines(document) == ["一行", "二行\t尾"]


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    document.element.body.insert(
        0,
        paragraph(
            f"<w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent {mc}>{both}"
            "</mc:AlternateContent></w:r>"
        ),
    )
    assert lines(document) == ["框外", "框内"]


def test_a_plan_inside_a_layout_table_stays_prose_in_its_place() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "一、总体要求\n推进资源共享。"
    document.add_paragraph("后")
    found = word.read(saved(document))
    assert (found.text.split("\n"), found.rows) == (
        ["前", "一、总体要求", "推进资源共享。", "后"],
        None,
    )


LEDGER = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "推进资源共享", "科技司", "12月底"],
    ["2", "开展专项培训", "科技司", "6月底"],
]


def test_a_document_that_is_mostly_a_ledger_gives_its_rows() -> None:
    document = docx.Document()
    document.add_paragraph("2018年台账")
    table = document.add_table(3, 4)
    for row, cells in zip(table.rows, LEDGER, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    found = word.read(saved(document))
    assert found.rows == (("2018年台账", "", "", ""), *map(tuple, LEDGER))
    assert found.text.split("\n")[2] == "1\t推进资源共享\t科技司\t12月底"
