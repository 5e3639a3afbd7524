"""Who speaks, for which units, and where people are reached."""

from datetime import date, timedelta

import pytest

from data.kinds import Standing
from data.models import Account
from data.refusal import Refusal
from data.store import people
from tests.people import COORDINATOR, LEAD, NOW, SECOND, House

TODAY = date(2018, 3, 7)


def test_an_account_nobody_is_bound_to_is_nobodys(house: House):
    assert house.store.look(people.known, "local", "路人", TODAY) is None
    assert house.store.look(people.known, "telegram", LEAD, TODAY) is None


@pytest.mark.parametrize("name", ["科技司", "科学技术司", "教育部科学技术司", " 科技司 ", "kjs"])
def test_a_unit_is_found_by_every_spelling(house: House, name: str):
    assert house.store.look(people.find_unit, name).name == "科技司"


def test_an_unknown_unit_is_refused_and_an_ambiguous_one_named(house: House):
    with pytest.raises(Refusal, match="unit-unknown"):
        house.store.look(people.find_unit, "没有司")
    with pytest.raises(Refusal, match="unit-ambiguous") as refused:
        house.store.look(people.find_unit, "gjs")
    assert set(refused.value.facts["units"]) == {"高教司", "国际司"}


def test_a_merged_unit_leads_to_its_successor_from_the_day_of_the_change(house: House):
    def successor(session, day):
        return people.successor(session, people.find_unit(session, "基础二司"), day).name

    assert house.store.look(successor, date(2016, 12, 31)) == "基础二司"
    assert house.store.look(successor, date(2017, 1, 1)) == "基教司"


def test_the_successors_contact_speaks_for_what_was_merged_into_it(house: House):
    def bind(session):
        unit = people.find_unit(session, "基教司")
        contact = people.add(session, "小周", NOW)
        people.add_account(session, contact, "local", "小周", "小周", NOW)
        people.appoint(session, contact, unit.id, Standing.CONTACT, NOW)

    house.store.do(bind)
    before = house.store.look(people.known, "local", "小周", date(2016, 6, 1))
    after = house.store.look(people.known, "local", "小周", TODAY)
    assert set(before.units.values()) == {"基教司"}
    assert set(after.units.values()) == {"基教司", "基础一司", "基础二司"}


def test_a_person_is_reached_at_the_account_last_used_that_is_open(house: House):
    def more(session):
        known = people.known(session, "local", LEAD, TODAY)
        for name, hours, open_ in (("旧", -1, True), ("新", 2, True), ("闭", 3, False)):
            at = NOW + timedelta(hours=hours)
            row = Account(
                contact_id=known.contact, channel="telegram", sender=name, chat=name, used_at=at
            )
            row.reachable = open_
            session.add(row)
        session.flush()
        return people.addresses(session, {known.contact})

    [address] = house.store.do(more)
    assert (address.channel, address.chat) == ("telegram", "新")


def test_using_an_account_opens_it_again(house: House):
    def use(session):
        known = people.known(session, "local", LEAD, TODAY)
        session.get_one(Account, known.account).reachable = False
        session.flush()
        assert people.addresses(session, {known.contact}) == []
        people.touch(session, known.account, "另一处", NOW)
        return people.addresses(session, {known.contact})

    [address] = house.store.do(use)
    assert address.chat == "另一处"


def test_coordinators_and_contacts_are_found_by_their_posts(house: House):
    names = house.store.look(
        lambda s: [people.addresses(s, {each})[0].chat for each in people.coordinators(s)]
    )
    assert names == [COORDINATOR, SECOND]
    unit = house.store.look(people.find_unit, LEAD).id
    assert len(house.store.look(people.contacts, unit)) == 1


def test_a_post_is_given_once(house: House):
    def twice(session):
        contact = people.add(session, "小周", NOW)
        for _ in range(2):
            people.appoint(session, contact, None, Standing.READER, NOW)
        return people.holds(session, contact, 5, Standing.READER)

    assert house.store.do(twice)


def test_units_are_listed_with_their_tasks_and_people(house: House):
    found = {each.name: each for each in house.store.look(people.manned)}
    assert len(found) == 38
    assert (found[LEAD].tasks, found[LEAD].people) == (29, 1)
    assert found["基教司"].people == 0
