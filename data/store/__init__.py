"""The database: one transaction a call, one code path for SQLite and PostgreSQL."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from data.store.engine import is_sqlite, open_engine, reading_engine
from data.store.schema import migrate

P = ParamSpec("P")
T = TypeVar("T")

POOL = 4  # readers; writers too on PostgreSQL


class Store:
    """Runs store functions, which take a session and never commit.

    Writers on SQLite have one thread: more only wait for each other's lock.
    """

    def __init__(self, url: str) -> None:
        """Open `url` and bring its tables up to date; refuses a database that cannot be used."""
        self.url = url
        self._writer: Engine = open_engine(url, pool=1 if is_sqlite(url) else POOL)
        migrate(self._writer)
        self._reader: Engine = reading_engine(url, pool=POOL)
        self._writing = ThreadPoolExecutor(1 if is_sqlite(url) else POOL, "writer")
        self._reading = ThreadPoolExecutor(POOL, "reader")

    def do(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(session, …)` as one transaction, in this thread."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            return fn(session, *args, **kwargs)

    def look(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` reading only, in this thread."""
        with Session(self._reader, expire_on_commit=False) as session:
            return fn(session, *args, **kwargs)

    async def call(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` as one transaction, off the event loop; returns after the commit."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writing, lambda: self.do(fn, *args, **kwargs))

    async def read(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` reading only, off the event loop; never waits for a writer."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, lambda: self.look(fn, *args, **kwargs))

    def close(self) -> None:
        """Let what runs finish, and close every connection."""
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)
        self._writer.dispose()
        self._reader.dispose()
