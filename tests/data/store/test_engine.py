"""A transaction's beginning: its lock, and whether what its rows refer to is looked for."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from data.kinds import Rule
from data.models import PromptLine
from data.refusal import Refusal
from data.store import agenda
from data.store.burden import BURDEN
from data.store.engine import trust
from tests.small import LEAD, Small, at, opened

NOTICE = at("02-12")


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, due=date(2018, 4, 20))
        small.confirm()
        small.bind(LEAD)
        yield small


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Small]:
    with opened(f"sqlite:///{tmp_path / 'duban.db'}") as small:
        yield small


def checked(session: Session) -> bool:
    return session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def trusted(session: Session) -> bool:
    trust(session)
    return checked(session)


def failing(session: Session) -> None:
    trust(session)
    raise Refusal("plan-gone")


def test_who_writes_after_a_tick_may_refer_to_nothing_that_is_not_there(small: Small) -> None:
    small.tick(NOTICE)
    assert len(small.all(PromptLine, rule=Rule.DISPATCH_NOTICE)) == 1
    with pytest.raises(IntegrityError):
        small.store.do(agenda.enter, [10**6], NOTICE)


def test_trust_lasts_as_long_as_its_transaction_however_that_ends(on_sqlite: Small) -> None:
    store = on_sqlite.store
    assert [store.do(each) for each in (checked, trusted, checked)] == [True, False, True]
    with pytest.raises(Refusal):
        store.do(failing)
    assert store.do(checked)


def test_at_night_a_tick_waits_for_no_writer(on_sqlite: Small) -> None:
    other = sqlite3.connect(on_sqlite.store.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert on_sqlite.tick(at("02-12", 3)) == 0
    other.close()


def test_of_years_of_answers_those_of_a_person_are_found_by_index(on_sqlite: Small) -> None:
    def plan(session: Session) -> str:
        asked = str(BURDEN.compile(session.connection()))
        bound = (None,) * asked.count("?")
        steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", bound)
        return str(steps.all())

    assert "delivery USING INDEX ix_delivery_contact_id" in on_sqlite.store.look(plan)
