"""Groups of units: told through their own contact, and member by member once these are bound."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from data.kinds import Role, UnitKind
from data.models import Assignment, Delivery, Unit, UnitMember
from data.store import members
from tests.small import DAYS, LEAD, SUPPORT, Small, at, opened

GROUP = "地方各级教育行政部门"
MEMBERS = ("北京市教委", "天津市教委", "河北省教育厅")
NOTICE, LATER = at("02-12"), at("02-26")


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, GROUP)
        small.give("1-2", GROUP)
        small.store.do(_members, small)
        small.confirm()
        yield small


def _members(session: Session, small: Small) -> None:
    group = session.get_one(Unit, small.units[GROUP])
    group.kind = UnitKind.GROUP
    for name in MEMBERS:
        unit = Unit(name=name, full_name=name, kind=UnitKind.DEPARTMENT)
        session.add(unit)
        session.flush()
        small.units[name] = unit.id or 0
        session.add(UnitMember(group_id=group.id or 0, unit_id=unit.id or 0))


def spread(small: Small, when=LATER) -> int:
    return small.store.do(members.spread, when, DAYS)


def of(small: Small, unit: str) -> list[Assignment]:
    return small.all(Assignment, unit_id=small.units[unit])


def test_without_members_contacts_the_groups_own_contact_is_told(small: Small) -> None:
    own = small.bind(GROUP)
    assert spread(small, NOTICE) == 0
    small.tick(NOTICE)
    assert [each.contact_id for each in small.all(Delivery)] == [own]


def test_a_member_with_a_contact_gets_its_own_parts_and_hears_of_all_in_one_message(
    small: Small,
) -> None:
    own = small.bind(GROUP)
    small.tick(NOTICE)
    member = small.bind(MEMBERS[0])
    assert spread(small) == 2
    assert spread(small) == 0
    parts = of(small, MEMBERS[0])
    assert [each.parent_id for each in parts] == [each.id for each in of(small, GROUP)]
    # A member of a group that leads does not lead by itself.
    assert {each.role for each in parts} == {Role.SUPPORT}
    small.tick(LATER)
    told = [each.contact_id for each in small.all(Delivery)]
    assert told == [own, member]


def test_the_groups_contact_hears_no_more_once_every_member_is_told(small: Small) -> None:
    small.bind(GROUP)
    for name in MEMBERS[:2]:
        small.bind(name)
    spread(small)
    assert all(each.starts_on for each in of(small, GROUP))
    small.bind(MEMBERS[2])
    spread(small)
    assert not any(each.starts_on for each in of(small, GROUP))


def test_members_that_have_reported_are_counted_among_all(small: Small) -> None:
    for name in MEMBERS[:2]:
        small.bind(name)
    spread(small)
    small.change(Assignment, of(small, MEMBERS[0])[0].id or 0, reported_at=LATER)
    parts = [each.id or 0 for each in of(small, GROUP)]
    assert small.store.look(members.tally, parts) == {parts[0]: (1, 3), parts[1]: (0, 3)}


def test_a_member_that_is_named_besides_keeps_the_part_it_has(small: Small) -> None:
    small.bind(LEAD)

    def belong(session: Session) -> None:
        session.add(UnitMember(group_id=small.units[GROUP], unit_id=small.units[LEAD]))

    small.store.do(belong)
    assert spread(small) == 1
    assert [each.parent_id is None for each in of(small, LEAD)] == [True, False]


def test_an_open_group_is_not_spread(small: Small) -> None:
    small.change(Unit, small.units[GROUP], open=True)
    small.bind(MEMBERS[0])
    assert spread(small) == 0


def test_a_member_of_two_groups_that_share_a_task_gets_one_part_in_it(small: Small) -> None:
    small.give("1-3", GROUP, SUPPORT)

    def belong(session: Session) -> None:
        session.get_one(Unit, small.units[SUPPORT]).kind = UnitKind.GROUP
        session.add(UnitMember(group_id=small.units[SUPPORT], unit_id=small.units[MEMBERS[0]]))

    small.store.do(belong)
    for part in small.all(Assignment):
        small.begin(part.id or 0, NOTICE.date())
    small.bind(MEMBERS[0])
    assert spread(small) == 3
