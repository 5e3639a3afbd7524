"""What a file holds once its form is gone: lines of prose, or the rows of a ledger."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """`text` is lines joined by newlines; `rows` the cells of a ledger, None for prose.

    A ledger has a text too: line n is row n, its cells joined by tabs.
    """

    text: str
    rows: tuple[tuple[str, ...], ...] | None = None
