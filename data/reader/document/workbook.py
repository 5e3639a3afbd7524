"""A workbook's cells one by one: what an edited sheet of ours says, and where it says it."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl

from data.reader.document.document import Document
from data.reader.document.table import COLUMNS_KEPT
from data.refusal import Refusal

ROWS = 20_000  # of one sheet; the ledger of a plan has some hundreds
SHEETS = 20


def read(content: bytes) -> Document:
    """Every row that is not blank, hidden sheets too: its sheet, its number, its cells as text.

    Days are in ISO form, whatever the sheet shows.
    """
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return Document("", tuple(row for sheet in book.worksheets[:SHEETS] for row in _rows(sheet)))


def _rows(sheet: Any) -> Iterator[tuple[str, ...]]:
    sheet.reset_dimensions()  # exporting programs often write them wrongly
    rows = sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS_KEPT, values_only=True)
    for number, values in enumerate(rows, 1):
        cells = [_text(value) for value in values]
        if any(cells):
            if number > ROWS:
                raise Refusal("file-too-large")
            yield (sheet.title, str(number), *cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return f"{value:.10g}" if isinstance(value, float) else str(value).replace("\r\n", "\n").strip()
