"""What was decided becomes rows: each slot's fate, and when to look again.

Many assignments share a slot and a next day, so each of these is written by one statement for all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, cast, null, select, update
from sqlmodel import Session

from data.course import Slot
from data.kinds import Fate
from data.models import metadata
from data.rules import Day
from data.store.many import DIALECTS, adding, dialect, ids, listed
from data.workdays import SPEAKS, Workdays

SAID = (Fate.TOLD, Fate.MERGED)
ASSIGNMENT, PROMPT, LINE = (
    metadata.tables[name] for name in ("assignment", "prompt", "prompt_line")
)
GIVEN = ("recipient", "rule", "on", "deadline", "rank", "fate", "reason")


@cache
def _writing(database: str, said: bool) -> Any:
    """One statement's lines for many assignments; one that is held again keeps the row it has."""
    values = [bindparam(name, type_=LINE.c[name].type) for name in GIVEN]
    # As a subquery it is looked up for each line; joined, SQLite may go through all prompts.
    todays = select(PROMPT.c.id).where(
        PROMPT.c.recipient == bindparam("recipient", type_=PROMPT.c.recipient.type),
        PROMPT.c.recipient_id == ASSIGNMENT.c.unit_id,
        PROMPT.c.on == bindparam("today"),
        PROMPT.c.act == "",
    )
    prompt = todays.scalar_subquery() if said else cast(null(), Integer)
    source = select(prompt, ASSIGNMENT.c.id, *values).where(ASSIGNMENT.c.id.in_(ids(database)))
    columns = ["prompt_id", "assignment_id", *GIVEN]
    return adding(database, LINE).from_select(columns, source)


ADVANCE = {
    each: update(ASSIGNMENT)
    .where(ASSIGNMENT.c.id.in_(ids(each)))
    .values(reckoned_on=bindparam("reckoned"), next_at=bindparam("next"))
    for each in DIALECTS
}
AGAIN = {each: update(ASSIGNMENT).where(ASSIGNMENT.c.unit_id.in_(ids(each))) for each in DIALECTS}


def write_lines(session: Session, recipient: str, today: date, decided: Iterable[Day]) -> None:
    """Write the lines of these days; what was said bears today's prompt of its unit."""
    alike: dict[tuple[Slot, Fate, str, bool], list[int]] = defaultdict(list)
    for day in decided:
        speaks = bool(day.told)
        for line in (*day.told, *day.untold):
            alike[line.slot, line.fate, line.reason, speaks].append(line.assignment)
    for (slot, fate, reason, speaks), assignments in alike.items():
        said = speaks and fate in SAID
        values = {
            "recipient": recipient,
            "today": today,
            "rule": slot.rule,
            "on": slot.on,
            "deadline": slot.deadline,
            "rank": int(slot.rank),
            "fate": fate,
            "reason": reason,
            "ids": listed(assignments),
        }
        session.connection().execute(_writing(dialect(session), said), values)


def advance(session: Session, decided: Iterable[Day], days: Workdays) -> None:
    """Note how far each assignment is reckoned now, and when a rule may speak of it next."""
    alike: dict[tuple[date, date | None], list[int]] = defaultdict(list)
    for day in decided:
        for each in day.nexts:
            alike[each.reckoned, each.on].append(each.assignment)
    for (reckoned, on), assignments in alike.items():
        values = {
            "reckoned": reckoned,
            "next": days.at(on, SPEAKS) if on else None,
            "ids": listed(assignments),
        }
        session.connection().execute(ADVANCE[dialect(session)], values)


def look_again(
    session: Session, units: Collection[int], at: datetime | None, until: datetime | None = None
) -> None:
    """Look at what these units answer for at `at`, if ever; with `until` only at what is due."""
    if not units:
        return
    changing = AGAIN[dialect(session)]
    if until is not None:
        changing = changing.where(ASSIGNMENT.c.next_at <= until)
    session.connection().execute(changing.values(next_at=at), {"ids": listed(units)})
