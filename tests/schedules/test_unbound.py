"""Coordinators hear, once, for which units nobody has been bound in two workdays."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from data.kinds import ActKind, Standing
from data.models import Delivery
from data.store import acts, people, posts, unbound
from schedules.unbound import tell
from tests.small import CONFIRMED, DAYS, LEAD, SUPPORT, Small, at, opened


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, SUPPORT)
        small.confirm()
        small.bind(LEAD)

        def coordinate(session: object) -> None:
            contact = people.add(session, "督办员", CONFIRMED)  # type: ignore[arg-type]
            people.add_account(session, contact, "a", "c", "c", CONFIRMED)  # type: ignore[arg-type]
            people.appoint(session, contact, None, Standing.COORDINATOR, CONFIRMED)  # type: ignore[arg-type]

        small.store.do(coordinate)
        yield small


def told(small: Small, day: str) -> list[str]:
    before = len(small.all(Delivery))
    small.store.do(tell, at(day), DAYS, "zh")
    return [(each.body or {})["text"] for each in small.all(Delivery)[before:]]


def remove(session: Session, unit: int) -> None:
    """Its only contact is removed on 22 February, by the coordinator."""
    [held] = posts.of_unit(session, unit)
    posts.end(session, held.id)
    acts.record(session, ActKind.REVOKE, held.contact, at("02-22"), unit=unit)


def test_after_two_workdays_and_once(small: Small) -> None:
    assert told(small, "02-13") == []
    [text] = told(small, "02-14")
    assert text.startswith(f"尚未绑定：{SUPPORT}。")
    assert told(small, "02-14") == []
    assert told(small, "02-22") == []


def test_a_unit_that_somebody_is_bound_for_in_time_is_not_named(small: Small) -> None:
    small.bind(SUPPORT)
    assert told(small, "02-14") == []


def test_two_workdays_are_counted_from_the_day_on_which_the_last_contact_was_removed(
    small: Small,
) -> None:
    small.bind(SUPPORT)
    assert told(small, "02-14") == []
    small.store.do(remove, small.units[SUPPORT])
    assert told(small, "02-22") == []
    assert told(small, "02-23") == []
    [text] = told(small, "02-24")
    assert text.startswith(f"尚未绑定：{SUPPORT}。")


def test_a_unit_that_loses_its_people_again_is_named_anew(small: Small) -> None:
    assert told(small, "02-14")
    small.store.do(unbound.found, small.units[SUPPORT])
    assert len(told(small, "02-22")) == 1
