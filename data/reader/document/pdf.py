"""A PDF's text: glyphs to lines to paragraphs, without what runs around them on each page."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from data.reader.document.document import Document
from data.reader.document.flow import Page, Placed, flow
from data.reader.document.grids import Rule, grids
from data.reader.document.lines import Glyph, lines
from data.reader.document.radicals import as_characters
from data.reader.document.table import assemble
from data.refusal import Refusal

PAGES = 500
READABLE = 8  # characters a page: fewer are stamps on a scan
UNKNOWN = 0.3  # of the characters: fonts that do not say what they show
END, TAIL = b"%%EOF", 4096  # the mark of a PDF's end, and bytes within which it stands
THIN = 2.5  # points: a rule is no thicker
WIDE = 0x2E80  # from here on characters are as wide as they are high


def read(content: bytes) -> Document:
    """Its paragraphs and tables; refuses passwords, scans, fonts that do not say what they show."""
    with _opened(content) as document:
        if len(document) > PAGES:
            raise Refusal("file-too-large")
        sheets = [_sheet(page) for page in document]
        width = max(page.get_width() for page in document)
    _check([glyphs for glyphs, _ in sheets])
    return assemble(flow([_page(at, *sheet) for at, sheet in enumerate(sheets)], width))


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    if END not in content[-TAIL:]:
        raise Refusal("file-broken")  # cut short: the library would give what is left of it
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Refusal("file-encrypted" if locked else "file-broken") from error


def _check(pages: list[list[Glyph]]) -> None:
    """Refuses what holds pictures of text instead of text."""
    signs = Counter(
        "known" if glyph.text.isprintable() else "unknown"
        for page in pages
        for glyph in page
        if not glyph.text.isspace()
    )
    if signs["known"] < READABLE * len(pages) or signs["unknown"] > UNKNOWN * signs["known"]:
        raise Refusal("file-scan")


def _page(at: int, glyphs: list[Glyph], rules: list[Rule]) -> Page:
    """The glyphs put together: those inside ruled tables to tables, the others to lines."""
    tables = []
    for grid in grids(rules):
        inside = [glyph for glyph in glyphs if grid.holds(glyph)]
        if any(glyph.text.strip() for glyph in inside):
            glyphs = [glyph for glyph in glyphs if not grid.holds(glyph)]
            tables.append(Placed(grid.ys[0], grid.table(inside)))
    return Page(lines(at, glyphs), tables)


def _sheet(page: pypdfium2.PdfPage) -> tuple[list[Glyph], list[Rule]]:
    """What is printed upright on a page, and the lines ruled on it."""
    glyphs = list(_glyphs(page.get_textpage()))
    angles = Counter(angle for angle, _ in glyphs).most_common(1)
    upright = [glyph for angle, glyph in glyphs if angle == angles[0][0]]
    return upright, list(_rules(page))


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """Thin shapes, and the edges of frames; coloured areas are passed over."""
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        if right - left > THIN >= top - bottom:
            yield Rule(True, (top + bottom) / 2, left, right)
        elif top - bottom > THIN >= right - left:
            yield Rule(False, (left + right) / 2, bottom, top)
        elif _is_frame(shape):
            yield from (Rule(True, at, left, right) for at in (bottom, top))
            yield from (Rule(False, at, bottom, top) for at in (left, right))


def _is_frame(shape: pypdfium2.PdfObject) -> bool:
    filling, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, filling, stroked)
    return bool(stroked.value) and raw.FPDFPath_CountSegments(shape) in (4, 5)


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, Glyph]]:
    """What is printed, with its angle; blanks that the library guesses are left out."""
    for at in range(page.count_chars()):
        text = as_characters(chr(raw.FPDFText_GetUnicode(page, at)))
        if raw.FPDFText_IsGenerated(page, at) == 1 or text in "\r\n":
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        size = _size(page, at)
        right = page.get_charbox(at, loose=True)[2]
        if ord(text) >= WIDE:
            right = max(right, x.value + 0.9 * size)
        angle = round(math.degrees(raw.FPDFText_GetCharAngle(page, at)) / 10)
        yield angle, Glyph(text, x.value, y.value, right, size)


def _size(page: pypdfium2.PdfTextPage, at: int) -> float:
    """The font's size as printed: what it is set to, scaled."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, at, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1
    size: float = raw.FPDFText_GetFontSize(page, at) * scale
    return max(round(size, 1), 1.0)
