"""The weekly digest as a message: its text and its buttons, from the snapshot alone."""

from collections.abc import Mapping
from typing import Any

from messages.message import Button, Outgoing
from messages.render import label, render

# Rows of buttons: what a digest shows besides its text, and its files.
PARTS = (("items", "goals"), ("picture", "bulletin", "ledger"))


def message(facts: Mapping[str, Any], locale: str) -> Outgoing:
    """A digest, as `data.edition.snapshot` keeps it, for one reader."""
    rows = tuple(
        tuple(Button(label(f"button.{part}", locale), says(facts, part)) for part in row)
        for row in PARTS
    )
    return Outgoing(render("digest", facts, locale), rows)


def share(facts: Mapping[str, Any], locale: str) -> Outgoing:
    """A unit's share of it, as `data.share.own_share` cuts it, for one of its people."""
    says = {"tasks": "/tasks", "digest-off": "/digest off"}
    row = tuple(Button(label(f"button.{name}", locale), words) for name, words in says.items())
    return Outgoing(render("digest", facts, locale), (row,))


def says(facts: Mapping[str, Any], part: str) -> str:
    """The words behind the button of a part: they name plan and week, however late it is pressed.

    A plan's key is short, so that Telegram's 64 bytes hold them.
    """
    return f"/digest {facts['plan']} {facts['week']} {part}"
