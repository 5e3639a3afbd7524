"""A workbook's ledger: cells as they are shown, merged ones filled down."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import range_boundaries

from data.reader.document.document import Document
from data.reader.document.table import COLUMNS_KEPT, is_header, ledger
from data.refusal import Refusal

ROWS = 5_000  # of one sheet; a ledger has some hundreds
SHEETS = 20
HEADER_WITHIN = 10  # rows from the top
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NOT_SIGNS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # what a number format shows as it stands

Grid = list[list[str]]


def read(content: bytes) -> Document:
    """The rows of all visible sheets with a ledger's header; without one, of the first in use."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:SHEETS]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _parts(archive)
        grids = [_filled(_grid(sheet), _merged(archive, parts[sheet.title])) for sheet in sheets]
    used = [grid for grid in grids if any(map(any, grid))]
    ledgers = [grid for grid in used if any(map(is_header, grid[:HEADER_WITHIN]))]
    return ledger(row for grid in ledgers or used[:1] for row in grid)


def _grid(sheet: Any) -> Grid:
    """A sheet's cells as text; refuses more rows than a ledger can have."""
    sheet.reset_dimensions()  # exporting programs often write them wrongly
    rows = [
        [shown(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        for row in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS_KEPT)
    ]
    if len(rows) > ROWS and any(rows[-1]):
        raise Refusal("file-too-large")
    return rows


def shown(value: object, form: str) -> str:
    """A cell's value about as the sheet shows it under its number format."""
    if isinstance(value, datetime):
        return _day(value, form)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        percent = "%" in form
        number = f"{value * 100 if percent else value:.10g}"
        return f"{number}%" if percent else number
    if isinstance(value, int) and not isinstance(value, bool) and "%" in form:
        return f"{value * 100}%"
    return str(value)


def _day(value: datetime, form: str) -> str:
    """A month is stored as its first day: the format alone tells that no day is meant."""
    month = f"{value.year}年{value.month}月"
    return month if "d" not in NOT_SIGNS.sub("", form).lower() else f"{month}{value.day}日"


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the archive members that hold them."""
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))
        for each in _elements(archive, "xl/_rels/workbook.xml.rels")
    }
    return {
        each.get("name", ""): targets[each.get(LINK)].lstrip("/")
        for each in _elements(archive, "xl/workbook.xml")
        if each.tag == f"{MAIN}sheet"
    }


def _merged(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges as first column, first row, last column, last row, counted from 1."""
    for element in _elements(archive, part):
        if element.tag == f"{MAIN}mergeCell":
            first_column, first, last_column, last = range_boundaries(element.get("ref", ""))
            yield first_column or 1, first or 1, last_column or COLUMNS_KEPT, last or ROWS


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """The elements of a member one by one, each emptied when the next is asked for."""
    with archive.open(part) as file:
        for _, element in iterparse(file):
            yield element
            element.clear()


def _filled(grid: Grid, merged: Iterator[tuple[int, int, int, int]]) -> Grid:
    """The text of a merged cell in each row that it spans, in its first column only."""
    for column, first, _, last in merged:
        if column <= COLUMNS_KEPT and first <= len(grid):
            for row in grid[first : min(last, len(grid))]:
                row[column - 1] = grid[first - 1][column - 1]
    return grid
