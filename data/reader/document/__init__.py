"""The way from a file of any form to its lines: the one part of the reader that does I/O."""

from pathlib import Path

from data.reader.document import text
from data.reader.document.document import Document
from data.refusal import Refusal

__all__ = ["Document", "load", "parse"]

LARGEST = 20 * 1024 * 1024  # bytes; a plan is some hundred kilobytes, scans in it some megabytes
TEXT = {"", ".txt", ".text", ".md", ".markdown"}


def load(path: Path) -> Document:
    """The document in a file; refuses what `parse` refuses, and what cannot be opened."""
    try:
        size, content = path.stat().st_size, b""
        if size <= LARGEST:
            content = path.read_bytes()
    except OSError as error:
        raise Refusal("file-missing", name=str(path)) from error
    if size > LARGEST:
        raise Refusal("file-too-large", name=path.name, limit=LARGEST // 1024**2)
    return parse(path.name, content)


def parse(name: str, content: bytes) -> Document:
    """The document in an upload; refuses, in a sentence, what cannot be read whole."""
    if len(content) > LARGEST:
        raise Refusal("file-too-large", name=name, limit=LARGEST // 1024**2)
    if not content.strip():
        raise Refusal("file-empty", name=name)
    if Path(name).suffix.lower() not in TEXT:
        raise Refusal("file-unknown-form", name=name)
    return _full(name, text.read(name, content))


def _full(name: str, document: Document) -> Document:
    if not document.text.strip():
        raise Refusal("file-empty", name=name)
    return document
