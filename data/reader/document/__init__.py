"""The way from a file of any form to its lines: the one part of the reader that does I/O."""

from pathlib import Path

from data.reader.document import guard, ledger, markdown, text
from data.reader.document.document import Document
from data.reader.document.form import Form, sniff
from data.refusal import Refusal

__all__ = ["Document", "load", "parse"]

LARGEST = 20  # MB; a plan is some hundred kilobytes, pictures in it some megabytes
LONGEST = 2_000_000  # characters; the longest plan known has 30,000
PLAIN = {Form.TEXT: text.read, Form.MARKDOWN: markdown.read, Form.CSV: ledger.read}


def load(path: Path) -> Document:
    """The document in a file; refuses what `parse` refuses, and what cannot be opened."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST * 1024**2 + 1)
    except OSError as error:
        raise Refusal("file-missing", name=str(path)) from error
    return parse(path.name, content)


def parse(name: str, content: bytes) -> Document:
    """The document in an upload; refuses, in a sentence, what cannot be read whole."""
    try:
        return _checked(_read(name, content))
    except Refusal as refusal:
        raise Refusal(refusal.key, **{"name": name, "limit": LARGEST} | refusal.facts) from refusal


def _read(name: str, content: bytes) -> Document:
    if len(content) > LARGEST * 1024**2:
        raise Refusal("file-too-large")
    if not content.strip():
        raise Refusal("file-empty")
    form = sniff(name, content)
    if form in PLAIN:
        return PLAIN[form](content)
    return guard.read(form, content)


def _checked(document: Document) -> Document:
    if not document.text.strip():
        raise Refusal("file-empty")
    if len(document.text) > LONGEST:
        raise Refusal("file-too-large")
    return document
