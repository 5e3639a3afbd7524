"""How far each part under way is reckoned: set where it begins, set back where a day is undone.

It is set on by `fates.advance`, for very many at once.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, delete, insert, select, update
from sqlmodel import Session, col

from data.models import Reckoning, metadata
from data.store.many import DIALECTS, dialect, ids, listed

RECKONING = metadata.tables["reckoning"]


def _beginning(database: str) -> Any:
    part = ids(database).subquery()
    source = select(*part.c, bindparam("until", type_=Date()))
    return insert(RECKONING).from_select(["assignment_id", "until"], source)


BEGIN = {each: _beginning(each) for each in DIALECTS}


def begin(session: Session, parts: Collection[int], until: date) -> None:
    """Have every slot of these parts behind them up to `until`, whatever was before."""
    end(session, parts)
    bound = {"ids": listed(parts), "until": until}
    session.connection().execute(BEGIN[dialect(session)], bound)


def end(session: Session, parts: Collection[int]) -> None:
    """Have these parts as if they had never been under way."""
    session.flush()
    session.execute(delete(Reckoning).where(col(Reckoning.assignment_id).in_(parts)))


def set_back(session: Session, parts: Collection[int], until: date) -> None:
    """Have what these parts were asked after `until` decided again."""
    session.execute(
        update(Reckoning)
        .where(col(Reckoning.assignment_id).in_(parts), col(Reckoning.until) > until)
        .values(until=until)
    )


def untils(session: Session, parts: Collection[int]) -> dict[int, date]:
    """The days up to which parts are reckoned; one that is not under way is not there."""
    query = select(col(Reckoning.assignment_id), col(Reckoning.until))
    return dict(session.execute(query.where(col(Reckoning.assignment_id).in_(parts))).all())
