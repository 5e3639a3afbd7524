"""`status` and `digest` on the command line: how a plan stands, and a week of it."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from data.edition import Edition
from data.store.digests import edition
from data.store.standing import open_plan, standing
from data.summary import Summary
from data.workdays import Workdays
from messages.markup import plain
from messages.render import render


def standing_of(
    session: Session, key: str | None, unit: str | None, now: datetime, days: Workdays
) -> Summary:
    """How the plan stands, all of it or one unit's tasks; refuses an unknown plan or unit."""
    return standing(session, open_plan(session, key).id or 0, now, days)


def status_text(summary: Summary, days: Workdays, locale: str) -> str:
    """The first screen of `/status`."""
    return plain(render("status", {"standing": summary}, locale))


def edition_of(
    session: Session, key: str | None, week: str | None, now: datetime, days: Workdays
) -> tuple[str, Edition]:
    """The plan's key and that week's digest; refuses a week that has none."""
    plan = open_plan(session, key)
    return plan.key, edition(session, plan.id or 0, week, now, days)


def write_digest(found: Edition, key: str, folder: Path, locale: str) -> None:
    """Write the digest's text as `digest-KEY-WEEK.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = plain(render("digest", found.facts, locale))
    (folder / f"digest-{key}-{found.facts['week']}.txt").write_text(text + "\n", "utf-8")
