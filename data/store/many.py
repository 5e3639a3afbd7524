"""Many values as one that is bound: a parameter for each would cost more than what is done."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
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


def together(dialect: str, *columns: Any) -> tuple[Any, ...]:
    """Each of these columns as one value, its list in JSON.

    To hand over very many rows one by one costs more than to find them.
    """
    if dialect == "sqlite":
        return tuple(map(func.json_group_array, columns))
    return tuple(cast(func.array_to_json(func.array_agg(each)), String) for each in columns)


def naive(dialect: str, instant: Any) -> Any:
    """An instant as text of UTC, as SQLite keeps it."""
    if dialect == "sqlite":
        return instant
    return func.to_char(func.timezone("UTC", instant), "YYYY-MM-DD HH24:MI:SS.US")


def listed(numbers: Collection[int]) -> str:
    """The value to bind."""
    return json.dumps([*numbers])


def joined(numbers: Iterable[str]) -> str:
    """The same of ids that are text."""
    return f"[{','.join(numbers)}]"


def adding(dialect: str, table: Table) -> Any:
    """An INSERT that keeps the rows which it finds."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql  # with all of its types: not for SQLite's start

    return postgresql.insert(table).on_conflict_do_nothing()


def numbers(session: Session, table: Table, count: int) -> Sequence[int]:
    """Ids for so many new rows of this table, which nobody else takes.

    SQLite has one writer at a time: those after the last row's are its own choice too.
    """
    if dialect(session) == "sqlite":
        last = session.execute(select(func.max(table.c.id))).scalar() or 0
        return range(last + 1, last + 1 + count)
    sequence = func.pg_get_serial_sequence(table.name, "id")
    each = func.generate_series(1, count).table_valued("value")
    return session.execute(select(func.nextval(sequence)).select_from(each)).scalars().all()


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
