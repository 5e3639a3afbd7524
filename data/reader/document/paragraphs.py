"""Printed lines joined back to the paragraphs that they were broken from."""

import re
from collections.abc import Sequence

from data.reader.document.lines import MARK, Line
from data.reader.document.measure import APART, Measure, near

INDENT = 2  # characters: what a first line is moved in by
FINAL = re.compile(r"[。！？.）)”]$")  # not ；: an enumeration inside a sentence goes on
OWNERS = re.compile(r"[（(](责任|牵头|负责|承办|配合|主办)[^（()）]*[）)][。；]?$")
LATIN = re.compile(r"[A-Za-z0-9,.;:)%]$")
TITLE = 1.1  # times the size of the text: from there on a line is a title's
TITLE_LEADING = 2  # times its size


def paragraphs(pages: Sequence[Sequence[Line]], usual: Measure) -> list[str]:
    """The paragraphs in order, one across two pages as well."""
    found: list[list[Line]] = []
    for line in (line for page in pages for line in page):
        if found and _goes_on(found[-1], line, usual):
            found[-1].append(line)
        else:
            found.append([line])
    return [_text(each) for each in found]


def _goes_on(paragraph: Sequence[Line], line: Line, usual: Measure) -> bool:
    last = paragraph[-1]
    if abs(last.size - line.size) > 0.15 * last.size:
        return False
    if _is_title(last, line, usual):
        return True
    if last.page == line.page and last.y - line.y > APART * usual.leading:
        return False
    if not usual.is_wrapped(last, line) or _begins_item(last, line):
        return False
    return _is_aligned(paragraph, line, usual)


def _is_title(last: Line, line: Line, usual: Measure) -> bool:
    """Both are lines of one title: larger than the text, centred, close together."""
    size = last.size
    close = last.page == line.page and last.y - line.y < TITLE_LEADING * size
    centred = all(near(each.centre, usual.centre, size) for each in (last, line))
    return size > TITLE * usual.size and close and centred


def _begins_item(last: Line, line: Line) -> bool:
    """A number after a sentence's end, or anything after a paragraph's owners."""
    if OWNERS.search(last.text):
        return True
    return bool(FINAL.search(last.text) and MARK.match(line.text))


def _is_aligned(paragraph: Sequence[Line], line: Line, usual: Measure) -> bool:
    """The line begins where the paragraph's next line must."""
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) > 1:
        return near(last.left, line.left, line.size)
    places = [first.left - INDENT * first.size]
    if first.hanging > first.left:
        places.append(first.hanging)
    if not usual.indented or near(first.left, usual.left, first.size):
        places.append(first.left)
    return any(near(place, line.left, line.size) for place in [*places, usual.left])


def _text(paragraph: Sequence[Line]) -> str:
    text = ""
    for line in paragraph:
        apart = LATIN.search(text) and re.match(r"[A-Za-z0-9(]", line.text)
        text += (" " if apart else "") + line.text
    return text
