"""Ledgers: rows under a header, each a task; the columns are known by what their labels mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.reader.dated import Calendar
from data.reader.events import Events
from data.reader.front import Front, front
from data.reader.labels import opens_with
from data.reader.latin import is_latin
from data.reader.numbering import ARABIC, HAN, numeral
from data.reader.outline import Heading, first_sentence
from data.reader.registry import Registry
from data.reader.spans import Span
from data.reader.wrapping import Line
from data.refusal import Refusal

Row = tuple[str, ...]


class Column(StrEnum):
    """What a column of a ledger holds; its words in a composed owner mark are in MARKS."""

    NUMBER = "number"
    SECTION = "section"
    TITLE = "title"
    WORK = "work"
    LEAD = "lead"
    SUPPORT = "support"
    PERSON = "person"
    OWNER = "owner"
    DUE = "due"
    PERIOD = "period"
    TARGET = "target"
    OTHER = "other"


LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (
        Column.PERIOD,  # what is to be done in it stands in its column
        re.compile(
            r"^(?:第?[一二三四1-4]季度|[上下]半年|(?:1[0-2]|[1-9])月(?:份|底)?|Q[1-4])"
            r"(?:工作)?(?:目标|任务|进度|节点|计划|安排)?(?:要求)?$"
        ),
    ),
    (Column.NUMBER, re.compile(r"^(?:序号|编号|序|项次|No\.?|#|Number|ID)$", re.I)),
    (
        Column.TARGET,
        re.compile(
            r"^(?:年度|工作|预期|量化|主要|阶段性?|绩效|建设|20\d\d年)?(?:目标|指标)(?:值|要求)?$"
            r"|^(?:Annual )?(?:Target|Indicator|KPI)s?$",
            re.I,
        ),
    ),
    (
        Column.OTHER,
        re.compile(
            r"备注|联系|电话|资金|投资|进展|完成情况|状态|成果|^(?!.*任务).*(?:目标|指标)|Notes?|Remarks?|Status"
            r"|Budget|Target|Output",
            re.I,
        ),
    ),
    (Column.PERSON, re.compile(r"(?:责任|负责|牵头|分管|联系).{0,2}(?:人|领导)$|责任人")),
    (Column.SUPPORT, re.compile(r"配合|协办|协同|参与|参加|协助|Support|Partner|Cooperat", re.I)),
    (Column.LEAD, re.compile(r"牵头|主办|主责|^Lead", re.I)),
    (
        Column.OWNER,
        re.compile(
            r"(?:责任|负责|承办|落实|实施|承担).{0,4}(?:单位|部门|处室|司局|科室|主体)|分工"
            r"|Responsib|Owner|Unit|Department|Implement|Incharge|Agency|Agencies|Body",
            re.I,
        ),
    ),
    (
        Column.DUE,
        re.compile(
            r"时限|期限|时间|节点|日期|进度|Deadline|Due|Timeline|Timeframe|Date|By when", re.I
        ),
    ),
    (
        Column.SECTION,
        re.compile(
            r"^(?:工作|任务|重点|项目|所属|业务)?(?:类别|类型|分类|大类|领域|板块|方面|条线|章节|部分|模块)$"
            r"|^(?:Section|Category|Area|Pillar)$",
            re.I,
        ),
    ),
    (
        Column.WORK,
        re.compile(r"具体|内容|举措|措施|任务分解|工作要求|Description|Activit|Measure", re.I),
    ),
    (Column.TITLE, re.compile(r"任务|事项|项目|要点|工作|Tasks?|Actions?|Items?", re.I)),
)
MARKS = {
    Column.LEAD: "牵头单位：",
    Column.OWNER: "责任单位：",
    Column.SUPPORT: "配合单位：",
    Column.PERSON: "责任人：",
    Column.DUE: "完成时限：",
}
NOBODY = re.compile(r"[-—–－/\\\s]*|无|None|N/A")
LABELLED = re.compile(r"\n+(?=[^\n：:]{2,8}[：:])")
HEADER_WITHIN = 15  # rows from the top
LABEL = 16  # signs; longer cells are content
CODE = re.compile(r"^(\d{1,3})(?:[-－—](\d{1,3}))?$")


@dataclass(frozen=True)
class Ledger:
    """A ledger taken apart: its title page, and its rows as spans of tasks."""

    front: Front
    spans: tuple[Span, ...]
    calendar: Calendar


def take_apart(
    rows: tuple[Row, ...], *, registry: Registry, events: Events, year: int | None, title: str
) -> Ledger:
    """Rows into spans; raises Refusal("not-a-plan") when no row is a header with work under it."""
    at = next((n for n, row in enumerate(rows[:HEADER_WITHIN]) if columns(row)), None)
    if at is None:
        raise Refusal("not-a-plan")
    above = tuple(Line(n, _single(row)) for n, row in enumerate(rows[:at], 1) if _single(row))
    about = front(above or (Line(1, title),))
    years = about.span or front((Line(1, title),)).span or ((year, year) if year else None)
    spans = tuple(spans_of(rows[at:], range(at + 1, len(rows) + 1)))
    if not spans:
        raise Refusal("not-a-plan")
    return Ledger(about, spans, Calendar(years, about.issued_on, events, about.about_year))


def columns(row: Row) -> dict[Column, list[int]]:
    """Where each kind of column stands; empty when the row is no header."""
    found: dict[Column, list[int]] = {}
    for place, cell in enumerate(row):
        words = re.sub(r"\s", "", cell)
        longest = LABEL * (1 + is_latin(words))
        column = _column(words) if 0 < len(words) <= longest else None
        if column:
            found.setdefault(column, []).append(place)
    work = found.keys() & {Column.WORK, Column.TITLE}
    about = found.keys() & {Column.LEAD, Column.OWNER, Column.DUE, Column.NUMBER, Column.SUPPORT}
    return found if work and about else {}


def _column(words: str) -> Column | None:
    return next((column for column, label in LABELS if label.search(words)), None)


def _single(row: Row) -> str:
    """The text of a row that has only one, merged over any of its cells."""
    cells = {cell.strip() for cell in row if cell.strip()}
    return cells.pop() if len(cells) == 1 else ""


def spans_of(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[Span]:
    """The tasks of a table that begins with its header; `numbers` are the rows' lines."""
    places, header = columns(rows[0]), rows[0]
    section: Heading | None = None
    item: Heading | None = None
    for number, row in zip(numbers[1:], rows[1:], strict=True):
        if _single(row):
            section, item = _section(_single(row), number, section), None
            continue
        again = columns(row)
        if again:
            places, header = again, row
            continue
        section = _named_section(_cell(row, places, Column.SECTION), number, section)
        text = _work(row, places, header)
        if text:
            item = _item(row, places, number, section, item)
            yield Span(item, text, _mark(row, places), (number, number))


def _section(words: str, line: int, before: Heading | None) -> Heading:
    opening = numeral(words)
    if opening:
        return Heading(opening.mark, HAN, opening.number, words[opening.length :], line, None)
    return Heading("", HAN, before.number + 1 if before else 1, words, line, None)


def _named_section(words: str, line: int, before: Heading | None) -> Heading | None:
    """The section of a row that has a column for it: a new one where the name changes."""
    if not words or (before and words.endswith(before.title)):
        return before
    return _section(words, line, before)


def _item(
    row: Row,
    places: dict[Column, list[int]],
    line: int,
    section: Heading | None,
    before: Heading | None,
) -> Heading:
    """The item of a row; rows with the same number (merged, or 4-1, 4-2) share one."""
    written = _cell(row, places, Column.NUMBER)
    title = _cell(row, places, Column.TITLE) if Column.WORK in places else ""
    code = CODE.match(written.strip(" .．、（）()"))
    opening = numeral(f"{written}、") if written and not code else None
    number = int(code.group(1)) if code else opening.number if opening else None
    same = before is not None and before.parent == section
    if same and before and (number == before.number or (number is None and title == before.title)):
        return before
    if number is None:
        number = before.number + 1 if same and before else 1
    title = first_sentence(_unnumbered(title or _words(row, places)))
    return Heading(written or str(number), ARABIC, number, title, line, section)


def _work(row: Row, places: dict[Column, list[int]], header: Row) -> str:
    """What is to be done, with its figures, and what the columns of periods say under theirs."""
    work = "\n".join(filter(None, (_words(row, places), _cell(row, places, Column.TARGET))))
    steps = (
        f"{header[place].strip()}：{row[place].strip()}"
        for place in places.get(Column.PERIOD, ())
        if place < len(row) and row[place].strip()
    )
    return "\n".join((work, *steps)) if _words(row, places) else ""


def _words(row: Row, places: dict[Column, list[int]]) -> str:
    column = Column.WORK if Column.WORK in places else Column.TITLE
    return _unnumbered(_cell(row, places, column) or _cell(row, places, Column.TITLE))


def _unnumbered(text: str) -> str:
    opening = numeral(text)
    return text[opening.length :] if opening and len(text) > opening.length else text


def _cell(row: Row, places: dict[Column, list[int]], column: Column) -> str:
    """The cells of a kind of column, each text once."""
    cells = (row[place].strip() for place in places.get(column, ()) if place < len(row))
    return "\n".join(dict.fromkeys(cell for cell in cells if cell))


def _mark(row: Row, places: dict[Column, list[int]]) -> str | None:
    """The owner mark that the cells of a row make together."""
    parts = [
        cell if opens_with(cell) else f"{words}{cell}"
        for column, words in MARKS.items()
        if (cell := _in_line(_cell(row, places, column)))
    ]
    return "；".join(parts) or None


def _in_line(cell: str) -> str:
    """The lines of a cell as one: units go on, a label (配合单位：) begins anew."""
    return "" if NOBODY.fullmatch(cell) else re.sub(r"\n+", "、", LABELLED.sub("；", cell))
