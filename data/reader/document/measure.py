"""What is usual in a printed document: its edges, its size and how far its lines stand apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data.reader.document.lines import Line

ALIGNED = 0.6  # of a character: lines closer than that begin at the same place
APART = 1.3  # times the usual distance of lines: a gap between paragraphs
INNER, OUTER = 0.05, 0.95  # the share of lines beyond an edge that are strays
TRUSTED = 0.2  # of the lines: so many that end together show where the edge is
SLACK = 1.5  # characters by which lines fall short of the edge
SQUEEZE = 0.6  # of a character: by so much a setter may have spread or pressed a line
FAR = 4  # sizes: no setter puts lines of a paragraph so far apart
MARGIN = 5  # characters by which the margins may differ


@dataclass(frozen=True)
class Measure:
    """In points; `indented` tells that paragraphs begin further in than they go on."""

    left: float
    right: float
    size: float
    leading: float
    indented: bool = False

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    def is_wrapped(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would not have fitted at the end of this one."""
        return self.right - line.right < following.first_width + SQUEEZE * line.size


def near(one: float, other: float, size: float) -> bool:
    """Whether two places are the same to the eye."""
    return abs(one - other) < ALIGNED * size


def measure(pages: Sequence[Sequence[Line]], width: float) -> Measure:
    """Measured over all lines, most of which are text, on pages of a width in points."""
    lines = [line for page in pages for line in page]
    size = usual_size(lines)
    body = [line for line in lines if near(line.size, size, size / 6)]
    left, right = _edges(body, size, width)
    wrapped = _wrapped(pages, Measure(left, right, size, 2 * size))
    leading = median([one.y - other.y for one, other in wrapped]) if wrapped else 2 * size
    stepped = sum(one.left - other.left > size for one, other in wrapped)
    level = sum(
        near(one.left, other.left, size) and one.left - left > size for one, other in wrapped
    )
    return Measure(left, right, size, leading, indented=0 < stepped >= level)


def usual_size(lines: Sequence[Line]) -> float:
    """The size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.inked)
    return sizes.most_common(1)[0][0]


def _edges(body: Sequence[Line], size: float, width: float) -> tuple[float, float]:
    """Left and right; where no line comes near the right one, the margins are taken as equal."""
    lefts, rights = sorted(line.left for line in body), sorted(line.right for line in body)
    left, right = lefts[int(INNER * len(body))], rights[int(OUTER * (len(body) - 1))]
    together = sum(line.right > right - SLACK * size for line in body)
    if together < max(5, TRUSTED * len(body)):
        mirrored = width - left
        return left, right if mirrored - right < MARGIN * size else mirrored
    return left, right


def _wrapped(pages: Sequence[Sequence[Line]], rough: Measure) -> list[tuple[Line, Line]]:
    """Neighbours on a page of which the first is full."""
    pairs = [pair for page in pages for pair in pairwise(page)]
    return [
        (one, other)
        for one, other in pairs
        if near(one.size, rough.size, rough.size / 6)
        and one.y - other.y < FAR * rough.size
        and rough.is_wrapped(one, other)
    ]
