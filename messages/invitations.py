"""Invitations as a table: one row a unit, to be forwarded."""

from collections.abc import Iterable
from datetime import datetime

from messages.render import label

COLUMNS = ("unit", "code", "says", "link", "until")


def rows(
    invited: Iterable[tuple[str, str, str | None]], until: datetime, locale: str
) -> list[list[str]]:
    """`invited`: unit, code and link (or None); `until` in the house's zone."""
    head = [label(f"invited.{name}", locale) for name in COLUMNS]
    return [
        head,
        *(
            [
                unit,
                code,
                label("invited.bind", locale, code=code),
                link or "",
                f"{until:%Y-%m-%d %H:%M}",
            ]
            for unit, code, link in invited
        ),
    ]
