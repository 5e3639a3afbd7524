"""Parts that units hear of once more."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.models import Assignment, Unit
from data.store import agenda, reckoning
from data.workdays import DAY, Workdays

NOTICED = ("starts_on", "noticed_at", "signed_at", "signed_by")
Before = dict[str, dict[str, Any]]
"""What stood in the columns of `NOTICED` before, by the part's id, as JSON keeps it.

`reckoned_on` is how far the part was reckoned.
"""


def parts_of(session: Session, task: int) -> set[int]:
    """The ids of the parts that units have in a task now."""
    held = (col(Assignment.task_id) == task, col(Assignment.ended_at).is_(None))
    query = select(col(Assignment.id)).where(*held)
    return set(session.execute(query).scalars())


def tell_anew(session: Session, parts: Collection[int], starts: datetime, days: Workdays) -> Before:
    """Let units hear of these parts at `starts`, as of parts just given; returns what was before.

    An open group is told nothing while its members are not chosen.
    """
    day = days.today(starts)
    before: Before = {}
    untils = reckoning.untils(session, parts)
    told = []
    for key in sorted(parts):
        part = session.get_one(Assignment, key)
        before[str(key)] = {name: _plain(getattr(part, name)) for name in NOTICED}
        before[str(key)]["reckoned_on"] = _plain(untils.get(key))
        if not session.get_one(Unit, part.unit_id).open:
            part.starts_on = day
            part.noticed_at, part.signed_at, part.signed_by = None, None, None
            told.append(key)
    reckoning.begin(session, told, day - DAY)
    agenda.enter_parts(session, col(Assignment.id).in_(parts), starts)
    return before


def tell_as_before(session: Session, before: Mapping[str, Mapping[str, Any]]) -> None:
    """Undo `tell_anew`."""
    for key, columns in before.items():
        part = session.get_one(Assignment, int(key))
        for name in NOTICED:
            setattr(part, name, _back(name, columns[name]))
        if columns["reckoned_on"] is None:
            reckoning.end(session, [int(key)])
        else:
            reckoning.begin(session, [int(key)], date.fromisoformat(columns["reckoned_on"]))
    session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _back(name: str, value: Any) -> Any:
    if value is None or name == "signed_by":
        return value
    return datetime.fromisoformat(value) if name.endswith("_at") else date.fromisoformat(value)
