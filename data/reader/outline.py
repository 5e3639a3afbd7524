"""Lines into paragraphs, each under the numbered headings that enclose it."""

import re
from dataclasses import dataclass, replace

from data.reader.marks import is_label_line, owner_marks
from data.reader.numbering import BULLET, HAN, HAN_NUMBER, Numeral, numeral, value
from data.reader.wrapping import Line, unwrapped

TITLE_END = re.compile(r"[。；;!！?？]|\.(?=\s+[A-Z]|$)|[:：](?=.{8})")
LONGEST_TITLE = 60  # signs; a longer first sentence is already the body
SPACE = " \t\r\f\v\u3000\xa0\ufeff\u200b"
PAGE = re.compile(r"[-—–－\s]*\d{1,3}[-—–－\s]*")
PERIOD = re.compile(
    rf"(?:20\d\d年\s*)?第?({HAN_NUMBER}|\d{{1,2}})(?:月份?|季度)(?:份)?(?:重点)?(?:工作|工作安排|任务)?[:：]?"
)
CONTENTS = re.compile(r"(?:[.·…]{3,}|[.…·\s]{6,})\s*\d{1,3}$")


@dataclass(frozen=True)
class Heading:
    """A numbered heading: `mark` as written (（一）, 4), its title without the closing stop."""

    mark: str
    rank: int
    number: int
    title: str
    line: int
    parent: "Heading | None"

    @property
    def chain(self) -> "tuple[Heading, ...]":
        """The enclosing headings from the outermost in, this one last."""
        return (*self.parent.chain, self) if self.parent else (self,)


NOTICE = Heading("", 0, 0, "", 0, None)
"""Stands above what the notice says that a plan comes with."""


def in_notice(heading: Heading | None) -> bool:
    """Whether the notice says what stands under the heading."""
    return heading is not None and heading.chain[0] == NOTICE


@dataclass(frozen=True)
class Paragraph:
    """Running text under a heading, without numeral and indent; on the lines `line` to `end`."""

    line: int
    text: str
    heading: Heading | None
    end: int


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that bear text, without indent and wraps; page numbers and contents left out."""
    stripped = ((n, raw.strip(SPACE), raw) for n, raw in enumerate(text.split("\n"), 1))
    return unwrapped(
        [
            Line(n, words, moved_in=raw[:1] in SPACE)
            for n, words, raw in stripped
            if words and not _furniture(words)
        ]
    )


def _furniture(text: str) -> bool:
    """Whether a line is a page number or an entry of a table of contents."""
    return bool(CONTENTS.search(text[-40:]) or PAGE.fullmatch(text[:20]))


def paragraphs(lines: tuple[Line, ...], above: Heading | None = None) -> tuple[Paragraph, ...]:
    """Every paragraph in order, all below `above`; a line that is only a title gives none."""
    found: list[Paragraph] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        opening = numeral(line.text) or _period(line.text, after)
        if opening is None:
            found.append(Paragraph(line.number, BULLET.sub("", line.text), above, line.end))
            continue
        rest = line.text[opening.length :]
        if is_label_line(rest):  # 1.改造任务… 2.牵头单位：… are one item's fields, not items
            above = _fields_together(found, above, opening.rank)
            found.append(Paragraph(line.number, rest, above, line.end))
            continue
        above = _heading(opening, rest, line.number, above)
        if not _is_title(rest, opening, after):
            found.append(Paragraph(line.number, rest, above, line.end))
    return tuple(found)


def _period(text: str, after: Line | None) -> Numeral | None:
    """A month or quarter alone on its line, which heads what is to be done in it.

    With its year it heads only what is numbered below: on a title page it tells when.
    """
    found = PERIOD.fullmatch(text)
    below = numeral(after.text) if after else None
    if found is None or (text.startswith("20") and (below is None or below.rank <= HAN)):
        return None
    return Numeral(text, HAN, value(found[1]), 0)


def _fields_together(found: list[Paragraph], above: Heading | None, rank: int) -> Heading | None:
    """The heading over the fields: those of the same rank already found move up to it."""
    parent = above
    while parent and parent.rank >= rank:
        parent = parent.parent
    at = len(found) - 1
    while parent and at >= 0 and (field := found[at].heading) and field.parent == parent:
        found[at] = replace(found[at], heading=parent)
        at -= 1
    return parent or above


def first_sentence(text: str) -> str:
    """The text up to its first stop, or the whole of it."""
    stop = TITLE_END.search(text)
    return text[: stop.start()] if stop else text


def _heading(opening: Numeral, rest: str, line: int, above: Heading | None) -> Heading:
    while above and above.rank >= opening.rank:
        above = above.parent
    title = first_sentence(_unmarked(rest)).strip(SPACE + "*#")
    return Heading(opening.mark, opening.rank, opening.number, title, line, above)


def _unmarked(text: str) -> str:
    marks = owner_marks(text)
    return text[: marks[0].start] if marks else text


def _is_title(rest: str, opening: Numeral, after: Line | None) -> bool:
    """Whether the rest of a numbered line only names what follows on the next lines."""
    stop = TITLE_END.search(rest)
    if after is None or not rest or owner_marks(rest):
        return not rest
    if stop and stop.end() < len(rest.rstrip(SPACE)):
        return False
    following = numeral(after.text)
    if following:
        return following.rank > opening.rank
    return len(rest) <= LONGEST_TITLE and not _is_mark(after.text)


def _is_mark(text: str) -> bool:
    """Whether a line is nothing but a mark, which closes what stands before it."""
    if is_label_line(text):
        return True
    marks = owner_marks(text)
    return bool(marks) and not text[: marks[0].start].strip()
