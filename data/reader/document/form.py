"""Which form a file has: by what it holds, and by its name only where that leaves a choice."""

import re
from enum import StrEnum
from pathlib import PurePath

from data.reader.document import archive, text
from data.refusal import Refusal


class Form(StrEnum):
    """The forms that can be read; the old ones only through an office suite."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    OLD_TEXT = "old-text"
    OLD_SHEET = "old-sheet"
    CELLS = "cells"  # an .xlsx of ours come back: asked for, never found out


SUFFIXES = {
    Form.TEXT: ("", ".txt", ".text"),
    Form.MARKDOWN: (".md", ".markdown"),
    Form.CSV: (".csv", ".tsv"),
    Form.HTML: (".html", ".htm", ".xhtml"),
    Form.PDF: (".pdf",),
    Form.DOCX: (".docx", ".docm"),
    Form.XLSX: (".xlsx", ".xlsm"),
    Form.OLD_TEXT: (".doc", ".wps", ".rtf", ".odt"),
    Form.OLD_SHEET: (".xls", ".et", ".ods"),
}
BY_SUFFIX = {suffix: form for form, suffixes in SUFFIXES.items() for suffix in suffixes}
# Systems write text under the names of the office's forms: a sheet as comma-separated values.
PLAIN_UNDER = {
    Form.PDF: Form.TEXT,
    Form.DOCX: Form.TEXT,
    Form.OLD_TEXT: Form.TEXT,
    Form.XLSX: Form.CSV,
    Form.OLD_SHEET: Form.CSV,
}

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = re.compile(rb"\s*%PDF-")
RTF = re.compile(rb"\s*\{\\rtf")
IMAGE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S)
WORD_XML = re.compile(rb"<\?mso-application|<pkg:package|<w:wordDocument")
HTML = re.compile(
    r"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b",
    re.I | re.S,
)
WEB_ARCHIVE = re.compile(
    rb"\s*(?=.{0,2000}MIME-Version:)(?=.{0,2000}multipart/related)[a-z-]+:", re.I | re.S
)
HEAD = 4096  # bytes that tell the form
FIB, FIB_ENCRYPTED = b"\xec\xa5", 0x01  # Word's own header, in the first sector; flags at byte 11


def sniff(name: str, content: bytes) -> Form:
    """The form of a file; refuses one that nobody knows, is broken or has a password."""
    held = _held(content)
    if held:
        return held
    named = BY_SUFFIX.get(PurePath(name).suffix.lower())
    if named is None:
        raise Refusal("file-unknown-form")
    return _plain(named, content)


def _held(content: bytes) -> Form | None:
    """The form that the first bytes tell; None for plain text and for what they do not tell."""
    head = content[:HEAD]
    if head.startswith(ZIP):
        return _zipped(content)
    if head.startswith(OLE):
        return _compound(content)
    if IMAGE.match(head):
        raise Refusal("file-scan")
    if PDF.match(head):
        return Form.PDF
    if RTF.match(head) or WORD_XML.search(head):
        return Form.OLD_TEXT
    page = HTML.match(_latin(head)) or WEB_ARCHIVE.match(head)
    return Form.HTML if page else None


def _zipped(content: bytes) -> Form:
    names = archive.members(content)
    if any(name.startswith("word/") for name in names):
        return Form.DOCX
    if any(name.startswith("xl/") for name in names):
        return Form.XLSX
    if "content.xml" in names:
        sheet = b"opendocument.spreadsheet" in content[:HEAD]
        return Form.OLD_SHEET if sheet else Form.OLD_TEXT
    raise Refusal("file-unknown-form")


def _compound(content: bytes) -> Form:
    """Word's, Excel's and WPS's old form; a new form under a password is wrapped in it too."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("file-encrypted")
    header = content[512:524]
    if header.startswith(FIB) and header[11] & FIB_ENCRYPTED:
        raise Refusal("file-encrypted")
    entries = ("Workbook", "Book\0")
    sheet = any(entry.encode("utf-16-le") in content for entry in entries)
    return Form.OLD_SHEET if sheet else Form.OLD_TEXT


def _plain(named: Form, content: bytes) -> Form:
    if named not in PLAIN_UNDER:
        return named
    try:
        text.decode(content)
    except Refusal as refusal:
        raise Refusal("file-broken") from refusal
    return PLAIN_UNDER[named]


def _latin(head: bytes) -> str:
    return head.replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿")
