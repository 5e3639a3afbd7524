"""Lines broken by hand or by a mail program, joined back to the paragraphs that they were."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.reader.labels import opens_with
from data.reader.numbering import numeral

STOPS = "。；;：:！!？?.”）)"
LONGEST = 60.0  # widths of a wide sign: no one breaks lines later than that by hand
FEWEST = 8  # lines that show a habit
BROKEN = 0.3  # of a text's lines break inside a sentence, where lines are broken
SLACK = 2.5  # widths that a full line may lack: a stop may not begin the next one
AHEAD = 5  # lines looked at for the bracket that closes
WORD = re.compile(r"[A-Za-z0-9,.;:'()%-]+")
BRACKETS = re.compile(r"[（(【）)】]")
OWNERS = re.compile(r"负责|牵头|配合|单位|部门")


@dataclass(frozen=True)
class Line:
    """A line of the source with something on it, or several joined: `number` to `last`, from 1.

    `moved_in`: it begins with an indent.
    """

    number: int
    text: str
    last: int = 0
    moved_in: bool = False

    @property
    def end(self) -> int:
        return self.last or self.number


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with those that go on joined to what they go on with."""
    width = _broken_at(lines)
    indents = any(line.moved_in for line in lines)
    joined: list[list[Line]] = []
    inside = 0
    for at, line in enumerate(lines):
        if joined and (inside or (width and _goes_on(joined[-1][-1], line, width, indents))):
            joined[-1].append(line)
        else:
            joined.append([line])
        inside = inside - 1 if inside > 1 else _lines_to_close(lines, at)
    return tuple(map(_one, joined))


def _broken_at(lines: Sequence[Line]) -> float:
    """The width at which the text's lines are broken; 0 where they are not."""
    if len(lines) < FEWEST:
        return 0
    width = sorted(_size(line.text) for line in lines)[int(0.9 * len(lines))]
    if width > LONGEST:
        return 0
    open_ends = [(line, after) for line, after in pairwise(lines) if line.text[-1] not in STOPS]
    full = sum(_is_full(line, after, width) for line, after in open_ends)
    return width if full >= max(BROKEN * len(lines), 0.5 * len(open_ends)) else 0


def _goes_on(line: Line, after: Line, width: float, indents: bool) -> bool:
    if after.number != line.number + 1 or (indents and after.moved_in):
        return False
    if "\t" in line.text or "\t" in after.text:  # rows of a table
        return False
    if line.text[-1] in "。！" and not indents:
        return False
    return _is_full(line, after, width) and not (numeral(after.text) or opens_with(after.text))


def _is_full(line: Line, after: Line, width: float) -> bool:
    """Whether the next word would not have fitted on the line."""
    word = WORD.match(after.text)
    return _size(line.text) + (_size(word.group()) if word else 0) > width - SLACK


def _size(text: str) -> float:
    return sum(0.5 if sign < "\u2000" else 1 for sign in text)


def _lines_to_close(lines: Sequence[Line], at: int) -> int:
    """How many lines on the bracket is closed in which owners are named; 0 where none is open."""
    found = list(BRACKETS.finditer(lines[at].text[-200:]))
    opened = lines[at].text[-200:][found[-1].end() :] if found else ""
    if not found or found[-1].group() not in "（(【":
        return 0
    for ahead, line in enumerate(lines[at + 1 : at + 1 + AHEAD], 1):
        sign = BRACKETS.search(line.text)
        if numeral(line.text) or (sign and sign.group() not in "）)】"):
            return 0
        opened += line.text[: sign.start()] if sign else line.text
        if sign:
            return ahead if OWNERS.search(opened) else 0
    return 0


def _one(lines: list[Line]) -> Line:
    text = lines[0].text
    for line in lines[1:]:
        apart = " " if text[-1] < "\u2000" and line.text[0] < "\u2000" else ""
        text += ("；" if opens_with(line.text) else apart) + line.text
    return Line(lines[0].number, text, lines[-1].end, lines[0].moved_in)
