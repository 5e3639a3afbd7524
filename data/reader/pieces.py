"""The pieces of paragraphs that owner marks close, and marks of titles handed down to the items."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.reader.marks import is_bare, is_label_line, names_persons_only, owner_marks
from data.reader.numbering import value
from data.reader.outline import Heading, Paragraph

STOPS = "。；;.，,"
SEVERAL = re.compile(r"(?:以上|上述)([2-9两二三四五六七八九])项")
SENTENCES = re.compile(r"。(?=.)|[^。]{30}")  # more than a measure of a few words


@dataclass(frozen=True)
class Piece:
    """Part of one paragraph: its text before a mark (or its rest, with mark None).

    `due`: a line of its own that only sets a date, for the mark before or after it.
    `handed`: the mark stands in the title of the section.
    """

    paragraph: Paragraph
    text: str
    mark: str | None
    due: bool = False
    handed: bool = False


def pieces_of(paragraph: Paragraph) -> Iterator[Piece]:
    text, start = paragraph.text, 0
    if is_label_line(text) and not owner_marks(text):
        yield Piece(paragraph, "", text, due=True)
        return
    for mark in owner_marks(text):
        end = mark.end + (text[mark.end : mark.end + 1] in STOPS and mark.end < len(text))
        words = text[start : mark.start].strip(" \u3000") + text[mark.end : end]
        yield Piece(paragraph, "" if words in STOPS else words, mark.content)
        start = end
    rest = text[start:].strip(" \u3000")
    if rest:
        yield Piece(paragraph, rest, None)


def tasks_marked(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without titles that only say who looks after the marked items below.

    Those are titles that name a leader, or units without saying that they lead or answer.
    """
    above = {
        h for p in pieces if p.mark and p.paragraph.heading for h in p.paragraph.heading.chain[:-1]
    }
    return tuple(
        piece
        for piece in pieces
        if piece.paragraph.heading not in above
        or not (piece.mark and (names_persons_only(piece.mark) or is_bare(piece.mark)))
        or not is_title(piece.text, piece.paragraph.heading)
    )


def is_title(text: str, heading: Heading | None) -> bool:
    return heading is not None and text.strip(STOPS + "*# ") == heading.title


def handed_down(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with the mark of a section's title on each item below, where no item has its own.

    Measures of a few words stay one task with their title.
    """
    below: dict[Heading, list[Piece]] = defaultdict(list)
    for piece in pieces:
        for heading in piece.paragraph.heading.chain[:-1] if piece.paragraph.heading else ():
            below[heading].append(piece)
    titles = {
        piece.paragraph.heading: piece
        for piece in pieces
        if piece.mark and not piece.due and is_title(piece.text, piece.paragraph.heading)
    }
    given = {
        heading: title.mark
        for heading, title in titles.items()
        if heading and _are_items(below[heading])
    }
    return tuple(_with_marks(pieces, given, set(map(id, titles.values())))) if given else pieces


def _are_items(pieces: list[Piece]) -> bool:
    """Whether what stands below a title is items of work, without marks of their own."""
    worded = [piece for piece in pieces if piece.text]
    if len(worded) < 2 or any(piece.mark for piece in pieces):
        return False
    return 2 * sum(bool(SENTENCES.search(piece.text)) for piece in worded) >= len(worded)


def _with_marks(
    pieces: tuple[Piece, ...], given: dict[Heading, str | None], titles: set[int]
) -> Iterator[Piece]:
    """The last piece of each item bears the mark that is given above it; such titles go."""
    for at, piece in enumerate(pieces):
        heading = piece.paragraph.heading
        chain = heading.chain if heading else ()
        above = next((given[h] for h in reversed(chain) if h in given), None)
        if above is None:
            yield piece
        elif id(piece) not in titles:
            after = pieces[at + 1].paragraph.heading if at + 1 < len(pieces) else None
            last = after != heading
            yield replace(piece, mark=above, handed=True) if last and piece.text else piece


def counted_back(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with a mark for several items (以上两项均由A负责) on each of them."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        several = SEVERAL.match(piece.mark or "")
        if not several or piece.text:
            continue
        items: dict[Heading | None, int] = {}
        for before in range(at - 1, -1, -1):
            items.setdefault(pieces[before].paragraph.heading, before)
            if len(items) == value(several.group(1)):
                break
        for last in items.values():
            if found[last].mark is None:
                found[last] = replace(found[last], mark=piece.mark)
        found[at] = replace(piece, mark=None)
    return tuple(piece for piece in found if piece.text or piece.mark)
