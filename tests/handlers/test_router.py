"""One message, one answer: repeats, edits, typed labels, groups, languages."""

from datetime import timedelta

import pytest
from sqlmodel import select

from data.kinds import DeliveryState
from data.models import Account, Contact, Delivery, Seen
from handlers.command import COMMANDS, spoken
from handlers.router import receive
from messages.message import Incoming
from messages.render import LOCALES, labels
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, STRANGER, House

SAID = "2-1 已完成30%"


def test_a_message_that_comes_again_does_nothing(house: House):
    assert len(house.hear(LEAD, SAID, id="u1")) == 1
    assert house.hear(LEAD, SAID, id="u1") == []
    assert len(house.reports()) == 1
    assert house.hear(LEAD, SAID, id="u1", channel="telegram") != []


def test_what_fails_before_the_commit_leaves_nothing_and_may_come_again(house: House):
    class Cut(Exception):
        pass

    def cut(session, *arguments):
        receive(session, *arguments)
        raise Cut

    incoming = Incoming("u1", "local", LEAD, LEAD, SAID)
    with pytest.raises(Cut):
        house.store.do(cut, incoming, house.now, DAYS, "zh")
    assert house.store.look(lambda s: s.exec(select(Seen)).all()) == []
    assert len(house.hear(LEAD, SAID, id="u1")) == 1


def test_answers_leave_at_once_and_what_others_are_told_waits_for_the_window(house: House):
    house.say(LEAD, "办结 2-1 已接入")
    house.hear(LEAD, "确认")
    rows = house.store.look(lambda s: s.exec(select(Delivery)).all())
    assert {row.chat: row.answer for row in rows if row.key.startswith("answer")} == {LEAD: True}
    assert {row.answer for row in rows if row.key.startswith("told")} == {False}
    assert all(row.state is DeliveryState.SENT for row in rows)


def test_the_answer_names_the_message_it_answers(house: House):
    house.say(LEAD, "任务", message="m77")
    [row] = house.store.look(lambda s: s.exec(select(Delivery)).all())
    assert row.reply_to == "m77"


def test_a_typed_label_is_the_button_of_the_newest_message_that_has_it(house: House):
    house.say(LEAD, "2-1 已完成30%")
    house.say(LEAD, "1-2 已完成40%")
    house.say(LEAD, "任务")
    assert house.say(LEAD, "确认").text.startswith("1-2 ")
    assert house.stands("2-1").percent is None


def test_a_typed_label_of_a_quoted_message_is_that_messages_button(house: House):
    first = house.say(LEAD, "2-1 已完成30%")
    house.say(LEAD, "1-2 已完成40%")
    assert house.say(LEAD, "确认", reply_to=first).text.startswith("2-1 ")


def test_a_typed_label_in_english_may_be_in_small_letters(house: House):
    house.locale = "en"
    house.say(LEAD, "2-1 is 30% done")
    assert house.say(LEAD, "confirm").text.startswith("2-1 ")
    house.say(LEAD, "1-2 is 30% done")
    assert "text kept" in house.say(LEAD, "text only").text


def test_another_chats_message_cannot_be_quoted(house: House):
    prompt = house.prompt(LEAD, ["4-1"])
    answer = house.say(OTHER, "已完成30%", reply_to=prompt)
    assert "4-1" not in answer.buttons


def test_a_forged_button_is_told_so(house: House):
    assert house.say(LEAD, button="rm -rf").text.startswith("这个按钮已失效")
    assert house.say(LEAD, button="/task #99999").text.startswith("没有找到这项任务")
    huge = 10**17
    for says in (f"/task #{huge}", f"/ack #{huge}", f"/report #{huge} x", f"/confirm {huge}"):
        assert house.say(LEAD, button=says).text.startswith("没有")
    for says in (f"/pick {huge} report #1", f"/choose {huge} {huge}", f"/page {huge} {huge}"):
        assert "找" in house.say(LEAD, button=says).text
    assert house.say(LEAD, button="/task #x").text.startswith("请写明任务编号")


def test_in_a_group_nothing_is_shown_and_idle_talk_is_left_alone(house: House):
    group = {"private": False, "chat": "群"}
    assert house.say(LEAD, "任务", **group).text == "请在与我的单独对话中办理。"
    assert house.hear(LEAD, "大家好，4-1 已完成30%", **group) == []
    assert house.hear(STRANGER, "任务", **group) == []
    assert house.say(COORDINATOR, "邀请 科技司", **group).text == "请在与我的单独对话中办理。"
    assert house.reports() == []


def test_a_group_does_not_become_a_persons_address(house: House):
    house.say(LEAD, "任务", private=False, chat="群")
    query = select(Account.chat).where(Account.sender == LEAD)
    assert house.store.look(lambda s: s.exec(query).one()) == LEAD


def test_messages_go_to_the_account_last_used(house: House):
    def second(session):
        contact = session.exec(select(Contact).where(Contact.name == COORDINATOR)).one()
        at = house.now - timedelta(days=1)
        row = Account(contact_id=contact.id, channel="telegram", sender="7", chat="7", used_at=at)
        session.add(row)

    house.store.do(second)
    house.say(LEAD, "办结 2-1 已接入")
    assert "7" in {each.chat for each in house.hear(LEAD, "确认")}
    house.later(minutes=1)
    house.say(COORDINATOR, "任务")
    house.say(LEAD, "办结 1-2 已印发")
    assert COORDINATOR in {each.chat for each in house.hear(LEAD, "确认")}


def test_everybody_is_told_in_the_own_language(house: House):
    def english(session):
        session.exec(select(Contact).where(Contact.name == COORDINATOR)).one().locale = "en"

    house.store.do(english)
    house.say(LEAD, "办结 2-1 已接入")
    told = {each.chat: each.text for each in house.hear(LEAD, "确认")}
    assert told[COORDINATOR].startswith("Closing asked for 2-1")
    assert "已提请办结" in told[LEAD]
    assert house.say(COORDINATOR, "任务").text.startswith("Tasks ")


def test_no_word_belongs_to_two_commands():
    words = [word for each in COMMANDS.values() for word in (each.name, *each.words)]
    assert len(words) == len(set(words)) == len(spoken())


def test_every_command_that_help_lists_has_its_line():
    shown = {f"help.{each.name}" for each in COMMANDS.values() if each.shown}
    for locale in LOCALES:
        assert shown - {"help.start"} <= labels(locale).keys()


def test_no_button_says_more_than_telegram_holds(house: House):
    said = [house.say(LEAD, each) for each in ("任务", "已完成30%", "4-1 已完成30%", "任务 4-1")]
    buttons = [says for answer in said for says in answer.buttons.values()]
    assert max(len(says.encode()) for says in buttons) <= 64
