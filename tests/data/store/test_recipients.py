"""Who gets a unit's message: its contacts, else its deputies, from a merger on the successor's."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlmodel import Session, select

from data.kinds import DeliveryState, Standing
from data.models import Account, Block, Delivery, Post, Prompt, PromptLine, Unit
from data.store import outbox, people, prompts, recipients
from schedules.wording import compose
from tests.small import DAYS, LEAD, SUPPORT, Small, at, opened

NOTICE = at("02-12")
ROUND = at("02-28")
NEW = "基教司"
TODAY = date(2018, 2, 28)


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, SUPPORT, NEW)
        small.confirm()
        yield small


def told(small: Small, unit: str, today: date = TODAY) -> list[int]:
    return sorted(small.store.look(recipients.of_unit, small.units[unit], today))


def shut(small: Small, contact: int) -> None:
    for account in small.all(Account, contact_id=contact):
        small.change(Account, account.id or 0, reachable=False)


def merge(small: Small, old: str, new: str, day: date) -> None:
    unit = {"successor_id": small.units[new], "successor_from": day}
    small.change(Unit, small.units[old], **unit)


def leave(small: Small, contact: int, until: date) -> None:
    [post] = small.all(Post, contact_id=contact)
    small.change(Post, post.id or 0, away_until=until)


def words(small: Small, delivery: Delivery, now: datetime) -> str:
    def run(session: Session) -> str:
        row = session.get_one(Delivery, delivery.id)
        message = compose(session, row, now, DAYS, "zh", frozenset({"a"}))
        assert message is not None
        return message.text + "".join(f"[{b.label}]" for row_ in message.buttons for b in row_)

    return small.store.look(run)


def test_every_contact_is_told_and_the_deputy_only_when_none_can_be_reached(small: Small) -> None:
    contacts = [small.bind(LEAD), small.bind(LEAD)]
    deputy = small.bind(LEAD, Standing.DEPUTY)
    assert told(small, LEAD) == contacts
    shut(small, contacts[0])
    assert told(small, LEAD) == contacts[1:]
    shut(small, contacts[1])
    assert told(small, LEAD) == [deputy]


def test_a_unit_with_a_deputy_alone_is_told_through_the_deputy(small: Small) -> None:
    deputy = small.bind(LEAD, Standing.DEPUTY)
    small.tick(NOTICE)
    assert [each.contact_id for each in small.all(Delivery)] == [deputy]


def test_on_leave_the_deputy_receives_and_it_ends_by_itself(small: Small) -> None:
    contact, deputy = small.bind(LEAD), small.bind(LEAD, Standing.DEPUTY)
    leave(small, contact, TODAY)
    assert told(small, LEAD) == [deputy]
    assert told(small, LEAD, date(2018, 3, 1)) == [contact]


def test_on_leave_the_others_and_the_deputy_are_told(small: Small) -> None:
    away, present = small.bind(LEAD), small.bind(LEAD)
    deputy = small.bind(LEAD, Standing.DEPUTY)
    leave(small, away, TODAY)
    assert told(small, LEAD) == [present, deputy]


def test_on_leave_without_a_deputy_the_contact_is_told_all_the_same(small: Small) -> None:
    contact = small.bind(LEAD)
    leave(small, contact, TODAY)
    assert told(small, LEAD) == [contact]


def test_from_a_merger_on_the_successors_contact_is_told_and_speaks(small: Small) -> None:
    old, new = small.bind(LEAD), small.bind(NEW)
    merge(small, LEAD, NEW, date(2018, 2, 20))
    assert told(small, LEAD, date(2018, 2, 19)) == [old]
    assert told(small, LEAD) == [new]

    def units(contact: int, day: date) -> set[str]:
        [account] = small.all(Account, contact_id=contact)
        known = small.store.look(people.known, account.channel, account.sender, day)
        return set(known.units.values())

    assert units(old, date(2018, 2, 19)) == {LEAD}
    assert units(old, TODAY) == set()
    assert units(new, TODAY) == {LEAD, NEW}


def test_until_somebody_is_bound_for_the_successor_the_old_units_people_answer(
    small: Small,
) -> None:
    old = small.bind(LEAD)
    merge(small, LEAD, NEW, date(2018, 2, 20))
    assert told(small, LEAD) == [old]
    new = small.bind(NEW)
    assert told(small, LEAD) == [new]


def test_mergers_of_mergers_lead_to_the_last_and_a_circle_ends(small: Small) -> None:
    new = small.bind(NEW)
    merge(small, LEAD, SUPPORT, date(2018, 2, 20))
    merge(small, SUPPORT, NEW, date(2018, 2, 21))
    assert told(small, LEAD) == [new]
    merge(small, NEW, LEAD, date(2018, 2, 22))
    assert told(small, NEW) in ([new], [])


def test_what_two_units_owe_reaches_their_common_successor_in_one_message(small: Small) -> None:
    new = small.bind(NEW)
    for old in (LEAD, SUPPORT):
        merge(small, old, NEW, date(2018, 2, 1))
    small.tick(NOTICE)
    [delivery] = small.all(Delivery)
    assert delivery.contact_id == new
    assert len(small.all(Block)) == 2
    text = words(small, delivery, NOTICE)
    assert [text.count(f"{unit}：牵头 1 项") for unit in (LEAD, SUPPORT, NEW)] == [1, 1, 1]
    assert text.count("[签收]") + text.count("[全部签收]") == 1


def test_a_contact_of_two_units_gets_a_block_for_each_and_others_only_their_own(
    small: Small,
) -> None:
    both, one = small.bind(LEAD), small.bind(SUPPORT)

    def appoint(session: Session) -> None:
        people.appoint(session, both, small.units[SUPPORT], Standing.CONTACT, NOTICE)

    small.store.do(appoint)
    small.tick(NOTICE)
    found = {each.contact_id: words(small, each, NOTICE) for each in small.all(Delivery)}
    assert found.keys() == {both, one}
    assert f"{LEAD}：牵头" in found[both]
    assert f"{SUPPORT}：牵头" in found[both]
    assert f"{LEAD}：牵头" not in found[one]
    assert f"[逐项查看 {SUPPORT}]" in found[both]
    assert "[逐项查看]" in found[one]


def test_the_units_of_a_merger_share_the_weeks_messages(small: Small) -> None:
    small.bind(NEW)
    merge(small, LEAD, NEW, date(2018, 2, 1))
    small.tick(NOTICE)
    days = small.store.look(recipients.spoken_this_week, [*small.units.values()], NOTICE.date())
    assert days[small.units[LEAD]] == days[small.units[NEW]] == [NOTICE.date()]
    assert small.units[SUPPORT] not in days


def test_a_unit_that_nobody_answers_for_is_told_once_it_is_merged(small: Small) -> None:
    small.bind(NEW)
    merge(small, LEAD, NEW, date(2018, 2, 22))
    small.tick(NOTICE)
    assert [each.recipient_id for each in small.all(Prompt)] == [small.units[NEW]]
    small.tick(at("02-22"))
    assert small.units[LEAD] in {each.recipient_id for each in small.all(Prompt)}


def test_what_a_block_asks_is_settled_there_too(small: Small) -> None:
    small.bind(NEW)
    merge(small, LEAD, NEW, date(2018, 2, 1))
    small.tick(ROUND)

    def arrive_and_answer(session: Session) -> None:
        [delivery] = session.exec(select(Delivery)).all()
        outbox.sent(session, delivery.id or 0, "r1", {"text": "", "buttons": []}, ROUND)
        blocks = session.exec(select(Block.prompt_id)).all()
        lines = session.exec(select(PromptLine)).all()
        for line in lines:
            line.rule = "report-round"  # type: ignore[assignment]
        asked = [line.assignment_id for line in lines if line.prompt_id in blocks]
        prompts.settle(session, asked, ROUND)

    small.store.do(arrive_and_answer)
    edit = small.all(Delivery)[-1]
    assert edit.edit_of == small.all(Delivery)[0].id
    assert words(small, edit, ROUND).count("本周报送") == 2


def test_a_message_of_two_units_that_cannot_be_delivered_goes_to_the_deputies(
    small: Small,
) -> None:
    contact = small.bind(NEW)
    deputy = small.bind(NEW, Standing.DEPUTY)
    merge(small, LEAD, NEW, date(2018, 2, 1))
    small.tick(NOTICE)
    [delivery] = small.all(Delivery)
    small.store.do(outbox.failed, delivery.id or 0, "blocked", NOTICE, DAYS)
    found = small.all(Delivery)
    assert [each.contact_id for each in found] == [contact, deputy]
    assert found[1].state is DeliveryState.OWED
    assert len(small.all(Block, delivery_id=found[1].id)) == 1


def test_an_acts_message_goes_to_the_persons_other_account(small: Small) -> None:
    contact = small.bind(LEAD, channels=("a", "b"))

    def owe(session: Session) -> int:
        body = {"text": "退回", "buttons": []}
        row = Delivery(
            key="told:1",
            channel="a",
            chat=small.all(Account)[0].chat,
            contact_id=contact,
            body=body,
            owed_at=NOTICE,
        )
        session.add(row)
        session.flush()
        return row.id or 0

    small.store.do(outbox.failed, small.store.do(owe), "blocked", NOTICE, DAYS)
    assert [(each.channel, each.body) for each in small.all(Delivery)][1] == (
        "b",
        {"text": "退回", "buttons": []},
    )
