"""A table printed with rules gives its cells, across pages and with cells merged."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from data.reader import read
from data.reader.document import parse
from data.reader.document.flow import Page, Placed, flow
from data.reader.document.grids import Rule, grids
from data.reader.document.lines import Glyph
from data.reader.document.table import Cell, Table
from data.reader.shipped import events, registry
from tests.data.reader.papers import office, plan, printed, table_docx, table_html

SIZE = 10.0
HEADER = ("序号", "工作任务", "责任单位")


def rules(xs: list[float], ys: list[float]) -> list[Rule]:
    """All rules of a grid, from edge to edge."""
    across = [Rule(True, y, xs[0], xs[-1]) for y in ys]
    return across + [Rule(False, x, ys[-1], ys[0]) for x in xs]


def written(text: str, x: float, y: float) -> list[Glyph]:
    return [
        Glyph(sign, x + at * SIZE, y, x + (at + 1) * SIZE, SIZE) for at, sign in enumerate(text)
    ]


XS, YS = [0.0, 50.0, 100.0], [100.0, 80.0, 60.0]
GLYPHS = written("一", 5, 85) + written("二", 55, 85) + written("三", 5, 65) + written("四", 55, 65)


def cells(ruled: list[Rule]) -> list[tuple[str, int]]:
    (grid,) = grids(ruled)
    return [(cell.text, cell.height) for cell in grid.table(GLYPHS).cells]


def test_glyphs_fall_into_the_cells_of_a_grid() -> None:
    assert cells(rules(XS, YS)) == [("一", 1), ("二", 1), ("三", 1), ("四", 1)]


def test_rules_drawn_cell_by_cell_are_the_same_grid() -> None:
    pieces = [Rule(True, y, *part) for y in YS for part in pairwise(XS)]
    pieces += [Rule(False, x, *part[::-1]) for x in XS for part in pairwise(YS)]
    assert cells(pieces) == cells(rules(XS, YS))


def test_a_table_may_be_open_at_its_sides_and_its_foot() -> None:
    inner = [Rule(True, y, 0, 100) for y in YS[:2]] + [Rule(False, 50, 60, 100)]
    assert cells(inner) == cells(rules(XS, YS))


def test_a_missing_rule_merges_cells() -> None:
    ruled = [rule for rule in rules(XS, YS) if not (rule.across and rule.at == 80)]
    ruled.append(Rule(True, 80, 50, 100))
    assert cells(ruled) == [("一三", 2), ("二", 1), ("四", 1)]


def test_a_frame_around_text_and_a_rule_under_it_are_no_table() -> None:
    assert grids(rules([0, 100], [100, 60])) == []
    assert grids([Rule(True, 50, 0, 100)]) == []


def placed(*rows: tuple[str, ...]) -> Page:
    cells = [Cell(y, x, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    return Page([], [Placed(700, Table(tuple(cells)))])


FIRST = ("1", "推进资源", "科技司")
ACROSS = {
    "rows": ([FIRST], [("2", "开展培训", "财务司")], [FIRST, ("2", "开展培训", "财务司")]),
    "a header twice": ([HEADER, FIRST], [HEADER, FIRST], [HEADER, FIRST, FIRST]),
    "a sentence cut in two": (
        [("1", "推进数字教育资源公共服务体系建设与", "科技司、中央")],
        [("", "应用。", "电教馆")],
        [("1", "推进数字教育资源公共服务体系建设与应用。", "科技司、中央电教馆")],
    ),
    "a row cut in two": ([FIRST], [("", "共享", "")], [("1", "推进资源共享", "科技司")]),
}


@pytest.mark.parametrize("case", ACROSS)
def test_a_table_on_two_pages_is_one(case: str) -> None:
    first, second, whole = ACROSS[case]
    (table,) = flow([placed(*first), placed(*second)], 600)
    assert isinstance(table, Table)
    assert table.rows == whole


def ledger() -> list[tuple[str, ...]]:
    tasks = read(plan(2018), registry=registry(), events=events()).tasks[:20]
    return [HEADER, *((task.code, task.text, task.owner_text) for task in tasks)]


def bare(rows: tuple[tuple[str, ...], ...] | None) -> list[tuple[str, ...]]:
    return [tuple("".join(cell.split()) for cell in row) for row in rows or ()]


@pytest.mark.slow
def test_a_printed_ledger_gives_its_rows(soffice: Path, chromium: Path, tmp_path: Path) -> None:
    rows = ledger()
    title = ("2018年台账", "", "")
    papers: list[Callable[[], bytes]] = [
        lambda: office(soffice, table_docx(rows, title[0]), "docx", "pdf", tmp_path),
        lambda: printed(chromium, table_html(rows, title[0]), tmp_path),
    ]
    for made in papers:
        assert bare(parse("plan.pdf", made()).rows) == bare((title, *rows))
