"""Tables inside a document: which is a ledger, and how its cells become lines or rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.reader.document.document import Document
from data.reader.document.text import tidy

# What the columns of a ledger are about; two of them in one row make it the header.
LABELS = {
    "number": re.compile(r"序号|编号|^No\.?$", re.I),
    "work": re.compile(
        r"任务|事项|内容|举措|措施|项目|要点|工作|^(tasks?|actions?|items?)\b", re.I
    ),
    "owner": re.compile(
        r"(责任|牵头|配合|承办|主办|协办|负责|落实).{0,4}(单位|部门|处室|司局|科室|人)|分工"
        r"|^(owners?|responsible|lead)\b",
        re.I,
    ),
    "due": re.compile(r"时限|期限|时间|进度|节点|日期|^(deadline|due|timeline|date)\b", re.I),
    "note": re.compile(r"备注|目标|成果|^(notes?|remarks?|targets?)\b", re.I),
}
LABEL = 16  # characters; longer cells are content, not labels
COLUMNS_KEPT = 64
SHARE = 0.5  # of a document's characters that must stand in ledgers to make it one


@dataclass(frozen=True)
class Cell:
    """Text at a place in a grid; a merged cell spans `height` rows from there down."""

    row: int
    column: int
    text: str
    height: int = 1


@dataclass(frozen=True)
class Table:
    """A grid as it stands in a document, cells in reading order."""

    cells: tuple[Cell, ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """All rows, equally wide; a merged cell's text is in each row that it spans."""
        cells = [cell for cell in self.cells if cell.column < COLUMNS_KEPT]
        height = max((cell.row + cell.height for cell in cells), default=0)
        width = max((cell.column + 1 for cell in cells), default=0)
        grid = [[""] * width for _ in range(height)]
        for cell in cells:
            for row in range(cell.row, cell.row + cell.height):
                grid[row][cell.column] = cell.text
        return [tuple(row) for row in grid]

    @property
    def is_ledger(self) -> bool:
        """Whether one of the first rows names what a ledger's columns are about."""
        return any(is_header(row) for row in self.rows[:4])

    @property
    def size(self) -> int:
        """Characters in all cells."""
        return sum(len(cell.text) for cell in self.cells)

    def lines(self) -> list[str]:
        """A ledger's rows, cells parted by tabs; the cells of a layout table one by one."""
        if self.is_ledger:
            return [line(row) for row in self.rows]
        return [cell.text for cell in self.cells if cell.text]


def is_header(row: Sequence[str]) -> bool:
    """Two sorts of label, one of them the work or its owner."""
    bare = [re.sub(r"\s", "", cell) for cell in row]
    labels = [cell for cell in bare if 0 < len(cell) <= LABEL]
    found = {name for name, words in LABELS.items() for cell in labels if words.search(cell)}
    return len(labels) > 1 and len(found) > 1 and bool(found & {"work", "owner"})


def assemble(blocks: Sequence[str | Table]) -> Document:
    """A document of lines and tables; it is a ledger when most of it stands in ledgers."""
    ledgers = [block for block in blocks if isinstance(block, Table) and block.is_ledger]
    size = sum(len(block) if isinstance(block, str) else block.size for block in blocks)
    if ledgers and sum(table.size for table in ledgers) >= SHARE * size:
        return ledger(row for block in blocks for row in _rows(block))
    return Document(tidy("\n".join(part for block in blocks for part in _lines(block))))


def ledger(rows: Iterable[Sequence[str]]) -> Document:
    """The document of a ledger: rows of one width, blank rows and last columns dropped."""
    kept = [[tidy(cell).strip() for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    width = max((at + 1 for row in kept for at, cell in enumerate(row) if cell), default=0)
    full = tuple(tuple((row + [""] * width)[:width]) for row in kept)
    return Document("\n".join(map(line, full)), full)


def line(row: Sequence[str]) -> str:
    """A row in one line; a line end inside a cell becomes a space."""
    return "\t".join(re.sub(r"[\n\t]+", " ", cell) for cell in row).rstrip("\t")


def _rows(block: str | Table) -> Iterable[Sequence[str]]:
    if isinstance(block, Table):
        return block.rows
    return [(part,) for part in block.split("\n")]


def _lines(block: str | Table) -> list[str]:
    return block.lines() if isinstance(block, Table) else [block]
