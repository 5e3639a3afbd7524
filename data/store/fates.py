"""What was decided becomes rows: each slot's fate, and when to look again.

Many assignments share a slot and a next day, so each of these is written by one statement for all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import bindparam, literal, select, true, update
from sqlmodel import Session

from data.case import Fated
from data.kinds import Recipient
from data.models import metadata
from data.rules import SAID, Outcome
from data.store import agenda
from data.store.many import DIALECTS, adding, dialect, ids, joined, pairs
from data.workdays import SPEAKS, Workdays

PROMPT, LINE, RECKONING = (metadata.tables[name] for name in ("prompt", "prompt_line", "reckoning"))
GIVEN = ("rule", "on", "deadline", "rank", "fate", "reason")
Decided = Mapping[Outcome, Mapping[int, Sequence[str]]]
"""By what becomes of them, and by unit, the assignments."""


@cache
def _writing(database: str) -> Any:
    """One statement's lines for many assignments; one that is held again keeps the row it has."""
    values = [bindparam(name, type_=LINE.c[name].type) for name in GIVEN]
    assignment, prompt = pairs(database)
    source = select(prompt, assignment, literal(Recipient.UNIT.value), *values)
    columns = ["prompt_id", "assignment_id", "recipient", *GIVEN]
    # Without a condition SQLite would take ON CONFLICT for that of a join.
    return adding(database, LINE).from_select(columns, source.where(true()))


ADVANCE = {
    each: update(RECKONING)
    .where(RECKONING.c.assignment_id.in_(ids(each)))
    .values(until=bindparam("reckoned"))
    for each in DIALECTS
}


def write_lines(session: Session, decided: Decided, prompts: Mapping[int, int]) -> None:
    """Write the lines of what was decided; what was said bears the prompt of its unit."""
    alike: dict[tuple[Fated, bool], list[str]] = defaultdict(list)
    for own, by_unit in decided.items():
        for fated in (*own.told, *own.untold):
            said = own.spoken and fated.fate in SAID
            lines = alike[fated, said]
            for unit, assignments in by_unit.items():
                prompt = prompts[unit] if said else "null"
                between = f'":{prompt},"'
                lines.append(f'"{between.join(assignments)}":{prompt}')
    for ((slot, fate, reason), _), lines in alike.items():
        values = {
            "rule": slot.rule,
            "on": slot.on,
            "deadline": slot.deadline,
            "rank": int(slot.rank),
            "fate": fate,
            "reason": reason,
            "pairs": f"{{{','.join(lines)}}}",
        }
        session.connection().execute(_writing(dialect(session)), values)


def last_told(session: Session, assignment: int) -> tuple[date, int | None]:
    """The day of the newest message that told a unit of its part, and its prompt.

    Before all time where there is none.
    """
    query = (
        select(PROMPT.c.on, PROMPT.c.id)
        .join(LINE, LINE.c.prompt_id == PROMPT.c.id)
        .where(LINE.c.assignment_id == assignment, LINE.c.recipient == Recipient.UNIT)
        .order_by(PROMPT.c.on.desc(), PROMPT.c.id.desc())
    )
    found = session.execute(query.limit(1)).first()
    return (found.on, found.id) if found else (date.min, None)


def advance(session: Session, decided: Decided, days: Workdays) -> None:
    """Note how far each assignment is reckoned now, and when to look at its unit next."""
    reckoned: dict[date, list[str]] = defaultdict(list)
    upcoming: dict[date, set[int]] = defaultdict(set)
    for own, by_unit in decided.items():
        reckoned[own.reckoned] += chain.from_iterable(by_unit.values())
        if own.on is not None:
            upcoming[own.on] |= by_unit.keys()
    for until, assignments in reckoned.items():
        bound = {"reckoned": until, "ids": joined(assignments)}
        session.connection().execute(ADVANCE[dialect(session)], bound)
    entered: set[int] = set()
    for on, units in sorted(upcoming.items()):
        agenda.enter(session, units - entered, days.at(on, SPEAKS))
        entered |= units
