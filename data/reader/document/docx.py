"""Word's .docx: paragraphs with their automatic numbers, tables in place, changes accepted."""

import io
from collections.abc import Iterator
from dataclasses import replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.package import Package
from lxml.etree import _Element as Element

from data.reader.document.document import Document
from data.reader.document.lists import contents_styles, lists, styled, tag, value, whole
from data.reader.document.numbering import Numbering
from data.reader.document.table import Cell, Table, assemble

GONE = {tag(name) for name in ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:sectPr")}
GONE.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
BOX = tag("w:txbxContent")
SIGNS = {tag("w:tab"): "\t", tag("w:br"): "\n", tag("w:cr"): "\n", tag("w:noBreakHyphen"): "-"}
OFF = ("0", "false", "off")


def read(content: bytes) -> Document:
    """The text as it is when all tracked changes are accepted; of templates and macros too."""
    main = Package.open(io.BytesIO(content)).main_document_part
    known = lists(_related(main, RELATIONSHIP_TYPE.NUMBERING))
    styles = _related(main, RELATIONSHIP_TYPE.STYLES)
    walk = Walk(Numbering(known, styled(styles, known)), contents_styles(styles))
    body = parse_xml(main.blob).find(tag("w:body"))
    return assemble([] if body is None else list(walk.blocks(body)))


def _related(part: Part, kind: str) -> Element | None:
    try:
        return parse_xml(part.part_related_by(kind).blob)
    except KeyError:
        return None


class Walk:
    """One way through a document, from its start to its end: numbers count along it."""

    def __init__(self, numbering: Numbering, contents: frozenset[str]) -> None:
        self.numbering = numbering
        self.contents = contents
        self.begun = ""  # text of paragraphs whose end has been deleted: it runs on in the next

    def blocks(self, parent: Element) -> Iterator[str | Table]:
        """Paragraphs and tables in order, those inside content controls and changes too."""
        for child in parent.iterchildren("*"):
            if child.tag == tag("w:p"):
                if value(child.find(tag("w:pPr")), "w:pStyle") not in self.contents:
                    yield from self._paragraph(child)
            elif child.tag == tag("w:tbl"):
                yield self._table(child)
            elif child.tag not in GONE:
                yield from self.blocks(child)
        if self.begun:
            yield self.begun
            self.begun = ""

    def _paragraph(self, paragraph: Element) -> Iterator[str | Table]:
        text = "".join(_pieces(paragraph))
        if _end_deleted(paragraph):
            self.begun += text
            return
        text, self.begun = self.begun + text, ""
        yield self.numbering.mark(paragraph) + text
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _table(self, table: Element) -> Table:
        cells: list[Cell] = []
        for at, row in enumerate(_within(table, "w:tr")):
            column = whole(value(row.find(tag("w:trPr")), "w:gridBefore"), 0)
            for cell in _within(row, "w:tc"):
                properties = cell.find(tag("w:tcPr"))
                if _continues(properties):
                    _lengthen(cells, column, at)
                else:
                    cells.append(Cell(at, column, self._cell(cell)))
                column += max(whole(value(properties, "w:gridSpan"), 1), 1)
        return Table(tuple(cells))

    def _cell(self, cell: Element) -> str:
        parts = (
            "\n".join(block.lines()) if isinstance(block, Table) else block
            for block in self.blocks(cell)
        )
        return "\n".join(part for part in parts if part.strip())


def _pieces(parent: Element) -> Iterator[str]:
    """The text inside a paragraph, but for its text boxes and what is deleted or hidden."""
    for child in parent.iterchildren("*"):
        if child.tag == tag("w:t"):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in GONE and child.tag != BOX and not _hidden(child):
            yield from _pieces(child)


def _hidden(run: Element) -> bool:
    mark = run.find(f"{tag('w:rPr')}/{tag('w:vanish')}")
    return mark is not None and mark.get(tag("w:val")) not in OFF


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in a paragraph, each once: older programs' copies are passed over."""
    for box in paragraph.iter(BOX):
        if not any(parent.tag in GONE for parent in box.iterancestors()):
            yield box


def _end_deleted(paragraph: Element) -> bool:
    marks = paragraph.find(f"{tag('w:pPr')}/{tag('w:rPr')}")
    return marks is not None and any(each.tag in GONE for each in marks)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, inside content controls too, but not deleted ones."""
    for child in parent.iterchildren("*"):
        if child.tag == tag(name):
            if child.find(f"{tag('w:trPr')}/{tag('w:del')}") is None:
                yield child
        elif child.tag not in GONE:
            yield from _within(child, name)


def _continues(properties: Element | None) -> bool:
    merge = None if properties is None else properties.find(tag("w:vMerge"))
    return merge is not None and merge.get(tag("w:val")) != "restart"


def _lengthen(cells: list[Cell], column: int, row: int) -> None:
    """Draws the cell above down to this row."""
    for at in reversed(range(len(cells))):
        if cells[at].column == column:
            cells[at] = replace(cells[at], height=row - cells[at].row + 1)
            return
