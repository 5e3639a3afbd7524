"""What a report text is understood to say: items, figures, remainders and questions back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class KnownTarget:
    """A task's target as the plan states it; `value` in full, `unit` as written (人, 所, %)."""

    text: str
    metric: str
    value: float
    unit: str


@dataclass(frozen=True)
class Known:
    """A task that a text may speak of; `percent` is the last one known."""

    code: str
    title: str = ""
    brief: str = ""
    targets: tuple[KnownTarget, ...] = ()
    due: date | None = None
    percent: float | None = None


class Intent(StrEnum):
    """What a report wants."""

    PROGRESS = "progress"
    DONE = "done"
    BLOCKED = "blocked"
    EXTEND = "extend"
    DECLINE = "decline"
    ACK = "ack"


class Scope(StrEnum):
    """Whether a figure counts from the beginning or since the last report."""

    CUMULATIVE = "cumulative"
    INCREMENT = "increment"


class Ask(StrEnum):
    """What has to be asked back instead of guessed."""

    PERCENT = "percent"
    FIGURE = "figure"
    REASON = "reason"
    TASK = "task"
    DATE = "date"


@dataclass(frozen=True)
class Figure:
    """A number reached, in its own words; `target` is the text of the target it counts towards."""

    value: float
    unit: str
    text: str
    target: str | None = None
    scope: Scope = Scope.CUMULATIVE


@dataclass(frozen=True)
class Remaining:
    """What is still to be done."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class Item:
    """What a text says of one task; `text` is that item's share of the words, verbatim."""

    code: str | None
    intent: Intent
    percent: float | None = None
    figures: tuple[Figure, ...] = ()
    remaining: tuple[Remaining, ...] = ()
    forecast: date | None = None
    reason: str | None = None
    asks: tuple[Ask, ...] = ()
    text: str = ""


def as_json(items: tuple[Item, ...]) -> dict[str, object]:
    """The items as interface.md, section 7, gives them."""
    return {"items": [_item(item) for item in items]}


def _item(item: Item) -> dict[str, object]:
    return {
        "code": item.code,
        "intent": item.intent.value,
        "percent": _number(item.percent),
        "figures": [
            {
                "value": _number(figure.value),
                "unit": figure.unit,
                "text": figure.text,
                "target": figure.target,
                "scope": figure.scope.value,
            }
            for figure in item.figures
        ],
        "remaining": [
            {"value": _number(left.value), "unit": left.unit, "text": left.text}
            for left in item.remaining
        ],
        "forecast": item.forecast.isoformat() if item.forecast else None,
        "reason": item.reason,
        "asks": [ask.value for ask in item.asks],
    }


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
