"""Brackets of every width, paired and nested, found in one pass."""

from dataclasses import dataclass

OPENING = "（(〔[【［"
CLOSING = "）)〕]】］"


@dataclass(frozen=True)
class Bracket:
    """An outermost pair: text[start:end] with its signs, `inner` without."""

    start: int
    end: int
    inner: str


def outermost(text: str) -> tuple[Bracket, ...]:
    """The outermost pairs in order; a sign without its partner is passed over."""
    found: list[Bracket] = []
    openings: list[int] = []
    for at, sign in enumerate(text):
        if sign in OPENING:
            openings.append(at)
        elif sign in CLOSING and openings:
            start = openings.pop()
            while found and found[-1].start > start:
                found.pop()
            found.append(Bracket(start, at + 1, text[start + 1 : at]))
    return tuple(found)


def depths(text: str) -> list[int]:
    """For every sign, how many brackets enclose it; the bracket signs count as enclosed."""
    depth, result = 0, []
    for sign in text:
        depth += sign in OPENING
        result.append(depth)
        if sign in CLOSING:
            depth = max(0, depth - 1)
    return result


def split_outside(text: str, separators: str) -> list[str]:
    """Split at any of the separators that no bracket encloses."""
    parts, start = [], 0
    for at, (sign, depth) in enumerate(zip(text, depths(text), strict=True)):
        if sign in separators and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
