"""What a chat has seen: messages that came, messages of ours, prompts that still ask."""

from datetime import timedelta

import pytest
from sqlmodel import select

from data.kinds import DeliveryState, Rule
from data.models import Delivery
from data.store import chats
from data.store.chats import Told
from tests.people import LEAD, NOW, OTHER, House


def mark(house: House, incoming: str, channel: str = "local") -> int | None:
    return house.store.do(chats.mark, channel, incoming, LEAD, None, None, house.now)


def owe(house: House, text: str, label: str, chat: str = LEAD, **more: object) -> None:
    body = {"text": text, "buttons": [[{"label": label, "says": f"/{text}"}]], "file": None}
    facts = {"receipt": text, "state": DeliveryState.SENT, "owed_at": house.now} | more
    row = Delivery(key=f"{chat}:{text}", channel="local", chat=chat, body=body, **facts)
    house.store.do(lambda session: session.add(row))


def test_a_message_is_marked_once_in_its_channel(house: House):
    assert mark(house, "1") is not None
    assert mark(house, "1") is None
    assert mark(house, "1", "telegram") is not None


def test_words_are_kept_for_their_speaker(house: House):
    def keep(session):
        seen = chats.mark(session, "local", "1", LEAD, None, 1, NOW)
        chats.keep_words(session, seen, "已完成30%")
        return seen

    seen = house.store.do(keep)
    assert house.store.look(chats.kept_words, seen, 1) == "已完成30%"
    assert house.store.look(chats.kept_words, seen, 2) is None
    assert house.store.look(chats.kept_words, seen + 1, 1) is None


def test_our_newest_messages_come_last_first_without_those_not_sent(house: House):
    owe(house, "a", "确认")
    owe(house, "b", "确认")
    owe(house, "c", "确认", state=DeliveryState.OWED)
    owe(house, "d", "确认", chat=OTHER)
    found = house.store.look(chats.newest, "local", LEAD)
    assert [each.labels for each in found] == [{"确认": "/b"}, {"确认": "/a"}]


def test_a_message_is_found_by_its_receipt_in_its_chat_only(house: House):
    owe(house, "a", "确认", about=[9], asks="/report #9")
    found: Told | None = house.store.look(chats.quoted, "local", LEAD, "a")
    assert found is not None
    assert (found.about, found.asks) == ((9,), "/report #9")
    assert house.store.look(chats.quoted, "local", OTHER, "a") is None
    assert house.store.look(chats.quoted, "telegram", LEAD, "a") is None


@pytest.mark.parametrize(("age", "found"), [(timedelta(days=6), True), (timedelta(days=7), False)])
def test_a_prompt_asks_for_seven_days(house: House, age: timedelta, found: bool):
    house.prompt(LEAD, ["4-1"])
    now = house.now + age
    assert (house.store.look(chats.open_prompt, "local", LEAD, now) is not None) is found


def test_what_was_reported_since_a_prompt_no_longer_makes_it_ask(house: House):
    house.prompt(LEAD, ["2-1", "9-2"])
    house.later(minutes=1)
    house.say(LEAD, "2-1 已完成30%")
    house.say(LEAD, "确认")
    prompt = house.store.look(chats.open_prompt, "local", LEAD, house.now)
    assert prompt is not None
    lines = house.store.look(chats.unanswered, prompt.prompt)
    assert lines == [house.stands("9-2").id]
    assert len(house.store.look(chats.lines, prompt.prompt)) == 2


def test_lines_stand_by_urgency_and_name_their_unit(house: House):
    house.prompt(LEAD, ["9-2", "2-1", "4-1"], rule=Rule.OVERDUE)
    prompt = house.store.look(lambda s: s.exec(select(Delivery.prompt_id)).one())
    wanted = [house.stands(code).id for code in ("9-2", "2-1", "4-1")]
    assert house.store.look(chats.lines, prompt) == wanted
    assert house.store.look(chats.unit_of, prompt) == house.stands("4-1").unit_id
    assert house.store.look(chats.unit_of, 999) is None
