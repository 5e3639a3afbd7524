"""From a report text to what it says of each task, and what has to be asked back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from handlers.parse.asks import Doubts, asks
from handlers.parse.clauses import Clause, clauses
from handlers.parse.codes import Place
from handlers.parse.counts import reached, remaining
from handlers.parse.figures import Figures, figures
from handlers.parse.forecast import asked_for, forecast
from handlers.parse.intents import intent, is_receipt
from handlers.parse.items import Intent, Item, Known
from handlers.parse.percent import read, settle
from handlers.parse.reasons import reason
from handlers.parse.segments import Segment, segments
from handlers.parse.targets import about

_NOBODY = Known("")
_REASONED = frozenset({Intent.EXTEND, Intent.BLOCKED, Intent.DECLINE})


def understand(text: str, tasks: Sequence[Known], on: date) -> tuple[Item, ...]:
    """What a report says of each task; `tasks` are those it may answer, `on` the day it is said.

    Any text is understood somehow: what is unclear stands in `asks`. An empty text gives no item.
    """
    if not text.strip():
        return ()
    return tuple(_item(segment, on) for segment in segments(text, tasks))


def _item(segment: Segment, on: date) -> Item:
    task, text = segment.task or _NOBODY, segment.text
    parts, numbers = _heard(segment.heard, segment.places, on)
    shares = read(parts, _words(task))
    percent, unsure = settle(shares, parts)
    ahead = forecast(parts, on)
    item = Item(
        code=segment.code,
        intent=Intent.PROGRESS,
        percent=percent,
        figures=tuple(reached(text, task, numbers.found, shares)),
        remaining=tuple(remaining(text, numbers.found, shares)),
        forecast=ahead.on,
        text=text,
    )
    item = _wanting(item, task, parts, unsure, on)
    lost = bool(shares) and _bare(item)  # shares were named, and none was of the task
    doubts = Doubts(unsure or lost, ahead.doubtful)
    return replace(item, asks=tuple(asks(item, task, parts, doubts)))


def _wanting(item: Item, task: Known, parts: tuple[Clause, ...], unsure: bool, on: date) -> Item:
    """The item with its intent, and what goes with that: reason, date asked for, 100 per cent."""
    unfinished = bool(item.remaining) or item.forecast is not None or unsure
    wants, said = intent(parts, _words(task), item.percent, unfinished)
    why = reason(item.text, wants, said, parts) if wants in _REASONED else None
    item = replace(item, intent=wants, reason=why)
    if wants is Intent.DONE:
        return replace(item, percent=100.0)
    if wants is Intent.EXTEND:
        day = asked_for(parts, said, task.due, on)
        return replace(item, forecast=day if day and day >= on else None)
    spoken = ",".join(clause.flat for clause in parts)
    if wants is Intent.PROGRESS and _bare(item) and not unsure and is_receipt(spoken):
        return replace(item, intent=Intent.ACK)
    return item


def _bare(item: Item) -> bool:
    return not (item.percent is not None or item.figures or item.remaining or item.forecast)


@lru_cache(maxsize=4)
def _heard(text: str, places: tuple[Place, ...], on: date) -> tuple[tuple[Clause, ...], Figures]:
    """Kept for the next task, as several tasks may share one text."""
    parts = clauses(text, places, on)
    return parts, figures(parts, on.year)


def _words(task: Known) -> str:
    targets = " ".join(map(about, task.targets))
    return f"{task.title} {task.brief} {targets}"
