"""The job that reminds: it looks whether anything waits, and does nothing where nothing does."""

from datetime import date, datetime

import pytest
from sqlmodel import Session

from data.kinds import ActKind, DeliveryState, Standing, UnitKind
from data.models import Delivery, Prompt, Unit, UnitMember
from data.store import acts, escalations, members, urges
from data.store.pending import is_pending
from tests.small import CONFIRMED, DAYS, LEAD, SUPPORT, Small, at, opened

NOTICE, LATER, LATE = at("02-12"), at("02-13"), at("04-10")


@pytest.fixture
def small(laid_database_url: str):
    with opened(laid_database_url) as small:
        yield small


def pending(small: Small, now: datetime) -> bool:
    return small.store.look(is_pending, now, DAYS)


def deliver(small: Small) -> None:
    """All that is owed has left."""
    for each in small.all(Delivery):
        small.change(Delivery, each.id or 0, state=DeliveryState.SENT)


def _group(session: Session, group: int, member: int) -> None:
    session.get_one(Unit, group).kind = UnitKind.GROUP
    session.add(UnitMember(group_id=group, unit_id=member))


def test_each_thing_that_waits_is_seen_and_nothing_once_it_is_done(small: Small) -> None:
    assert not pending(small, NOTICE), "a house without a plan"
    (part, _) = small.give("1-1", LEAD, SUPPORT, due=date(2018, 4, 10))
    small.confirm()
    person = small.bind(LEAD)
    assert not pending(small, CONFIRMED), "nothing is due before the speaking time"
    assert pending(small, NOTICE), "what is due"
    small.tick(NOTICE)
    assert pending(small, LATER), "what has not left on its day"
    deliver(small)
    assert not pending(small, LATER)

    urge = {"unit": small.units[LEAD], "facts": {"parts": [part]}}
    small.store.do(acts.record, ActKind.URGE, person, LATER, **urge)
    assert pending(small, LATER), "what a coordinator did"
    small.store.do(urges.owe, LATER, DAYS)
    assert not pending(small, LATER)

    small.give("1-2", "机关")
    small.store.do(_group, small.units[SUPPORT], small.units["机关"])
    assert not pending(small, LATER), "a member that nobody is bound for"
    small.bind("机关")
    assert pending(small, LATER), "a member's own part"
    small.store.do(members.spread, LATER, DAYS)
    small.tick(LATER)
    deliver(small)
    assert not pending(small, LATER)

    small.bind(LEAD, Standing.LEADER)
    while small.tick(LATE):
        pass
    assert small.all(Prompt, recipient="leader")
    assert pending(small, LATE), "what goes further than the unit"
    small.store.do(escalations.owe, LATE, DAYS)
    assert not pending(small, LATE)
