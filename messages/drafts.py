"""A draft as a message: what to look at first, its figures, and what can be done with it."""

from collections.abc import Mapping

from data.overview import Overview
from messages.message import Button, Outgoing
from messages.render import label, render

SHOWN = 6  # doubts on the first screen; the rest comes one by one

Row = tuple[tuple[str, str], ...]
"""Buttons of one row: the key of each label, and what it says."""


def facts(plan: Overview) -> Mapping[str, object]:
    """What the template `plan-draft` gets."""
    return {
        "plan": plan,
        "doubts": plan.doubts[:SHOWN],
        "more": len(plan.doubts[SHOWN:]),
    }


def rows(plan: Overview) -> tuple[Row, ...]:
    """The buttons under a draft; a revision shows what it changes, or stands alone."""
    look = [("plan-check", f"/plan check p{plan.id}")] if plan.doubts else []
    if plan.revises is not None:
        look.append(("plan-diff", f"/plan diff p{plan.id}"))
    look.append(("plan-rehearse", f"/plan rehearse p{plan.id}"))
    decide = (
        ("confirm", f"/plan confirm p{plan.id}"),
        ("plan-give-up", f"/plan drop p{plan.id}"),
    )
    if plan.revises is None:
        return (tuple(look), decide)
    return (tuple(look), decide, (("plan-separate", f"/plan separate p{plan.id}"),))


def message(plan: Overview, locale: str) -> Outgoing:
    """A draft for one reader."""
    buttons = tuple(
        tuple(Button(label(f"button.{key}", locale), says) for key, says in row)
        for row in rows(plan)
    )
    return Outgoing(render("plan-draft", facts(plan), locale), buttons)
