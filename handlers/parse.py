"""The entrance to what contacts write: command words, task codes and shares of a whole."""

from handlers.parse_codes import Named, codes, named
from handlers.parse_numbers import ASK, Vague, percent
from handlers.parse_signs import plain
from handlers.parse_words import Words, nearest, split, unknown

__all__ = [
    "ASK",
    "Named",
    "Vague",
    "Words",
    "codes",
    "named",
    "nearest",
    "percent",
    "plain",
    "split",
    "unknown",
]
