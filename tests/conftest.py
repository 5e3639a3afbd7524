"""What every test may ask for: databases of both kinds, and how often to kill."""

import importlib
import os
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import bot
import data
import handlers
import messages
import schedules
from tests import needs
from tests.postgres import Cluster, memory_folder, running

# What marks a test as heavy: the fixture that it asks for, or the folder that it lies in.
HEAVY = {"chromium": "browser", "kills": "kills", "soffice": "slow"}
LONG = ("kills", "story", "slow")
FOLDERS = {
    "bot/channels": "network",
    "bot/web": "network",
    "telegram": "network",
    "scenarios": "story",
}

# A gate must say the same of the same code, on a busy machine too: the examples are always those
# that the code itself gives. Hypothesis draws on the constants of our modules that are loaded, so
# all are, whichever tests a worker runs. `make torture` looks for new ones.
for floor in (bot, handlers, schedules, messages, data):
    for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
BUSY = [HealthCheck.too_slow]
settings.register_profile("same", deadline=None, suppress_health_check=BUSY, derandomize=True)
settings.register_profile("new", deadline=None, suppress_health_check=BUSY, print_blob=True)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=10, help="how often a kill test kills its process"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: stories wait for clocks and processes as much as they work."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' files in memory where there is room: SQLite waits for its disk.

    Processes that tests start share what was compiled, whatever the environment says: a hundred
    of them would each compile the whole house anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if memory := memory_folder():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    again = _said_again(items)
    config.hook.pytest_deselected(items=[item for item in items if item in again])
    items[:] = [item for item in items if item not in again]
    for item in items:
        asked = _fixtures(item)
        folder = item.path.parent.as_posix() + "/"
        marks = [mark for fixture, mark in HEAVY.items() if fixture in asked]
        marks += [mark for part, mark in FOLDERS.items() if f"/tests/{part}/" in folder]
        marks += ["postgresql"] * ("postgres" in asked)
        for mark in marks:
            item.add_marker(mark)
    # What takes longest comes first: at the end no worker waits for another.
    items.sort(key=lambda item: not _is_long(item))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop before the first test when something is missing that a chosen test needs."""
    asked = {name for item in session.items for name in _fixtures(item)}
    for need in needs.NEEDS:
        if need.fixture in asked and not need.find():
            pytest.exit(need.complaint, returncode=1)


def _is_long(item: pytest.Item) -> bool:
    """By its mark; or it lies right in tests/bot, where the command line is started many times."""
    return item.path.parent.name == "bot" or any(item.get_closest_marker(mark) for mark in LONG)


def _said_again(items: list[pytest.Item]) -> set[pytest.Item]:
    """Chat tests for PostgreSQL that only say in other words, or as somebody else, what came first.

    Every test of a handler runs on PostgreSQL with its first set of parameters, so that all of its
    queries do; other sets differ in what is read and said, which SQLite tells as well. Tests of
    the store, of jobs and of stories run on both with every set: there the database decides.
    """
    first: set[str] = set()
    again: set[pytest.Item] = set()
    for item in items:
        if "/tests/handlers/" in item.path.as_posix() and _on_postgresql(item):
            test = item.nodeid.partition("[")[0]
            if test in first:
                again.add(item)
            first.add(test)
    return again


def _fixtures(item: pytest.Item) -> set[str]:
    names = set(getattr(item, "fixturenames", ()))
    if _on_postgresql(item):
        names.add("postgres")
    return names


def _on_postgresql(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and "postgresql" in callspec.params.values()


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often to kill a process: 10 times, 100 in `make torture`."""
    return int(request.config.getoption("--kills"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One server for the whole run."""
    with running(needs.POSTGRESQL.path()) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """A new, empty PostgreSQL database."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'duban.db'}"


@pytest.fixture(scope="session")
def laid_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no row, to be copied."""
    file = tmp_path_factory.mktemp("laid") / "duban.db"
    _lay(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def laid_postgres(postgres: Cluster) -> Iterator[str]:
    """The name of a database with all tables and no row, to be copied."""
    with postgres.database() as url:
        _lay(url)
        yield postgres.name(url)


def _lay(url: str) -> None:
    # Imported here: most tests need no database, and it takes the better part of a second.
    from data.store import Store

    Store(url).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def laid_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of either kind with all its tables: ten times quicker than to lay them."""
    if request.param == "postgresql":
        template = request.getfixturevalue("laid_postgres")
        with request.getfixturevalue("postgres").database(template) as url:
            yield url
    else:
        file = tmp_path / "duban.db"
        shutil.copyfile(request.getfixturevalue("laid_sqlite"), file)
        yield f"sqlite:///{file}"


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    return needs.CHROMIUM.path()


@pytest.fixture(scope="session")
def soffice() -> Path:
    """LibreOffice's program."""
    return needs.LIBREOFFICE.path()


@pytest.fixture(scope="session")
def node() -> Path:
    """Node's program; its npm is `needs.npm()`."""
    return needs.NODE.path()
