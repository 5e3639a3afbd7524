"""The entrance to what contacts write: commands and their arguments, reports and what they say."""

from handlers.parse.asked import asked, hindrance
from handlers.parse.codes import Named, codes, named
from handlers.parse.dates import day
from handlers.parse.intents import asks_to_close
from handlers.parse.items import (
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
from handlers.parse.numbers import ASK, Vague, percent
from handlers.parse.report import understand
from handlers.parse.signs import plain
from handlers.parse.words import Words, nearest, split, unknown

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
    "asks_to_close",
    "codes",
    "day",
    "hindrance",
    "named",
    "nearest",
    "percent",
    "plain",
    "split",
    "understand",
    "unknown",
]
