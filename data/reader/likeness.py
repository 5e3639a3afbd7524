"""Whether two phrases speak of the same number: its unit, and the signs that they share."""

import re

PEOPLE = {"名": "人", "人次": "人", "位": "人"}
FIGURES = re.compile(r"[\d.,%万亿个]+")


def pairs(text: str) -> frozenset[str]:
    """Every two signs in a row of a phrase, numbers left out."""
    words = FIGURES.sub(" ", text)
    found = (words[at : at + 2] for at in range(len(words) - 1))
    return frozenset(pair for pair in found if " " not in pair)


def likeness(one: str, other: str) -> int:
    """How many pairs of signs two phrases share."""
    return len(pairs(one) & pairs(other))


def counted_in(unit: str) -> str:
    """The unit under which numbers are compared: people are counted in several."""
    return PEOPLE.get(unit, unit)
