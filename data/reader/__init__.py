"""The reader: the text of a plan in, a draft out; pure, and linear in the length of the text.

Its hundreds of patterns are compiled when something is read: most processes never do.
"""

from data.reader.draft import Draft
from data.reader.events import Events
from data.reader.registry import Registry

__all__ = ["Draft", "read", "read_ledger"]


def read(text: str, *, registry: Registry, events: Events, year: int | None = None) -> Draft:
    """Read a plan; lines count from 1 and end at a newline.

    `year` is the plan year where the document names none. Raises Refusal("not-a-plan") for text in
    which no task is found.
    """
    from data.reader import whole

    return whole.read(text, registry, events, year)


def read_ledger(
    rows: tuple[tuple[str, ...], ...],
    *,
    registry: Registry,
    events: Events,
    year: int | None = None,
    title: str = "",
) -> Draft:
    """Read a ledger's rows; lines are row numbers from 1, `title` stands in for a missing one.

    Raises Refusal("not-a-plan") when no row is a header with tasks under it.
    """
    from data.reader import whole

    return whole.read_ledger(rows, registry, events, year, title)
