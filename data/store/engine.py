"""Engines: how a connection is opened, and what a transaction begins with."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from data.refusal import Refusal

TRUSTED = "duban_trusted"
BUSY_MS = 30_000  # a process that is held up with the lock in hand must not make others fail


def is_sqlite(url: str) -> bool:
    """Whether `url` names a SQLite file."""
    return url.startswith("sqlite")


def open_engine(url: str, pool: int) -> Engine:
    """An engine whose every transaction may write; refuses an address that cannot be opened."""
    engine = _engine(url, pool)
    if is_sqlite(url):
        _make_folder(url)
        event.listen(engine, "connect", _prepare_sqlite)
        # The default begin takes its lock at the first write, and then often finds it taken.
        event.listen(engine, "begin", _begin_immediate)
    _try(engine, url)
    return engine


def reading_engine(url: str, pool: int) -> Engine:
    """An engine for reading, with connections of its own: no page waits in front of a report."""
    engine = _engine(url, pool)
    if is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite_reader)
    return engine


def _engine(url: str, pool: int) -> Engine:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Refusal("database-address", url=url) from error
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    elif address.drivername != "sqlite":
        raise Refusal("database-address", url=address.render_as_string(hide_password=True))
    return create_engine(
        address,
        poolclass=QueuePool,
        pool_size=pool,
        max_overflow=0,
        pool_pre_ping=not is_sqlite(url),
    )


def _make_folder(url: str) -> None:
    path = Path(make_url(url).database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("database-unwritable", path=str(path)) from error


def _try(engine: Engine, url: str) -> None:
    shown = make_url(url).render_as_string(hide_password=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except OperationalError as error:
        engine.dispose()
        key = "database-unwritable" if is_sqlite(url) else "database-unreachable"
        raise Refusal(key, path=make_url(url).database if is_sqlite(url) else shown) from error
    except DatabaseError as error:  # such as a file that is no database
        engine.dispose()
        raise Refusal("database-foreign", path=make_url(url).database) from error


def _prepare_sqlite(dbapi: Any, record: Any) -> None:
    dbapi.isolation_level = None  # transactions are begun by us, in `_begin_immediate`
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # a confirmed report survives a power cut
        "foreign_keys=ON",
        "cache_size=-16000",  # KiB: of very many rows that are due, what was read is then changed
    ):
        dbapi.execute(f"PRAGMA {pragma}")


def _prepare_sqlite_reader(dbapi: Any, record: Any) -> None:
    dbapi.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    dbapi.execute("PRAGMA query_only=ON")


def trust(session: Session) -> None:
    """Let SQLite not look for what this transaction's rows refer to; to be called before all else.

    Only for very many rows that refer to nothing but what the transaction itself has read or
    written: to look for it once more would be a ninth of a tick. It has no other writer beside it.
    """
    session.connection(execution_options={TRUSTED: True})


def _begin_immediate(connection: Connection) -> None:
    trusted = connection.get_execution_options().get(TRUSTED, False)
    if connection.info.get(TRUSTED, False) != trusted:  # it cannot be set within a transaction
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if trusted else 'ON'}")
        connection.info[TRUSTED] = trusted
    connection.exec_driver_sql("BEGIN IMMEDIATE")
