"""Fixtures: a house that can be spoken to, on either database, laid once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store
from tests.looks import assert_whole
from tests.people import House, settle_in
from tests.postgres import Cluster


@pytest.fixture(scope="session")
def peopled_sqlite(laid_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the plan and the cast."""
    file = tmp_path_factory.mktemp("peopled") / "duban.db"
    shutil.copyfile(laid_sqlite, file)
    _people(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def peopled_postgres(postgres: Cluster, laid_postgres: str) -> Iterator[str]:
    """The name of a database with the plan and the cast."""
    with postgres.database(laid_postgres) as url:
        _people(url)
        yield postgres.name(url)


def _people(url: str) -> None:
    store = Store(url)
    store.do(settle_in)
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """The 2018 plan followed up by its people, in a database of its own."""
    if request.param == "postgresql":
        template = request.getfixturevalue("peopled_postgres")
        with request.getfixturevalue("postgres").database(template) as url:
            yield from _open(url)
    else:
        file = tmp_path / "duban.db"
        shutil.copyfile(request.getfixturevalue("peopled_sqlite"), file)
        yield from _open(f"sqlite:///{file}")


def _open(url: str) -> Iterator[House]:
    house = House(url)
    yield house
    assert_whole(house.store)
    house.store.close()
