"""A PDF gives paragraphs again, however its lines were broken and whatever runs around them."""

from pathlib import Path

import pypdfium2
import pytest

from data.reader.document import parse
from data.reader.document.lines import Glyph, Line, lines
from data.reader.document.measure import measure
from data.reader.document.paragraphs import paragraphs as joined
from data.reader.document.radicals import as_characters
from data.reader.document.running import without
from data.refusal import Refusal
from tests.data.reader.papers import (
    bare_html,
    office,
    official_docx,
    paragraphs,
    plan,
    printed,
    typed_docx,
)

SIZE, LEADING, LEFT, COLUMNS = 10.0, 15.0, 50.0, 20


@pytest.mark.slow
@pytest.mark.parametrize("year", [2016, 2018])
@pytest.mark.parametrize("set_in", [typed_docx, official_docx])
def test_a_plan_comes_back_whole_from_the_office(
    year: int, set_in: object, soffice: Path, tmp_path: Path
) -> None:
    assert callable(set_in)
    text = plan(year)
    content = office(soffice, set_in(text), "docx", "pdf", tmp_path)
    assert paragraphs(parse("plan.pdf", content).text) == paragraphs(text)


STYLES = {
    "bare": "p { margin: 0 }",
    "indented and justified": "p { margin: 0; text-indent: 2em; text-align: justify }",
    "spaced": "p { margin: 1em 0; line-height: 2 }",
    "narrow": "body { width: 400px; font-size: 12px } p { text-indent: 2em }",
    "lopsided": "body { margin: 0 80px 0 20px } p { margin: 0 }",
}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_a_plan_comes_back_whole_from_the_browser(
    style: str, chromium: Path, tmp_path: Path
) -> None:
    text = plan(2018)
    content = printed(chromium, bare_html(text, STYLES[style]), tmp_path)
    assert paragraphs(parse("plan.pdf", content).text) == paragraphs(text)


@pytest.mark.slow
def test_the_other_plan_comes_back_whole_from_the_browser(chromium: Path, tmp_path: Path) -> None:
    text = plan(2016)
    content = printed(chromium, bare_html(text), tmp_path)
    assert paragraphs(parse("plan.pdf", content).text) == paragraphs(text)


def typeset(text: str, page: int = 0, line: int = 0, x: float = LEFT) -> list[Glyph]:
    """One printed line, the given number of lines below the top."""
    y = 800 - line * LEADING
    return [
        Glyph(sign, x + at * SIZE, y, x + (at + 1) * SIZE, SIZE) for at, sign in enumerate(text)
    ]


def page(*texts: str, number: int = 0) -> list[Line]:
    """Lines one below the other; an underscore moves in by one character."""
    glyphs = []
    for at, text in enumerate(texts):
        indent = len(text) - len(text.lstrip("_"))
        glyphs += typeset(text.lstrip("_"), line=at, x=LEFT + indent * SIZE)
    return lines(number, glyphs)


FULL = "推进数字教育资源共享推进数字教育资源共享"
WIDTH = 2 * LEFT + COLUMNS * SIZE

BROKEN = {
    "a full line goes on": ([FULL, "并扩大。"], [FULL + "并扩大。"]),
    "a short line ends": (["推进资源共享。", "开展培训。"], ["推进资源共享。", "开展培训。"]),
    "an indent begins": (["__" + FULL[2:], "__" + FULL[2:], "尾。"], [FULL[2:], FULL[2:] + "尾。"]),
    "a line waits for its word": ([FULL[:-3], "Office2018"], [FULL[:-3] + "Office2018"]),
    "a line waits for its stop": ([FULL[:-1], "完，开展。"], [FULL[:-1] + "完，开展。"]),
    "English words stay apart": (["A" * 20, "B"], ["A" * 20 + " B"]),
    "a number after a full stop begins": (
        [FULL[:-1] + "。", "（二）开展"],
        [FULL[:-1] + "。", "（二）开展"],
    ),
    "owners end": (
        ["（责任单位：科技司、中央电教馆财务司等）", "开展"],
        ["（责任单位：科技司、中央电教馆财务司等）", "开展"],
    ),
    "a hanging number": (["1.推进" + FULL[4:], "__共享。"], ["1.推进" + FULL[4:] + "共享。"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_lines_are_joined_where_a_setter_broke_them(case: str) -> None:
    printed_lines, expected = BROKEN[case]
    pages = [page(*printed_lines)]
    assert joined(pages, measure(pages, WIDTH)) == expected


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [page(FULL, FULL), page("并扩大。", number=1)]
    assert joined(pages, measure(pages, WIDTH)) == [FULL + FULL + "并扩大。"]


def test_heads_and_numbers_of_pages_are_dropped_and_the_text_that_returns_stays() -> None:
    pages = [
        page("要点", "", "推进共享", "（责任单位：科技司）", "", f"— {number} —", number=number)
        for number in range(3)
    ]
    kept = without(pages, measure(pages, WIDTH))
    assert [[line.text for line in each] for each in kept] == [
        ["推进共享", "（责任单位：科技司）"]
    ] * 3


def test_a_table_of_contents_is_dropped() -> None:
    pages = [page("一、思路……1", "二、任务.....12", "一、思路")]
    kept = without(pages, measure(pages, WIDTH))
    assert [line.text for line in kept[0]] == ["一、思路"]


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    twice = typeset("要点") + typeset("要点", x=LEFT + 0.5)
    assert [line.text for line in lines(0, twice)] == ["要点"]


def test_only_radicals_become_characters() -> None:
    assert as_characters("⽹⻚⺠２①㎡（）～") == "网页民２①㎡（）～"


def test_a_scan_is_refused(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(tmp_path / "scan.pdf")
    with pytest.raises(Refusal, match="file-scan"):
        parse("scan.pdf", (tmp_path / "scan.pdf").read_bytes())
