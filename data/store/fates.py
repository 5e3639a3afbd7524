"""What was decided becomes rows: each slot's fate, and when to look again.

Many assignments share a slot and a next day, so each of these is written by one statement for all.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import bindparam, literal, select, true, update
from sqlmodel import Session

from data.case import Fated
from data.kinds import Fate, Recipient
from data.models import metadata
from data.models.columns import Instant
from data.rules import Outcome
from data.store.many import DIALECTS, adding, as_groups, dialect, grouped, ids, listed
from data.workdays import SPEAKS, Workdays

SAID = (Fate.TOLD, Fate.MERGED)
ASSIGNMENT, PROMPT, LINE = (
    metadata.tables[name] for name in ("assignment", "prompt", "prompt_line")
)
GIVEN = ("rule", "on", "deadline", "rank", "fate", "reason")
Decided = Mapping[Outcome, Mapping[int, Sequence[int]]]
"""By what becomes of them, and by unit, the assignments."""


@cache
def _writing(database: str) -> Any:
    """One statement's lines for many assignments; one that is held again keeps the row it has."""
    values = [bindparam(name, type_=LINE.c[name].type) for name in GIVEN]
    prompt, assignment = grouped(database)
    source = select(prompt, assignment, literal(Recipient.UNIT.value), *values)
    columns = ["prompt_id", "assignment_id", "recipient", *GIVEN]
    # Without a condition SQLite would take ON CONFLICT for that of a join.
    return adding(database, LINE).from_select(columns, source.where(true()))


ADVANCE = {
    each: update(ASSIGNMENT)
    .where(ASSIGNMENT.c.id.in_(ids(each)))
    .values(reckoned_on=bindparam("reckoned"), next_at=bindparam("next"))
    for each in DIALECTS
}
FORGET = {
    each: update(ASSIGNMENT)
    .where(
        ASSIGNMENT.c.id.in_(ids(each)), ASSIGNMENT.c.next_at <= bindparam("now", type_=Instant())
    )
    .values(next_at=None)
    for each in DIALECTS
}
AGAIN = {each: update(ASSIGNMENT).where(ASSIGNMENT.c.unit_id.in_(ids(each))) for each in DIALECTS}


def write_lines(session: Session, decided: Decided, prompts: Mapping[int, int]) -> None:
    """Write the lines of what was decided; what was said bears the prompt of its unit."""
    alike: dict[tuple[Fated, bool], dict[int | None, list[int]]] = defaultdict(dict)
    for own, by_unit in decided.items():
        for fated in (*own.told, *own.untold):
            said = own.spoken and fated.fate in SAID
            lines = alike[fated, said]
            for unit, assignments in by_unit.items():
                lines.setdefault(prompts[unit] if said else None, []).extend(assignments)
    for ((slot, fate, reason), _), lines in alike.items():
        values = {
            "rule": slot.rule,
            "on": slot.on,
            "deadline": slot.deadline,
            "rank": int(slot.rank),
            "fate": fate,
            "reason": reason,
            "groups": as_groups(lines),
        }
        session.connection().execute(_writing(dialect(session)), values)


def advance(session: Session, decided: Decided, days: Workdays) -> None:
    """Note how far each assignment is reckoned now, and when a rule may speak of it next."""
    alike: dict[tuple[date, date | None], list[int]] = defaultdict(list)
    for own, by_unit in decided.items():
        alike[own.reckoned, own.on] += chain.from_iterable(by_unit.values())
    for (reckoned, on), assignments in alike.items():
        values = {
            "reckoned": reckoned,
            "next": days.at(on, SPEAKS) if on else None,
            "ids": listed(assignments),
        }
        session.connection().execute(ADVANCE[dialect(session)], values)


def forget(session: Session, assignments: Collection[int], now: datetime) -> None:
    """Look no more at those that are due: nothing is decided of them, until that changes."""
    if not assignments:
        return
    bound = {"ids": listed(assignments), "now": now}
    session.connection().execute(FORGET[dialect(session)], bound)


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
