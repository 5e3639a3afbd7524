"""What was really told: who was not asked twice is not silent, and who is hears it once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Date, bindparam, select
from sqlmodel import Session

from data.case import Case, Heard
from data.kinds import Recipient, Rule
from data.models import metadata
from data.store.facts import Gathered
from data.store.many import DIALECTS, dialect, ids, listed

LINE = metadata.tables["prompt_line"]
HEARD: dict[str, Any] = {
    each: select(LINE.c.assignment_id, LINE.c.rule, LINE.c.on).where(
        LINE.c.assignment_id.in_(ids(each)),
        LINE.c.recipient == Recipient.UNIT,
        LINE.c.rule.in_((Rule.REPORT_ROUND, Rule.SILENT)),
        LINE.c.prompt_id.is_not(None),
        LINE.c.on >= bindparam("since", type_=Date()),
    )
    for each in DIALECTS
}


def heed(session: Session, gathered: Gathered) -> Gathered:
    """The same, silence left out where a round of it was not told (given up, missed), or it was.

    Where nobody is silent, nothing is asked of the database.
    """
    silent = {case for own in gathered.cases.values() for case in own if case.silent}
    if not silent:
        return gathered
    since = min(case.rounds[0] for case in silent)
    parts = [
        part
        for own in gathered.cases.values()
        for case in silent & own.keys()
        for part in own[case]
    ]
    told: dict[int, set[Heard]] = defaultdict(set)
    bound = {"ids": listed(parts), "since": since}
    for part, rule, on in session.connection().execute(HEARD[dialect(session)], bound):
        told[part].add((rule, on))
    return replace(
        gathered, cases={unit: _heeded(own, told) for unit, own in gathered.cases.items()}
    )


def _heeded(
    own: Mapping[Case, Sequence[int]], told: Mapping[int, set[Heard]]
) -> Mapping[Case, Sequence[int]]:
    if not any(case.silent for case in own):
        return own
    found: dict[Case, list[int]] = defaultdict(list)
    for case, parts in own.items():
        for part in parts:
            found[case.heard(told.get(part, ()))].append(part)
    return found
