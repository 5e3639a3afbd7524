"""Many values as one that is bound: a parameter for each would cost more than what is done."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Integer, String, Table, bindparam, cast, func, select
from sqlmodel import Session

DIALECTS = ("sqlite", "postgresql")


def ids(dialect: str, name: str = "ids") -> Any:
    """A subquery for `column.in_()`; it is bound to what `listed` makes of the ids."""
    given = bindparam(name, type_=String())
    if dialect == "sqlite":
        return select(func.json_each(given).table_valued("value").c.value)
    each: Any = func.json_array_elements_text(cast(given, JSON)).column_valued("value")
    return select(cast(each, Integer))


def rows(session: Session, asked: Mapping[str, Any], bound: Mapping[str, Any]) -> Sequence[Any]:
    """What the driver gives for the statement of its dialect: plain tuples of its own values.

    For very many rows: what SQLAlchemy makes of each costs a fifth of the query again. SQLite gives
    dates and instants as text.
    """
    result = session.connection().execute(asked[dialect(session)], bound)
    found = result.cursor.fetchall() if result.cursor else []
    result.close()
    return found


def listed(numbers: Collection[int]) -> str:
    """The value to bind."""
    return json.dumps([*numbers])


def adding(dialect: str, table: Table) -> Any:
    """An INSERT that keeps the rows which it finds."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql  # with all of its types: not for SQLite's start

    return postgresql.insert(table).on_conflict_do_nothing()


def pairs(database: str) -> tuple[Any, Any]:
    """The columns of a query over pairs of numbers; `pairs` is bound to them as an object of JSON.

    An object's keys are text, and no two are the same.
    """
    given = bindparam("pairs", type_=String())
    each: Any = func.json_each(given)
    if database == "postgresql":
        each = func.json_each_text(cast(given, JSON))
    found = each.table_valued("key", "value").c
    return cast(found.key, Integer), cast(found.value, Integer)


def one_at_a_time(session: Session, lock: int) -> None:
    """Wait until no other process holds `lock`, and hold it until this transaction has ended.

    SQLite has one writer as it is.
    """
    if dialect(session) == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(lock)))


def dialect(session: Session) -> str:
    """Which database the session talks to: one of DIALECTS."""
    return session.get_bind().dialect.name
