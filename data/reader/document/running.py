"""What a page carries around its text: heads and feet that return, and page numbers."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from data.reader.document.lines import Line
from data.reader.document.measure import APART, Measure

NUMBER = re.compile(
    r"[-–—－―·•\s]*\d{1,3}[-–—－―·•\s]*|第\s*\d+\s*页.{0,12}|\d+\s*/\s*\d+"
    r"|page\s*\d+(\s*of\s*\d+)?|(file|https?)://\S+\s+\d+\s*/\s*\d+",
    re.I,
)
CONTENTS = re.compile(r".*(…{2,}|[.．·‥]{3,})\s*\d{1,3}")  # a line of a table of contents
DEPTH = 3  # lines from the edge
SHARE = 0.4  # of the pages, and two at least

Page = Sequence[Line]


def without(pages: Sequence[Page], usual: Measure) -> list[list[Line]]:
    """The pages without what runs around their text; what stands like the text itself stays."""
    repeated = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(2, SHARE * len(pages))

    def falls(line: Line, inner: Line | None) -> bool:
        if NUMBER.fullmatch(line.text):
            return True
        near = inner is not None and abs(line.y - inner.y) <= APART * usual.leading
        same = abs(line.size - usual.size) < 0.1 * usual.size
        return repeated[_key(line)] >= least and not (near and same)

    return [_trimmed(page, falls) for page in pages]


def _trimmed(page: Page, falls: Callable[[Line, Line | None], bool]) -> list[Line]:
    kept = [line for line in page if not CONTENTS.fullmatch(line.text)]
    for end in (0, -1):
        for _ in range(DEPTH):
            inner = kept[1 if end == 0 else -2] if len(kept) > 1 else None
            if kept and falls(kept[end], inner):
                kept.pop(end)
    return kept


def _edges(page: Page) -> list[Line]:
    return [*page[:DEPTH], *page[-DEPTH:]]


def _key(line: Line) -> tuple[str, int]:
    """What stays the same from page to page: the text but for its numbers, and the height."""
    return re.sub(r"\d+|\s", "", line.text), round(line.y / 8)
