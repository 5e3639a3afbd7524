"""Glyphs of a printed page put together to lines, from top to bottom and left to right."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

OPENING = "（《〈【〔「『([{"
CLOSING = "，。、；：？！）》〉】〕」』…—～)]},.;:?!%％/-"
QUOTES = re.compile("[“”‘’\"']")
SIGN = re.compile(r"[+＋×±$￥#-]")
WORD = re.compile(r"[A-Za-z0-9./×]")
MARK = re.compile(
    r"(第?[一二三四五六七八九十百]+[、条章节]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)）]|[①-⑳])\s*"
)


@dataclass(frozen=True)
class Glyph:
    """A character on a page, in points; `x`, `y` is its origin on the baseline, y upwards."""

    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True)
class Line:
    """The glyphs of one line, from left to right."""

    page: int
    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        """The characters, with a space where words or columns stand apart."""
        text, before = "", None
        for glyph in self.glyphs:
            text += _gap(before, glyph) + glyph.text
            before = glyph
        return re.sub(r" {2,}", " ", text).strip()

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        return Counter(round(glyph.size, 1) for glyph in self.inked).most_common(1)[0][0]

    @cached_property
    def inked(self) -> list[Glyph]:
        """The glyphs without the blanks."""
        return [glyph for glyph in self.glyphs if glyph.text.strip()]

    @property
    def y(self) -> float:
        return self.inked[0].y

    @property
    def left(self) -> float:
        return self.inked[0].x

    @property
    def right(self) -> float:
        return self.inked[-1].right

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @cached_property
    def hanging(self) -> float:
        """Where the text begins after the line's number; its left where it has none."""
        match = MARK.match("".join(glyph.text for glyph in self.inked))
        after = len(match[0]) if match else 0
        return self.inked[after].x if after < len(self.inked) else self.left

    @cached_property
    def first_width(self) -> float:
        """The width of what cannot be parted at its start: a word, a sign with its brackets."""
        for before, after in pairwise(self.inked):
            if not _inseparable(before.text, after.text):
                return before.right - self.left
        return self.right - self.left


def lines(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page; glyphs less than half their size apart in height share one."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if found and found[-1][0].y - glyph.y <= glyph.size / 2:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [line for row in found if (line := Line(page, _once(row))).inked]


def _once(row: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """From left to right; what is printed twice to look bold is taken once."""
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.x):
        if not any(_same(glyph, other) for other in kept[-2:]):
            kept.append(glyph)
    return tuple(kept)


def _same(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and abs(one.x - other.x) < one.size / 5


def _gap(before: Glyph | None, glyph: Glyph) -> str:
    """A space where none is printed but words, or columns, stand apart."""
    if before is None:
        return ""
    gap = (glyph.x - before.right) / glyph.size
    words = WORD.match(before.text) and WORD.match(glyph.text)
    return " " if gap > (0.2 if words else 1.2) else ""


def _inseparable(before: str, after: str) -> bool:
    """Whether no line ends between the two (the common part of Unicode's UAX 14)."""
    if before in OPENING or after in CLOSING or QUOTES.match(before) or QUOTES.match(after):
        return True
    return bool(SIGN.match(before) or (WORD.match(before) and WORD.match(after)))
