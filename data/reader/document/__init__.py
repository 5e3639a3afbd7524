"""The way from a file of any form to its lines: the one part of the reader that does I/O."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.reader.document import guard, ledger, markdown, text
from data.reader.document.document import Document
from data.reader.document.form import Form, sniff
from data.refusal import Refusal

__all__ = ["Document", "cells", "load", "opened", "parse"]

LARGEST = 20  # MB; a plan is some hundred kilobytes, pictures in it some megabytes
LONGEST = 2_000_000  # characters; the longest plan known has 30,000
PLAIN = {Form.TEXT: text.read, Form.MARKDOWN: markdown.read, Form.CSV: ledger.read}


def load(path: Path) -> Document:
    """The document in a file; refuses what `parse` refuses, and what cannot be opened."""
    return parse(path.name, opened(path))


def opened(path: Path) -> bytes:
    """What a file holds, cut where it is larger than any that is read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST * 1024**2 + 1)
    except OSError as error:
        raise Refusal("file-missing", name=str(path)) from error


def parse(name: str, content: bytes) -> Document:
    """The document in an upload; refuses, in a sentence, what cannot be read whole."""
    with _named(name):
        return _checked(_read(name, content))


def cells(name: str, content: bytes) -> tuple[tuple[str, ...], ...]:
    """The cells of a workbook: see `data.reader.document.workbook`; refuses every other form."""
    with _named(name):
        if _sniffed(name, content) is not Form.XLSX:
            raise Refusal("ledger-foreign")
        return guard.read(Form.CELLS, content).rows or ()


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Refusals inside say which file is meant."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(refusal.key, **{"name": name, "limit": LARGEST} | refusal.facts) from refusal


def _read(name: str, content: bytes) -> Document:
    form = _sniffed(name, content)
    if form in PLAIN:
        return PLAIN[form](content)
    return guard.read(form, content)


def _sniffed(name: str, content: bytes) -> Form:
    if len(content) > LARGEST * 1024**2:
        raise Refusal("file-too-large")
    if not content.strip():
        raise Refusal("file-empty")
    return sniff(name, content)


def _checked(document: Document) -> Document:
    if not document.text.strip():
        raise Refusal("file-empty")
    if len(document.text) > LONGEST:
        raise Refusal("file-too-large")
    return document
