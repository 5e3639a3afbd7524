"""Long lists in pages that fit one phone screen, and the pages of a prompt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from data.refusal import Refusal
from data.store import chats, tasks
from handlers.command import COORDINATOR, UNIT, Call, Offer, Reply, command

Item = TypeVar("Item")
A_PAGE = 7  # with two lines each and a head, a phone screen
_PAGE = re.compile(r"(\d{1,9})(?:\s+(\d{1,6}))?")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `number` from 1 to `count`, `total` the length of the whole."""

    items: tuple[Item, ...]
    number: int
    count: int
    total: int


def cut(items: Sequence[Item], number: int, size: int = A_PAGE) -> Page[Item]:
    """The page of that number, or the nearest there is."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 1), count)
    return Page(tuple(items[(number - 1) * size : number * size]), number, count, len(items))


def whole(items: Sequence[Item]) -> Page[Item]:
    """All of it on one page, where there is room."""
    return cut(items, 1, max(len(items), 1))


def turn(page: Page[Item], says: str) -> tuple[tuple[Offer, ...], ...]:
    """The row of buttons to the pages before and after; none for a single page."""
    before = [Offer("previous", f"{says} {page.number - 1}")] if page.number > 1 else []
    after = [Offer("next", f"{says} {page.number + 1}")] if page.number < page.count else []
    return ((*before, *after),) if before or after else ()


@command("page", role=UNIT | COORDINATOR, shown=False)
def page(call: Call) -> Reply:
    """One page of every task in a prompt."""
    match = _PAGE.fullmatch(call.rest)
    unit = chats.unit_of(call.session, int(match[1])) if match else None
    if match is None or unit is None:
        raise Refusal("prompt-unknown")
    if unit not in call.person.units and not call.person.coordinates:
        raise Refusal("prompt-not-yours")
    lines = chats.lines(call.session, int(match[1]))
    parts = tasks.of_assignments(call.session, lines)
    shown = cut(parts, int(match[2] or 1))
    buttons = [Offer("code", f"/task #{each.task}", {"code": each.code}) for each in shown.items]
    rows = [tuple(buttons[n : n + 4]) for n in range(0, len(buttons), 4)]
    return Reply(
        "prompt-page",
        {"page": shown, "unit": parts[0].unit_name if parts else ""},
        (*rows, *turn(shown, f"/page {match[1]}")),
    )
