"""A plain table as .xlsx: rows in, bytes out."""

from collections.abc import Sequence
from io import BytesIO

WIDEST = 60  # signs of a column
NARROWEST = 8


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as text, never as a formula or a link; the first one is the head."""
    import xlsxwriter  # needed for this one thing only

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        look = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bottom": 1})
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                page.write_string(number, column, text, look if number else head)
        for column, texts in enumerate(zip(*rows, strict=True)):
            page.set_column(column, column, _width(texts))
        page.freeze_panes(1, 0)
    return out.getvalue()


def _width(texts: Sequence[str]) -> float:
    """Chinese signs are twice as wide as Latin ones."""
    widest = max(sum(2 if sign > "\u2e80" else 1 for sign in text) for text in texts)
    return float(min(max(widest + 2, NARROWEST), WIDEST))
