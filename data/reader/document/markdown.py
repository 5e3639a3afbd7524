"""Markdown: its marks taken off, line by line, so that a line stays where it was."""

import re

from data.reader.document import text
from data.reader.document.document import Document
from data.reader.document.table import Cell, Table, assemble

MARKS = (
    (re.compile(r"^\s{0,3}(#{1,6}\s+|>\s?|[-*+]\s+)"), ""),
    (re.compile(r"\s+#+\s*$"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)"), r"\1"),
    (re.compile(r"(\\| {2,})$"), ""),
    (re.compile(r"<br\s*/?>", re.I), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
RULE = re.compile(r"^\s*([-*_=])(\s*\1){2,}\s*$")
PIPED = re.compile(r"^\s*\|(.+)\|\s*$")
DIVIDER = re.compile(r"^[\s|:-]+$")


def read(content: bytes) -> Document:
    """The lines without their marks; a pipe table may make it a ledger."""
    blocks: list[str | Table] = []
    piped: list[str] = []
    for line in [*text.tidy(text.decode(content)).split("\n"), ""]:
        if match := PIPED.match(line):
            piped.append(match[1])
            continue
        if piped:
            blocks.append(_table(piped))
            piped = []
        blocks.append(plain(line))
    return assemble(blocks[:-1])


def plain(line: str) -> str:
    """A line without headings', lists', emphases' and links' marks."""
    if RULE.match(line):
        return ""
    for mark, kept in MARKS:
        line = mark.sub(kept, line)
    return line


def _table(lines: list[str]) -> Table:
    rows = [line.split("|") for line in lines if not DIVIDER.match(line)]
    return Table(
        tuple(
            Cell(at, column, plain(cell.strip()))
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
        )
    )
