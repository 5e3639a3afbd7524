"""A PDF's text: glyphs to lines to paragraphs, without what runs around them on each page."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from data.reader.document import running
from data.reader.document.document import Document
from data.reader.document.lines import Glyph, Line, lines
from data.reader.document.measure import measure
from data.reader.document.paragraphs import paragraphs
from data.reader.document.radicals import as_characters
from data.reader.document.text import tidy
from data.refusal import Refusal

PAGES = 500
READABLE = 8  # characters a page: fewer are stamps on a scan
UNKNOWN = 0.3  # of the characters: fonts that do not say what they show
WIDE = 0x2E80  # from here on characters are as wide as they are high


def read(content: bytes) -> Document:
    """The paragraphs; refuses passwords, scans, and fonts that do not say what they show."""
    with _opened(content) as document:
        if len(document) > PAGES:
            raise Refusal("file-too-large")
        pages = [_lines(at, document[at]) for at in range(len(document))]
        width = max(page.get_width() for page in document)
    _check(pages)
    usual = measure(pages, width)
    pages = running.without(pages, usual)
    return Document(tidy(as_characters("\n".join(paragraphs(pages, measure(pages, width))))))


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Refusal("file-encrypted" if locked else "file-broken") from error


def _check(pages: list[list[Line]]) -> None:
    """Refuses what holds pictures of text instead of text."""
    signs = Counter(
        "known" if glyph.text.isprintable() else "unknown"
        for page in pages
        for line in page
        for glyph in line.inked
    )
    if signs["known"] < READABLE * len(pages) or signs["unknown"] > UNKNOWN * signs["known"]:
        raise Refusal("file-scan")


def _lines(at: int, page: pypdfium2.PdfPage) -> list[Line]:
    glyphs = list(_glyphs(page.get_textpage()))
    if not glyphs:
        return []
    upright = Counter(angle for angle, _ in glyphs).most_common(1)[0][0]
    return lines(at, (glyph for angle, glyph in glyphs if angle == upright))


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, Glyph]]:
    """What is printed, with its angle; blanks that the library guesses are left out."""
    for at in range(page.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(page, at))
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
