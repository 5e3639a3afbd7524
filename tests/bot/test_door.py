"""Under which address the board is reached, and which key signs the way to it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Settings
from bot.door import way_in
from data.door import Door, Link
from data.store import Store

LINK = Link(contact=1, seen=2, until=datetime(2018, 3, 7, 10, 15, tzinfo=UTC))


def door(store: Store, **settings: object) -> Door:
    return way_in(Settings(_env_file=None, **settings), store)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'duban.db'}")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("settings", "address", "outside"),
    [
        ({}, "http://127.0.0.1:8080", False),
        ({"port": 9000, "host": "::1"}, "http://[::1]:9000", False),
        ({"host": "localhost"}, "http://localhost:8080", False),
        ({"host": "192.0.2.7"}, "http://192.0.2.7:8080", True),
        ({"host": "0.0.0.0"}, "", False),
        ({"host": "::"}, "", False),
        (
            {"host": "0.0.0.0", "public_url": "https://duban.example/"},
            "https://duban.example",
            True,
        ),
        ({"public_url": "http://127.0.0.1:9000"}, "http://127.0.0.1:9000", False),
    ],
)
def test_links_lead_to_the_public_address_else_to_where_the_site_listens(
    store: Store, settings: dict[str, object], address: str, outside: bool
) -> None:
    found = door(store, **settings)
    assert (found.address, found.outside) == (address, outside)


def test_a_key_is_made_once_and_the_one_of_the_settings_comes_before_it(
    store: Store, tmp_path: Path
) -> None:
    own, again = door(store), door(store)
    token = own.url(LINK).rpartition("/")[2]
    assert again.link(token) == LINK
    file = tmp_path / "key"
    file.write_text("a long random text\n")
    given = door(store, secret_key_file=file)
    assert given.link(token) is None
    anew = door(store, secret_key="a long random text")
    assert anew.link(given.url(LINK).rpartition("/")[2]) == LINK
    assert "random" not in repr(given)
