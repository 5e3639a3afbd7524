"""Tables of tasks inside running text: rows of cells parted by tabs or bars, under a header."""

import re
from collections.abc import Sequence

from data.reader.ledger import Column, columns, spans_of
from data.reader.spans import Span
from data.reader.wrapping import Line

ABOUT = {Column.LEAD, Column.OWNER, Column.SUPPORT, Column.DUE}  # what a table of tasks tells
EDGES = re.compile(r"^[|｜]\s*|\s*[|｜]$")
BREAK = re.compile(r"\s*<br ?/?>\s*")
BARS = re.compile(r"\s*[|｜]\s*")
RULE = re.compile(r"[\s:+-]*")
SECTION = 60  # signs of a row with one cell, which names those below it


def tables_apart(lines: Sequence[Line], text: str) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """The lines outside tables of tasks, and the tasks in them; `text` is the whole document."""
    raw = text.split("\n")
    rows = [_cells(raw[line.number - 1]) for line in lines]
    prose: list[Line] = []
    found: list[Span] = []
    at = 0
    while at < len(lines):
        end = _end(rows, at) if columns(rows[at]).keys() & ABOUT else at
        if end > at + 1:
            kept = [n for n in range(at, end) if not RULE.fullmatch("".join(rows[n]))]
            found += spans_of([rows[n] for n in kept], [lines[n].number for n in kept])
            at = end
        else:
            prose.append(lines[at])
            at += 1
    return tuple(prose), tuple(found)


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    bars = line.strip()
    if bars[:1] in ("|", "｜"):
        return tuple(BREAK.sub("\n", cell) for cell in BARS.split(EDGES.sub("", bars)))
    return (bars,)


def _end(rows: Sequence[tuple[str, ...]], header: int) -> int:
    """Where the table ends: at the first line of one cell that no row of several follows."""
    end = header + 1
    for at in range(header + 1, len(rows)):
        if len(rows[at]) > 1:
            end = at + 1
        elif at > end or len(rows[at][0]) > SECTION:
            break
    return end
