"""The site in every form that the tests ask for."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import plan_of, prepare
from data.store import Store
from data.workdays import Workdays
from tests.bot.web.served import START, Served, serving


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables and nothing in them, to copy: quicker than to make."""
    path = tmp_path_factory.mktemp("empty") / "duban.db"
    Store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite(empty: Path, tmp_path: Path) -> str:
    """A new database."""
    return f"sqlite:///{shutil.copy(empty, tmp_path / 'duban.db')}"


@pytest.fixture
async def served(sqlite: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A rehearsal on SQLite, in Chinese."""
    async with serving(sqlite, tmp_path) as found:
        yield found


@pytest.fixture
async def anywhere(database_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A rehearsal on either database."""
    async with serving(database_url, tmp_path) as found:
        yield found


@pytest.fixture
async def live(sqlite: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A live process: no local channel, no clock to move."""
    async with serving(sqlite, tmp_path, rehearsal=False) as found:
        yield found


@pytest.fixture(scope="session")
def planned(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the 2018 plan confirmed and somebody bound for every unit."""
    path = tmp_path_factory.mktemp("planned") / "duban.db"
    shutil.copy(empty, path)
    store = Store(f"sqlite:///{path}")
    draft, source = plan_of(None)
    store.do(prepare, draft, source, START, Workdays())
    store.close()
    return path


@pytest.fixture
def rehearsed(planned: Path, tmp_path: Path) -> str:
    """A copy of it."""
    return f"sqlite:///{shutil.copy(planned, tmp_path / 'duban.db')}"


@pytest.fixture
async def board(rehearsed: str, tmp_path: Path) -> AsyncIterator[Served]:
    """A rehearsal of the 2018 plan, in Chinese."""
    async with serving(rehearsed, tmp_path) as found:
        yield found


@pytest.fixture
async def english(rehearsed: str, tmp_path: Path) -> AsyncIterator[Served]:
    """The same in English."""
    async with serving(rehearsed, tmp_path, "en") as found:
        yield found
