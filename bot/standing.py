"""`status` and `digest` on the command line: how a plan stands, and a week of it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from data.edition import Edition, of_units
from data.refusal import Refusal
from data.store import people
from data.store.digests import edition
from data.store.pauses import Paused
from data.store.standing import open_plan, standing
from data.summary import Summary
from data.workdays import Workdays
from messages.markup import plain
from messages.render import render


def standing_of(
    session: Session, key: str | None, unit: str | None, now: datetime, days: Workdays
) -> Summary:
    """How the plan stands, all of it or one unit's tasks; refuses an unknown plan or unit."""
    name = people.find_unit(session, unit).name if unit else None
    return standing(session, open_plan(session, key).id or 0, now, days, unit=name)


def status_text(summary: Summary, locale: str, paused: Paused) -> str:
    """The first screen of `/status`."""
    return plain(render("status", {"standing": summary, "paused": paused}, locale))


def edition_of(
    session: Session,
    key: str | None,
    week: str | None,
    unit: str | None,
    now: datetime,
    days: Workdays,
) -> tuple[str, Edition]:
    """The plan's key and that week's digest, or a unit's share; refuses a week that has none."""
    plan = open_plan(session, key)
    found = edition(session, plan.id or 0, week, now, days)
    if unit is not None:
        name = people.find_unit(session, unit).name
        found = replace(found, facts=of_units(found.facts, [name]))
    return plan.key, found


def write_ledger(summary: Summary, path: Path, locale: str) -> None:
    """Write the ledger as .xlsx; refuses a path that cannot be written."""
    from messages.ledger import ledger

    _write(path, ledger(summary, locale))


def write_digest(
    found: Edition, summary: Summary, folder: Path, locale: str, fonts: Path | None
) -> list[Path]:
    """Write `digest-KEY-WEEK[-UNIT]` as .txt .png .docx .xlsx; the ledger is as of now.

    Refuses a folder that cannot be written.
    """
    from messages.bulletin import bulletin  # each loads a library of its own
    from messages.ledger import ledger
    from messages.picture import picture

    parts = ("digest", summary.facts.key, found.facts["week"], summary.facts.unit)
    name = "-".join(part for part in parts if part)
    contents = {
        ".txt": (plain(render("digest", found.facts, locale)) + "\n").encode(),
        ".png": picture(found.facts, locale, fonts),
        ".docx": bulletin(found.facts, locale),
        ".xlsx": ledger(summary, locale),
    }
    paths = [folder / f"{name}{ending}" for ending in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        _write(path, content)
    return paths


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refusal("file-unwritable", path=str(path)) from error
