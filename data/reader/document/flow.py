"""The pages of a print as one flow: paragraphs and tables in order, across the page breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.reader.document import running
from data.reader.document.lines import Line
from data.reader.document.measure import measure
from data.reader.document.paragraphs import FINAL, paragraphs
from data.reader.document.table import LABEL, Cell, Table


@dataclass(frozen=True)
class Placed:
    """A table and the height on its page at which it begins, in points from the bottom."""

    top: float
    table: Table


@dataclass(frozen=True)
class Page:
    """The lines outside tables, from the top, and the tables."""

    lines: Sequence[Line]
    tables: Sequence[Placed]


def flow(pages: Sequence[Page], width: float) -> list[str | Table]:
    """Paragraphs and tables; `width` is that of the pages in points."""
    prose = [list(page.lines) for page in pages]
    if any(prose):
        prose = running.without(prose, measure(prose, width))
    usual = measure(prose, width) if any(prose) else None
    blocks: list[str | Table] = []
    for run in _runs(prose, [page.tables for page in pages]):
        if isinstance(run, Table):
            blocks.append(run)
        elif usual is not None:
            blocks += paragraphs(run, usual)
    return list(_joined(blocks))


def _runs(
    prose: Sequence[Sequence[Line]], tables: Sequence[Sequence[Placed]]
) -> Iterator[list[list[Line]] | Table]:
    """Lines page by page up to the next table, and the tables."""
    run: list[list[Line]] = []
    for lines, placed in zip(prose, tables, strict=True):
        rest = list(lines)
        for table in placed:
            run.append([line for line in rest if line.y > table.top])
            rest = rest[len(run[-1]) :]
            yield run
            yield table.table
            run = []
        run.append(rest)
    yield run


def _joined(blocks: Sequence[str | Table]) -> Iterator[str | Table]:
    """The blocks with the parts of a table on several pages made one."""
    before: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and before and _width(block) == _width(before):
            before = _continued(before, block)
            continue
        if before:
            yield before
        before = block if isinstance(block, Table) else None
        if isinstance(block, str):
            yield block
    if before:
        yield before


def _width(table: Table) -> int:
    return max(cell.column for cell in table.cells)


def _continued(table: Table, following: Table) -> Table:
    """Both as one: the header is not repeated, a row cut by the page break is mended."""
    rows, more = table.rows, following.rows
    cells = list(following.cells)
    if rows[0] == more[0]:
        cells = [cell for cell in cells if cell.row > 0]
    elif _is_rest(rows[-1], more[0]):
        table = _mended(table, len(rows) - 1, more[0])
        cells = [cell for cell in cells if cell.row > 0]
    if not cells:
        return table
    shift = len(rows) - min(cell.row for cell in cells)
    return Table((*table.cells, *(replace(cell, row=cell.row + shift) for cell in cells)))


def _is_rest(row: Sequence[str], following: Sequence[str]) -> bool:
    """The second is what a page break cut off: no number, and little else or a torn sentence."""
    if following[0]:
        return False
    torn = (
        len(above) > LABEL and below and not FINAL.search(above)
        for above, below in zip(row, following, strict=True)
    )
    return sum(map(bool, following)) <= len(following) / 2 or any(torn)


def _mended(table: Table, last: int, rest: Sequence[str]) -> Table:
    return Table(
        tuple(
            replace(cell, text=cell.text + rest[cell.column]) if _reaches(cell, last) else cell
            for cell in table.cells
        )
    )


def _reaches(cell: Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.height
