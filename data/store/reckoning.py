"""How far each part under way is reckoned: set where it begins, set back where a day is undone.

It is set on by `fates.advance`, for very many at once.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, delete, insert, select, update
from sqlmodel import Session

from data.models import metadata
from data.store.many import dialect, ids, listed

ASSIGNMENT, RECKONING = (metadata.tables[name] for name in ("assignment", "reckoning"))
WHOSE = RECKONING.c.assignment_id


def begin(session: Session, parts: Collection[int], until: date) -> None:
    """Have every slot of these parts up to `until` behind them, whatever was before."""
    given, bound = _given(session, parts)
    session.execute(delete(RECKONING).where(WHOSE.in_(given)), bound)
    part = given.subquery()
    source = select(*part.c, bindparam("until", type_=Date()))
    adding = insert(RECKONING).from_select(["assignment_id", "until"], source)
    session.execute(adding, bound | {"until": until})


def end(session: Session, parts: Collection[int]) -> None:
    """Have these parts as if they had never been under way."""
    given, bound = _given(session, parts)
    session.execute(delete(RECKONING).where(WHOSE.in_(given)), bound)
    session.execute(
        update(ASSIGNMENT).where(ASSIGNMENT.c.id.in_(given)).values(starts_on=None), bound
    )


def set_back(session: Session, parts: Collection[int], until: date) -> None:
    """Have what these parts were asked after `until` decided again."""
    given, bound = _given(session, parts)
    later = update(RECKONING).where(WHOSE.in_(given), RECKONING.c.until > until)
    session.execute(later.values(until=until), bound)


def untils(session: Session, parts: Collection[int]) -> dict[int, date]:
    """The days up to which parts are reckoned; one that is not under way is not there."""
    given, bound = _given(session, parts)
    return dict(session.execute(select(RECKONING).where(WHOSE.in_(given)), bound).all())


def _given(session: Session, parts: Collection[int]) -> tuple[Any, dict[str, Any]]:
    session.flush()
    return ids(dialect(session)), {"ids": listed(parts)}
