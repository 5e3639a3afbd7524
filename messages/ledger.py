"""The ledger (台账): every task and part as it stands, facts in, .xlsx out.

A hidden sheet keeps it as it left: an edited one that comes back is told from that.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from data.kinds import Role
from data.ledger import COPY, FORM
from data.lights import Part
from data.summary import Line, Summary
from messages.render import LOCALES, label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# One row a part: the column's label, and how wide it is.
COLUMNS = {
    "code": 8,
    "section": 24,
    "brief": 30,
    "unit": 20,
    "role": 8,
    "due": 12,
    "light": 12,
    "task-percent": 12,
    "percent": 12,
    "signed": 12,
    "report": 60,
    "reported": 12,
    "report-id": 10,
}
PERCENTS = ("task-percent", "percent")
FILLS = {
    "blue": "#DCE8F5",
    "green": "#E1F1E6",
    "yellow": "#FBF1D3",
    "red": "#F8DEDC",
    "grey": "#EFEFEF",
}
CELL = 32_767  # characters: more than that a sheet cannot hold
TYPED = {"num_format": "@"}
HEAD = 2  # the row of the columns' names, under the title
Row = tuple[Line, dict[str, Any]]


def ledger(standing: Summary, locale: str) -> bytes:
    """The plan's ledger; what people wrote is written as text, never as a formula or a link."""
    import xlsxwriter  # needed for this one command only

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"title": standing.facts.title, "created": standing.now})
        formats = _formats(book)
        rows = list(_rows(standing, locale))
        _fill(book, standing, rows, formats, locale)
        _copy(book, standing, rows, formats)
    return out.getvalue()


def columns() -> dict[str, str]:
    """The columns by their titles in every language."""
    return {label(f"ledger.{name}", locale): name for locale in LOCALES for name in COLUMNS}


def roles() -> dict[str, Role]:
    """The roles by their words in every language."""
    return {label(f"role.{role}", locale): role for locale in LOCALES for role in Role}


def _rows(standing: Summary, locale: str) -> Iterator[Row]:
    sections = {each.id: f"{each.mark}{each.title}" for each in standing.facts.sections}
    for line in standing.lines:
        for part in line.task.parts:
            yield line, _cells(line, part, sections, standing, locale)


def _fill(
    book: "Workbook",
    standing: Summary,
    rows: Sequence[Row],
    formats: Mapping[str, "Format"],
    locale: str,
) -> None:
    sheet = book.add_worksheet(label("ledger.sheet", locale))
    title = label("ledger.title", locale, title=standing.facts.title, at=standing.now)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    head = book.add_format(
        {"bold": True, "bg_color": "#C8161D", "font_color": "white", "border": 1, "valign": "top"}
    )
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width, formats["codes"] if name == "code" else None)
        sheet.write_string(HEAD, column, label(f"ledger.{name}", locale), head)
    for row, (line, cells) in enumerate(rows, HEAD + 1):
        _write(sheet, row, cells, formats, line.light.value)
    _finish(sheet, len(rows))


def _copy(
    book: "Workbook", standing: Summary, rows: Sequence[Row], formats: Mapping[str, "Format"]
) -> None:
    """The same rows once more, each with its task's id."""
    sheet = book.add_worksheet(COPY)
    sheet.very_hidden()
    for column, mark in enumerate((COPY, FORM, standing.facts.key)):
        sheet.write_string(0, column, mark)
    for column, name in enumerate((*COLUMNS, "task")):
        sheet.write_string(HEAD, column, name)
    for row, (line, cells) in enumerate(rows, HEAD + 1):
        _write(sheet, row, {**cells, "task": line.task.id}, formats, line.light.value)


def _formats(book: "Workbook") -> dict[str, "Format"]:
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
    return {
        "text": book.add_format(plain),
        # Typed again, 4-1 stays a code: any other cell makes the first of April of it.
        "code": book.add_format({**plain, **TYPED}),
        "codes": book.add_format(TYPED),
        "date": book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
        "percent": book.add_format({**plain, "num_format": '0.#"%"'}),
        **{key: book.add_format({**plain, "bg_color": fill}) for key, fill in FILLS.items()},
    }


def _cells(
    line: Line, part: Part, sections: dict[int, str], standing: Summary, locale: str
) -> dict[str, Any]:
    task, said, zone = line.task, part.said, standing.now.tzinfo
    return {
        "code": task.code,
        "section": sections.get(task.section or 0, ""),
        "brief": task.brief,
        "unit": part.unit,
        "role": label(f"role.{part.role}", locale),
        "due": task.due_on,
        "light": label(f"light.{line.light}", locale),
        "task-percent": task.percent,
        "percent": part.percent,
        "signed": part.signed_at.astimezone(zone).date() if part.signed_at else None,
        "report": _fitting(said.text) if said else "",
        "reported": said.at.astimezone(zone).date() if said else None,
        "report-id": said.id if said else None,
    }


def _fitting(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _write(
    sheet: "Worksheet",
    row: int,
    cells: Mapping[str, Any],
    formats: Mapping[str, "Format"],
    light: str,
) -> None:
    for column, (name, value) in enumerate(cells.items()):
        if value is None:
            sheet.write_blank(row, column, None, formats["text"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, formats["date"])
        elif isinstance(value, str):
            look = {"light": formats[light], "code": formats["code"]}.get(name, formats["text"])
            sheet.write_string(row, column, value, look)
        else:
            look = formats["percent"] if name in PERCENTS else formats["text"]
            sheet.write_number(row, column, value, look)


def _finish(sheet: "Worksheet", count: int) -> None:
    sheet.freeze_panes(HEAD + 1, 3)
    sheet.autofilter(HEAD, 0, HEAD + count, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    for name in PERCENTS:
        column = list(COLUMNS).index(name)
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6"}
        limits = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
        sheet.conditional_format(HEAD + 1, column, HEAD + count, column, {**bar, **limits})
