"""A ledger as comma-separated text, whatever it is separated by."""

import csv
import io

from data.reader.document import text
from data.reader.document.document import Document
from data.reader.document.table import COLUMNS_KEPT, ledger
from data.refusal import Refusal

DELIMITERS = ",\t;|，"
SAMPLE = 50  # lines that show what separates the cells
ROWS = 5_000


def read(content: bytes) -> Document:
    """The rows of the text; refuses one of more rows than a ledger can have."""
    lines = text.tidy(text.decode(content))
    rows = _rows(lines, _delimiter(lines))
    if len(rows) > ROWS:
        raise Refusal("file-too-large")
    return ledger(row[:COLUMNS_KEPT] for row in rows)


def _delimiter(lines: str) -> str:
    """The sign that parts most rows into equally many cells."""
    sample = "\n".join(lines.split("\n")[:SAMPLE])
    return max(DELIMITERS, key=lambda sign: _evenness(_rows(sample, sign)))


def _evenness(rows: list[list[str]]) -> int:
    """The number of cells in rows of the commonest width, 0 when that is one cell."""
    widths = [len(row) for row in rows if row]
    usual = max(set(widths), key=widths.count, default=1)
    return usual * widths.count(usual) if usual > 1 else 0


def _rows(lines: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(lines), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal("file-broken") from error
