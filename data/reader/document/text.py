"""Plain text: bytes to lines, whatever Chinese encoding they are in."""

import codecs
import re
from contextlib import suppress

from data.reader.document.document import Document
from data.refusal import Refusal

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A text has tabs, line ends, form feeds and DOS's end mark; any other control is a binary's.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
LINE_END = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad\x1a]")


def read(content: bytes) -> Document:
    """The lines of a text file; refuses what is no text."""
    return Document(tidy(decode(content)))


def decode(content: bytes) -> str:
    """By BOM, else UTF-8 if it is that throughout, else GB18030."""
    for encoding in _encodings(content):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if CONTROL.search(text):
                break
            return text.removeprefix("\ufeff")
    raise Refusal("file-not-text")


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return (encoding,)
    return ("utf-8",) if _damaged_utf8(content) else ("utf-8", "gb18030")


def tidy(text: str) -> str:
    """One kind of line end, nothing invisible; lines and their indents stay."""
    return LINE_END.sub("\n", INVISIBLE.sub("", text)).replace("\u00a0", " ").rstrip("\n")


def _damaged_utf8(content: bytes) -> bool:
    """Almost all of it is UTF-8: GB18030 would take the rest too, as nonsense."""
    text = content.decode("utf-8", errors="replace")
    lost, wide = text.count("\ufffd"), sum(char > "\x7f" for char in text)
    return 0 < lost * 20 <= wide
