"""Task codes and ids in a text: 4-1, ４－１, 第4-1项, #17; no dates, ranges, telephone numbers."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from handlers.parse.signs import plain

_CODE = re.compile(
    r"(?<![\d.\-A-Za-z])(?<!\d:)((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d?))?-[1-9]\d{0,2})"
    r"(?!\d|[-.]\d|%|:[0-5]\d(?![\d%.]))"
)
_DOTTED = re.compile(r"(?<![\d.\-A-Za-z])(?<!\d:)(0|[1-9]\d{0,2})\.([1-9]\d{0,2})(?!\d|[-.]\d|%)")
_SPOKEN = re.compile(r"([\d零一二三四五六七八九十]{1,4})横?杠([\d一二三四五六七八九十]{1,4})")
_ID = re.compile(r"#(\d{1,18})(?!\d)")
# What makes of "5-10" a range and not a task: "5-10人", "3-9月", "2-3 天".
_MEASURE = re.compile(
    r"\s*(?:多|余)?[万亿千百%人名位个所家门节套项场次期堂省市县区校台部册份件篇元亩学课小时分点"
    r"天日周月年号前户间条处批班类种支辆座岁级米倍成]"
)
_POINTED = re.compile(r"(?:第|任务|事项|编号|报送|进展|^|[;。!?,、\n(]|\d[.、)])\s*$")
_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))


class Place(NamedTuple):
    """A task's code and where in the text it stands."""

    code: str
    start: int
    end: int


# What ends a naming and is no word of the report: 第4-1项：…, but not 4-1 项目….
_AFTER = re.compile(r"(?:\s*项(?!目))?[\s,、;:]*")


@dataclass(frozen=True)
class Named:
    """The tasks at the head of a command's arguments, by id (#17) or code, and what follows."""

    ids: tuple[int, ...]
    codes: tuple[str, ...]
    rest: str


def named(rest: str, known: Collection[str] | None = None) -> Named:
    """Take the leading task ids and codes off a command's arguments."""
    flat = plain(rest)
    ids: list[int] = []
    found: list[str] = []
    places = {place.start: place for place in places_of(rest, known)}
    at = end = 0
    while at < len(flat):
        if number := _ID.match(flat, at):
            ids.append(int(number[1]))
            at = end = number.end()
        elif place := places.get(at):
            found.append(place.code)
            at = end = place.end
        elif flat[at] in " ,、;:和及与第项":
            at += 1  # a joint between tasks, if another one follows; else words of the report
        else:
            break
    after = _AFTER.match(flat, end) if end else None
    return Named(
        tuple(ids), tuple(dict.fromkeys(found)), rest[after.end() if after else end :].strip()
    )


def codes(text: str, known: Collection[str] | None = None) -> tuple[str, ...]:
    """The task codes in a text, in order, each once; dates, ranges and telephone numbers are none.

    `known` (the codes there are) also lets 4.1 and 四杠一 pass for 4-1, and keeps a pair of rising
    numbers in the middle of prose from passing for a code.
    """
    return tuple(dict.fromkeys(place.code for place in places_of(text, known)))


def places_of(text: str, known: Collection[str] | None = None) -> tuple[Place, ...]:
    """The task codes in a text and where they stand, in order."""
    flat = plain(text)
    there = frozenset(known or ())
    found = [place for place in _places(flat) if known is None or _meant(flat, place, there)]
    if there:
        found += _loose(flat, there)
    return tuple(sorted(set(found), key=lambda place: place.start))


def leads(flat: str) -> bool:
    """Whether a plain text begins with a task's code or id."""
    place = next(_places(flat), None)
    head = 1 if flat.startswith("第") else 0
    return bool(_ID.match(flat)) or (place is not None and place.start == head)


def _places(flat: str) -> Iterator[Place]:
    for match in _CODE.finditer(flat):
        pointed = flat[max(0, match.start() - 1) : match.start()] == "第"
        if pointed or not (_rising(match[1]) and _MEASURE.match(flat, match.end())):
            yield Place(match[1], match.start(), match.end())


def _meant(flat: str, place: Place, known: frozenset[str]) -> bool:
    before = flat[max(0, place.start - 6) : place.start]
    return place.code in known or not _rising(place.code) or bool(_POINTED.search(before))


def _rising(code: str) -> bool:
    first, last = code.split("-")
    return float(first) < float(last)


def _loose(flat: str, known: frozenset[str]) -> Iterator[Place]:
    for match in _DOTTED.finditer(flat):
        code = f"{match[1]}-{match[2]}"
        if code in known and not _MEASURE.match(flat, match.end()):
            yield Place(code, match.start(), match.end())
    for match in _SPOKEN.finditer(flat):
        code = f"{_small(match[1])}-{_small(match[2])}"
        if code in known:
            yield Place(code, match.start(), match.end())


def _small(word: str) -> int:
    """A spoken number below a hundred: 二十五, 十, 25."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
