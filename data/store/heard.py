"""What was really told: who was not asked twice is not silent, and nothing is told twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, select
from sqlmodel import Session

from data.case import Case, Heard
from data.kinds import Recipient
from data.models import metadata
from data.rules import WEEKLY_CAP
from data.store.facts import Gathered
from data.store.many import DIALECTS, dialect, ids, joined
from data.workdays import DAY

LINE = metadata.tables["prompt_line"]
HEARD: dict[str, Any] = {
    each: select(LINE.c.assignment_id, LINE.c.rule, LINE.c.on, LINE.c.deadline).where(
        LINE.c.assignment_id.in_(ids(each)),
        LINE.c.recipient == Recipient.UNIT,
        LINE.c.prompt_id.is_not(None),
        LINE.c.on >= bindparam("since", type_=Date()),
    )
    for each in DIALECTS
}


def heed(session: Session, gathered: Gathered, sent: Mapping[int, int], today: date) -> Gathered:
    """The same without what was told, and without silence of whom was not asked in both rounds.

    `sent`: by unit, the rules' messages of its week. What was told early concerns a week that is
    full. Where nobody is silent, nor any week full, nothing is asked of the database.
    """
    different = (case for each in gathered.alike.values() for case in each.cases)
    if max(sent.values(), default=0) < WEEKLY_CAP and not any(case.silent for case in different):
        return gathered
    wanted = {
        unit: own if sent.get(unit, 0) >= WEEKLY_CAP else [case for case in own if case.silent]
        for unit, own in gathered.cases.items()
    }
    silent = [case.rounds[0] for own in wanted.values() for case in own if case.silent]
    parts = [
        part for unit, own in wanted.items() for case in own for part in gathered.cases[unit][case]
    ]
    if not parts:
        return gathered
    told: dict[str, set[Heard]] = defaultdict(set)
    bound = {"ids": joined(parts), "since": min([*silent, today - DAY * today.weekday()])}
    for part, *line in session.connection().execute(HEARD[dialect(session)], bound):
        told[str(part)].add((line[0], line[1], line[2]))
    cases = {
        unit: _heeded(own, told) if wanted[unit] else own for unit, own in gathered.cases.items()
    }
    return replace(gathered, cases=cases)


def _heeded(
    own: Mapping[Case, Sequence[str]], told: Mapping[str, set[Heard]]
) -> Mapping[Case, Sequence[str]]:
    found: dict[Case, list[str]] = defaultdict(list)
    for case, parts in own.items():
        for part in parts:
            found[case.heard(told.get(part, ()))].append(part)
    return found
