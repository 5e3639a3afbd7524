"""Which goal a text names: 目标4, 核心目标四, goal 4."""

import re

from handlers.parse.numbers import value

_GOAL = re.compile(r"(?:goal|核心目标|目标)\s*([0-9一二三四五六七八九十]{1,3})", re.IGNORECASE)


def goal(text: str) -> int | None:
    """The ordinal of the goal that the whole text names; None for any other text."""
    match = _GOAL.fullmatch(text.strip())
    number = value(match[1]) if match else None
    return None if number is None else int(number)
