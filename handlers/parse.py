"""The entrance to what contacts write: commands and their arguments, reports and what they say."""

from handlers.parse_asked import asked
from handlers.parse_codes import Named, codes, named
from handlers.parse_dates import day
from handlers.parse_items import (
    Ask,
    Figure,
    Intent,
    Item,
    Known,
    KnownTarget,
    Remaining,
    Scope,
    as_json,
)
from handlers.parse_numbers import ASK, Vague, percent
from handlers.parse_report import understand
from handlers.parse_signs import plain
from handlers.parse_words import Words, nearest, split, unknown

__all__ = [
    "ASK",
    "Ask",
    "Figure",
    "Intent",
    "Item",
    "Known",
    "KnownTarget",
    "Named",
    "Remaining",
    "Scope",
    "Vague",
    "Words",
    "as_json",
    "asked",
    "codes",
    "day",
    "named",
    "nearest",
    "percent",
    "plain",
    "split",
    "understand",
    "unknown",
]
