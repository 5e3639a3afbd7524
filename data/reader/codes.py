"""The codes that name tasks: which number stands for an item."""

import re
from collections import Counter
from collections.abc import Iterable

from data.reader.outline import NOTICE, Heading, in_notice

DECIMAL = re.compile(r"\d{1,2}(?:[.．]\d{1,2})+$")  # 3.1 says its section itself


def item_numbers(items: Iterable[Heading | None]) -> dict[Heading | None, str]:
    """What names each item in a code: its number, sections' numbers in front where they restart.

    A section's own text, numbered like an item, is its item 0; what the notice says is section 0.
    """
    distinct = list(dict.fromkeys(items))
    ranks = Counter(item.rank for item in distinct if item and not in_notice(item))
    usual = max(ranks, key=lambda rank: (ranks[rank], rank), default=0)
    for depth in range(1, 8):
        for whole in (0, usual):
            numbers = {item: _number(item, depth, at, whole) for at, item in enumerate(distinct, 1)}
            if len(set(numbers.values())) == len(distinct):
                return numbers
    return {item: str(at) for at, item in enumerate(distinct, 1)}


def _number(item: Heading | None, depth: int, place: int, usual: int) -> str:
    """The last numbers down to the item; below rank `usual` it is a section's own text."""
    if item is None:
        return str(place)
    if written := DECIMAL.search(item.mark):
        return written.group().replace("．", ".")
    numbers = [str(heading.number) for heading in item.chain[-depth:] if heading != NOTICE]
    if in_notice(item):
        return ".".join(("0", *numbers))
    return ".".join((*numbers, *["0"] * (item.rank < usual)))
