"""Automatic numbers of a .docx, worked out as Word shows them: they stand nowhere in its text."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from data.reader.document.lists import Level, NumberedList, tag, value, whole
from data.reader.document.numerals import numeral

CLOSED = tuple("、。，．）：；】〕》")  # these hold their own space before the text


@dataclass
class Numbering:
    """The document's lists and, as it is walked from its start, how far each has counted."""

    lists: dict[str, NumberedList]
    styled: dict[str, tuple[str, int]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, paragraph: Element) -> str:
        """The number before this paragraph, with its space; empty where it has none."""
        number, at = self._place(paragraph)
        found = self.lists.get(number)
        if found is None or at not in found.levels:
            return ""
        counted = self.counters.setdefault(found.abstract, {})
        self._count(counted, number, found, at)
        return _write(counted, found, at)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else its style's."""
        properties = paragraph.find(tag("w:pPr"))
        number, at = self.styled.get(value(properties, "w:pStyle"), ("", 0))
        own = None if properties is None else properties.find(tag("w:numPr"))
        if own is None:
            return number, at
        level = whole(value(own, "w:ilvl"), at)
        return value(own, "w:numId") or number, level

    def _count(self, counted: dict[int, int], number: str, found: NumberedList, at: int) -> None:
        """Counts one on, or from the start; lower levels begin anew."""
        if at in found.overrides and (number, at) not in self.begun:
            counted.pop(at, None)
        self.begun.add((number, at))
        first = found.overrides.get(at, found.levels[at].start)
        counted[at] = counted[at] + 1 if at in counted else first
        for lower in [each for each in counted if each > at]:
            if found.levels.get(lower, Level()).restarts(lower, at):
                del counted[lower]


def _write(counted: dict[int, int], found: NumberedList, at: int) -> str:
    level = found.levels[at]
    if level.form == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        named = found.levels.get(place, Level())
        return numeral("decimal" if level.legal else named.form, counted.get(place, named.start))

    text = re.sub(r"%([1-9])", one, level.pattern)
    spaced = text and level.suffix != "nothing" and not text.endswith(CLOSED)
    return text + " " if spaced else text
