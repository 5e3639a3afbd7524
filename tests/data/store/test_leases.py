"""Leases: one holder at a time, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from data.store import Store, leases

NOW = datetime(2018, 2, 12, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=12)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    yield store
    store.close()


def test_of_two_processes_one_holds_it_until_it_runs_out(store: Store) -> None:
    assert store.do(leases.take, "telegram", "a", NOW, 12)
    assert not store.do(leases.take, "telegram", "b", NOW, 12)
    assert not store.do(leases.take, "telegram", "b", LATER - timedelta(seconds=1), 12)
    assert store.do(leases.take, "telegram", "b", LATER, 12)
    assert not store.do(leases.take, "telegram", "a", LATER, 12)


def test_who_holds_it_can_keep_it(store: Store) -> None:
    for seconds in range(0, 60, 5):
        now = NOW + timedelta(seconds=seconds)
        assert store.do(leases.take, "telegram", "a", now, 12)
        assert not store.do(leases.take, "telegram", "b", now, 12)


def test_given_back_it_is_free_at_once_and_another_s_cannot_be_given_back(store: Store) -> None:
    store.do(leases.take, "telegram", "a", NOW, 12)
    store.do(leases.release, "telegram", "b")
    assert not store.do(leases.take, "telegram", "b", NOW, 12)
    store.do(leases.release, "telegram", "a")
    assert store.do(leases.take, "telegram", "b", NOW, 12)


def test_leases_of_other_names_are_other_leases(store: Store) -> None:
    assert store.do(leases.take, "telegram", "a", NOW, 12)
    assert store.do(leases.take, "wecom", "b", NOW, 12)


def test_of_many_who_come_at_once_one_is_first(store: Store) -> None:
    def take(holder: int) -> bool:
        return store.do(leases.take, "telegram", str(holder), NOW, 12)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(24))) == 1
