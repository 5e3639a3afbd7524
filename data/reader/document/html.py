"""A page from the web: decoded, its menus and scripts dropped, blocks made lines."""

import codecs
import email
import re

from lxml import html
from lxml.html import HtmlElement

from data.reader.document import text
from data.reader.document.document import Document
from data.reader.document.form import HEAD, WEB_ARCHIVE
from data.reader.document.lists import whole
from data.reader.document.menus import menus
from data.reader.document.table import COLUMNS_KEPT, Cell, Table, assemble
from data.refusal import Refusal

DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Pages that declare the small set of 1980 use the large one; browsers read them so.
WIDER = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030")

PROSE = "p div h1 h2 h3 h4 h5 h6 li dt dd ul ol dl pre blockquote figure figcaption address center"
FRAMES = "body section article main header footer tr td th caption"
BLOCKS = set(f"{PROSE} {FRAMES}".split())
BLANK = re.compile(r"[ \t\r\n\f]+")  # not the full-width space: that is an indent
WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
WRAPPED = re.compile(rf"(?<={WIDE})[ \t]*[\r\n][ \t\r\n]*(?={WIDE})")


def read(content: bytes) -> Document:
    """The text of a page without what surrounds it."""
    page = DECLARATION.sub("", decode(unpacked(content)))
    if not page.strip():
        raise Refusal("file-empty")
    root = html.document_fromstring(page, parser=html.HTMLParser(no_network=True))
    walk = Walk(menus(root))
    walk.through(root)
    walk.end_line()
    return assemble(walk.blocks)


def unpacked(content: bytes) -> bytes:
    """The page itself, where a word processor saved it as one file with its pictures (.mht)."""
    if not WEB_ARCHIVE.match(content[:HEAD]):
        return content
    parts = email.message_from_bytes(content).walk()
    pages = [
        part.get_payload(decode=True) for part in parts if part.get_content_subtype() == "html"
    ]
    found = next((page for page in pages if isinstance(page, bytes)), b"")
    if not found.strip():
        raise Refusal("file-broken")
    return found


def decode(content: bytes) -> str:
    """By BOM, else by what the page declares if that fits, else like any text."""
    declared = DECLARED.search(content[:4096])
    name = declared[1].decode().lower() if declared else ""
    if not content.startswith(codecs.BOM_UTF8) and name not in ("", "utf-8", "utf8"):
        try:
            return content.decode(WIDER.get(name, name))
        except (UnicodeDecodeError, LookupError):
            return text.decode(content)
    return text.decode(content)


class Walk:
    """One way through a page: text gathers in a line until a block begins or ends."""

    def __init__(self, dropped: set[HtmlElement]) -> None:
        self.dropped = dropped
        self.blocks: list[str | Table] = []
        self.line = ""

    def through(self, element: HtmlElement) -> None:
        """Gathers the element and all in it, but not what stands after it."""
        if not isinstance(element.tag, str) or element in self.dropped:
            return
        if element.tag == "table" and element.find(".//table") is None:
            self.end_line()
            self.blocks.append(self._table(element))
            return
        if element.tag in BLOCKS or element.tag == "br":
            self.end_line()
        self.line += _number(element)
        self._inside(element)
        if element.tag in BLOCKS:
            self.end_line()

    def end_line(self) -> None:
        """What has gathered becomes a line, if it is more than blanks."""
        line = BLANK.sub(" ", self.line.replace("\u00a0", " ")).strip(" ")
        self.line = ""
        if line.strip():
            self.blocks.append(line)

    def _inside(self, element: HtmlElement) -> None:
        self._add(element, element.text)
        for child in element:
            self.through(child)
            self._add(element, child.tail)

    def _add(self, parent: HtmlElement, found: str | None) -> None:
        if parent.tag != "pre":
            self.line += WRAPPED.sub("", found or "")
            return
        *lines, rest = (found or "").split("\n")
        for line in lines:
            self.line += line
            self.end_line()
        self.line += rest

    def _table(self, table: HtmlElement) -> Table:
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        rows = list(table.iter("tr"))
        for at, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while (at, column) in taken:
                    column += 1
                height = _span(cell, "rowspan", len(rows) - at)
                width = _span(cell, "colspan", COLUMNS_KEPT)
                taken |= {(at + y, column + x) for y in range(height) for x in range(width)}
                cells.append(Cell(at, column, self._cell(cell), height))
        return Table(tuple(cells))

    def _cell(self, cell: HtmlElement) -> str:
        inner = Walk(self.dropped)
        inner.through(cell)
        inner.end_line()
        return "\n".join(block for block in inner.blocks if isinstance(block, str))


def _span(cell: HtmlElement, name: str, most: int) -> int:
    return min(max(whole(cell.get(name) or "", 1), 1), most)


def _number(element: HtmlElement) -> str:
    """The number that a browser shows before an item of a numbered list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    place = list(parent.iterchildren("li")).index(element)
    return f"{whole(parent.get('start') or '', 1) + place}. "
