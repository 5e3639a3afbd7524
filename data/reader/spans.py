"""Paragraphs into the spans of text that are tasks, and the codes that name them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from data.reader.numbering import ARABIC_BRACKET
from data.reader.outline import NOTICE, Heading, Paragraph, in_notice
from data.reader.pieces import Piece, counted_back, handed_down, is_title, pieces_of, tasks_marked
from data.reader.regions import explains, states_goals

LEAD_IN = re.compile(r"^[^。]{1,12}[：:]$")  # 具体措施：
WHOLE = re.compile(r"^(?:以上|上述|前述)(?:各项)?(?:工作|任务|措施|事项)[^。]{0,60}。?$")


@dataclass(frozen=True)
class Span:
    """A task's text with the content of the mark that closes it, None where no mark does.

    `title`: that of the heading right above the text, the item's or a measure's.
    """

    item: Heading | None
    text: str
    mark: str | None
    lines: tuple[int, int]
    title: str = ""


@dataclass(frozen=True)
class Siblings:
    """Where the marked items stand: an unmarked one among them is a task too."""

    first: int
    last: int
    ranks: frozenset[int]
    parents: frozenset[Heading]

    @classmethod
    def of(cls, marked: dict[int, Heading | None]) -> "Siblings":
        """`marked`: the marked items by their places."""
        items = [item for item in marked.values() if item]
        parents = frozenset(item.parent for item in items if item.parent)
        return cls(min(marked), max(marked), frozenset(item.rank for item in items), parents)

    def hold(self, item: Heading | None, at: int) -> bool:
        """Whether the item at this place stands between marked ones, or under a parent of one."""
        if item is None or item.rank not in self.ranks:
            return False
        return self.first < at < self.last or item.parent in self.parents


def spans(
    paragraphs: tuple[Paragraph, ...], orders: Callable[[str], bool], *, tabled: bool = False
) -> tuple[Span, ...]:
    """The tasks of a document; `orders` tells whether text outside any mark still orders work.

    `tabled`: the tasks themselves stand in a table, so that of unmarked text only orders count.
    """
    pieces = counted_back(tuple(piece for one in paragraphs for piece in pieces_of(one)))
    pieces = handed_down(tasks_marked(pieces))
    if any(piece.mark and not piece.due for piece in pieces):
        return tuple(_marked(pieces, orders))
    return tuple(_unmarked(paragraphs, orders, tabled=tabled))


def _marked(pieces: tuple[Piece, ...], orders: Callable[[str], bool]) -> Iterator[Span]:
    """Spans closed by marks; unmarked items between them; unmarked rest only where it orders."""
    bodies = _bodies(pieces)
    marked = {
        at: item
        for at, (item, body) in enumerate(bodies)
        if any(p.mark and not p.due for p in body)
    }
    siblings = Siblings.of(marked)
    for at, (item, body) in enumerate(bodies):
        if at in marked:
            yield from _closed(item, body, orders)
        elif not _is_work(item) or _only_dates(body):
            continue
        elif siblings.hold(item, at):
            yield _span(item, body, None)
        elif any(orders(piece.text) for piece in body):
            yield _span(item, _orders_of(item, body, orders), None)


def _bodies(pieces: tuple[Piece, ...]) -> list[tuple[Heading | None, list[Piece]]]:
    """The pieces of each item, in order."""
    doubled = _doubled(pieces)
    bodies: list[tuple[Heading | None, list[Piece]]] = []
    for piece in pieces:
        item = _item(piece.paragraph.heading, doubled)
        if not bodies or bodies[-1][0] != item:
            bodies.append((item, []))
        bodies[-1][1].append(piece)
    return bodies


def _doubled(pieces: tuple[Piece, ...]) -> frozenset[Heading]:
    """Items with measures: headings with a mark of their own and marked headings below,

    or with a mark right under their title and any heading below.
    """
    marked = [p for p in pieces if p.mark and not (p.due or p.handed) and p.paragraph.heading]
    direct = {p.paragraph.heading for p in marked}
    below_marked = {h for heading in direct if heading for h in heading.chain[:-1]}
    headings = {p.paragraph.heading for p in pieces}
    parents = {h for heading in headings if heading for h in heading.chain[:-1]}
    worded = {
        p.paragraph.heading for p in pieces if p.text and not is_title(p.text, p.paragraph.heading)
    }
    titled = (direct & parents) - worded
    return frozenset(h for h in (direct & below_marked) | titled if h)


def _item(heading: Heading | None, doubled: frozenset[Heading]) -> Heading | None:
    """The heading that counts as the item: measures （1） ① and those of doubled items do not."""
    if heading is None:
        return None
    for above in heading.chain:
        if above in doubled:
            return above
    large = [h for h in heading.chain if h.rank < ARABIC_BRACKET]
    return large[-1] if large else heading


def _closed(
    item: Heading | None, body: list[Piece], orders: Callable[[str], bool]
) -> Iterator[Span]:
    """One span a mark; a mark right after another adds to it, a date line waits for its mark."""
    waiting: list[Piece] = []
    early: list[str] = []
    last: Span | None = None
    for piece in body:
        waiting += [piece] if piece.text else []
        if piece.mark is None:
            continue
        if piece.due and waiting:
            early.append(piece.mark)
        elif waiting:
            if last:
                yield last
            last = _span(item, waiting, "；".join((piece.mark, *early)))
            waiting, early = [], []
        elif last:
            last = replace(last, mark=f"{last.mark}；{piece.mark}")
    below = bool(waiting) and last is not None and waiting[0].paragraph.line > last.lines[1]
    titled = last is not None and is_title(last.text, item) and not orders(last.text)
    if last and below and titled and "，" not in last.text:
        last = replace(_span(item, waiting, last.mark), lines=(last.lines[0], _end(waiting)))
        waiting = []
    if last:
        yield last
    rest = [kept for piece in waiting if (kept := _ordering(piece, orders))]
    if rest:
        yield _span(item, rest, None)


def _orders_of(
    item: Heading | None, body: list[Piece], orders: Callable[[str], bool]
) -> list[Piece]:
    """The body, of a notice only its sentences that order work."""
    if item != NOTICE:
        return body
    return [kept for piece in body if (kept := _ordering(piece, orders))]


def _end(pieces: list[Piece]) -> int:
    return pieces[-1].paragraph.end


def _ordering(piece: Piece, orders: Callable[[str], bool]) -> Piece | None:
    """The sentences outside any mark that order work; what else stands there is exhortation."""
    sentences = [s for s in re.split(r"(?<=[。！])", piece.text) if orders(s)]
    return replace(piece, text="".join(sentences).strip()) if sentences else None


def _unmarked(
    paragraphs: tuple[Paragraph, ...], orders: Callable[[str], bool], *, tabled: bool
) -> Iterator[Span]:
    """Without marks: every leaf item that orders work; a section's own text where it is dated."""
    bodies = _bodies(tuple(Piece(p, p.text, None) for p in paragraphs))
    parents = {above for item, _ in bodies if item for above in item.chain[:-1]}
    for item, body in bodies:
        if item is None or not _is_work(item) or _only_dates(body):
            continue
        dated = any(orders(piece.text) for piece in body)
        if dated or not (tabled or item in parents or in_notice(item)):
            yield from (_span(item, measure, None) for measure in _measures(item, body))


def _measures(item: Heading, body: list[Piece]) -> list[list[Piece]]:
    """The body measure by measure where it is nothing but several, else as one."""
    measures: dict[Heading | None, list[Piece]] = {}
    for piece in body:
        measures.setdefault(piece.paragraph.heading, []).append(piece)
    return [body] if item in measures else list(measures.values())


def _is_work(item: Heading | None) -> bool:
    return item is not None and not (states_goals(item) or explains(item))


def _only_dates(body: list[Piece]) -> bool:
    """Whether a body only sets a date for what stands above it."""
    return all(WHOLE.match(piece.text) for piece in body)


def _span(item: Heading | None, body: list[Piece], mark: str | None) -> Span:
    kept = body[1:] if len(body) > 1 and LEAD_IN.match(body[0].text) else body
    if item is None:
        kept = kept[-1:]
    lines = (kept[0].paragraph.line, kept[-1].paragraph.end)
    heading = kept[0].paragraph.heading
    text = "\n".join(piece.text for piece in kept)
    return Span(item, text, mark, lines, heading.title if heading else "")
