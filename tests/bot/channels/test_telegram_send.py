"""What goes out over Telegram, and what each of its refusals is taken to mean."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_layout import posts
from messages.markup import escape, utf16
from messages.message import Button, File, Outcome, Outgoing, SendError
from tests.telegram.entities import parse
from tests.telegram.house import OTHER, UNIT, House, channel, talking

CHAT = str(UNIT)
ROWS = ((Button("签收", "/ack #17"),),)
PICTURE = File("周报.png", b"\x89PNG" + bytes(100), "image/png")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with talking(tmp_path) as house:
        yield house


async def refusal(house: House, chat: str = CHAT, message: Outgoing | None = None) -> SendError:
    """The error with which a message to `chat` fails."""
    with pytest.raises(SendError) as caught:
        await house.channel.send(chat, message or Outgoing("一"))
    return caught.value


async def said(house: House, chat: int = UNIT) -> list[str]:
    """The texts that the bot has said."""
    messages = await house.phone.messages(chat)
    return [message.get("text") or message.get("caption") or "" for message in messages]


async def test_a_long_text_comes_in_pieces_with_the_buttons_under_the_last(house: House) -> None:
    text = "\n".join(f"{i}-1 推动数字教育资源公共服务体系建设与应用😀" for i in range(160))
    receipt = await house.channel.send(CHAT, Outgoing(text, ROWS))
    messages = await house.phone.messages(UNIT)
    assert len(messages) == 2
    assert "\n".join(message["text"] for message in messages) == text
    assert ["reply_markup" in message for message in messages] == [False, True]
    assert receipt == str(messages[-1]["message_id"])


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200), st.integers(1, 60))
def test_whatever_somebody_typed_telegram_can_read_and_shows_as_it_was(
    text: str, times: int
) -> None:
    for post in posts(Outgoing(escape(text) * times), None):
        plain, _ = parse(post.markup, "HTML")
        assert plain == post.plain.strip()
        assert utf16(escape(plain)) <= 4096


async def test_of_a_message_in_pieces_a_repeat_sends_only_what_is_missing(house: House) -> None:
    text = "\n".join("督" * 1000 for _ in range(12))
    message = Outgoing(text, ROWS, key="d17")
    await house.phone.do("fault", answer=500, method="sendMessage", skip=2)
    assert (await refusal(house, message=message)).outcome is Outcome.RETRY
    assert len(await said(house)) == 2
    await house.channel.send(CHAT, message)
    assert "\n".join(await said(house)) == text


async def test_a_button_too_long_for_telegram_does_not_cost_the_others(house: House) -> None:
    rows = ((Button("好", "/ack #17"), Button("长", "/x " + "督" * 21)),)
    await house.channel.send(CHAT, Outgoing("任务交办", rows))
    (message,) = await house.phone.messages(UNIT)
    assert message["reply_markup"]["inline_keyboard"] == [
        [{"text": "好", "callback_data": "/ack #17"}]
    ]


async def test_words_stay_below_the_chat_until_they_change_or_go(house: House) -> None:
    text = "您好，您已登记为科技司联络员。\n\n发送“任务”可随时查看。"
    words = ("任务", "报送", "签收", "帮助", "总览")
    receipt = await house.channel.send(CHAT, Outgoing(text, ROWS, words=words))
    head, rest = await house.phone.messages(UNIT)
    assert [head["text"], rest["text"]] == text.split("\n\n")
    assert "reply_markup" in rest  # the buttons stay with the message
    assert receipt == str(rest["message_id"])
    assert await house.phone.look("words", chat=UNIT) == [list(words[:4]), list(words[4:])]
    call = (await house.phone.calls("sendMessage"))[0]["params"]
    assert json.loads(call["reply_markup"])["is_persistent"]
    assert json.loads(call["reply_markup"])["resize_keyboard"]
    await house.channel.send(CHAT, Outgoing("总览"))
    await house.channel.send(CHAT, Outgoing("总览", edit=receipt, words=()))
    assert len(await house.phone.look("words", chat=UNIT)) == 2
    await house.channel.send(CHAT, Outgoing("您已不再担任科技司联络员。", words=()))
    assert await house.phone.look("words", chat=UNIT) == []


async def test_a_line_with_buttons_keeps_them_and_leaves_the_words_below(house: House) -> None:
    await house.channel.send(CHAT, Outgoing("已登记", ROWS, words=("任务",)))
    (message,) = await house.phone.messages(UNIT)
    assert "reply_markup" in message
    assert await house.phone.look("words", chat=UNIT) == []


async def test_rules_sound_no_bell_and_acts_do(house: House) -> None:
    await house.channel.send(CHAT, Outgoing("本周报送", silent=True))
    await house.channel.send(CHAT, Outgoing("已登记"))
    calls = await house.phone.calls("sendMessage")
    assert [call["params"]["disable_notification"] for call in calls] == ["true", "false"]


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(house: House) -> None:
    sentence = "Bad Request: can't parse entities: Unsupported start tag"
    await house.phone.do("fault", answer=400, method="sendMessage", description=sentence)
    await house.channel.send(CHAT, Outgoing("**任务** 5 \\> 4 & 3"))
    (message,) = await house.phone.messages(UNIT)
    assert message["text"] == "任务 5 > 4 & 3"
    assert "entities" not in message


async def test_an_edit_that_changes_nothing_is_well(house: House) -> None:
    receipt = await house.channel.send(CHAT, Outgoing("待报送", ROWS))
    again = await house.channel.send(CHAT, Outgoing("待报送", ROWS, edit=receipt))
    assert again == receipt


async def test_an_edit_of_a_message_that_was_deleted_says_nothing(house: House) -> None:
    receipt = await house.channel.send(CHAT, Outgoing("待报送"))
    await house.phone.do("delete", chat=UNIT, message_id=int(receipt))
    assert await house.channel.send(CHAT, Outgoing("已报送", edit=receipt)) == receipt
    assert await said(house) == []


async def test_a_message_that_cannot_be_edited_is_said_anew(house: House) -> None:
    receipt = await house.channel.send(CHAT, Outgoing("待报送"))
    sentence = "Bad Request: message can't be edited"
    await house.phone.do("fault", answer=400, method="editMessageText", description=sentence)
    again = await house.channel.send(CHAT, Outgoing("已报送", edit=receipt))
    assert again != receipt
    assert await said(house) == ["待报送", "已报送"]


async def test_the_words_under_a_file_can_be_edited(house: House) -> None:
    receipt = await house.channel.send(CHAT, Outgoing("周报", ROWS, file=PICTURE))
    assert await house.channel.send(CHAT, Outgoing("周报（更正）", edit=receipt)) == receipt
    (message,) = await house.phone.messages(UNIT)
    assert message["caption"] == "周报（更正）"
    assert "reply_markup" not in message


async def test_a_picture_is_shown_as_one_and_a_document_keeps_its_name(house: House) -> None:
    await house.channel.send(CHAT, Outgoing("周报", file=PICTURE))
    await house.channel.send(CHAT, Outgoing("通报", file=File("督办 通报.docx", b"PK")))
    picture, document = await house.phone.messages(UNIT)
    assert "photo" in picture
    assert document["document"]["file_name"] == "督办 通报.docx"


async def test_a_text_too_long_for_a_caption_goes_before_its_file(house: House) -> None:
    receipt = await house.channel.send(CHAT, Outgoing("督" * 1025, ROWS, file=PICTURE))
    text, picture = await house.phone.messages(UNIT)
    assert (text["text"], "caption" in picture) == ("督" * 1025, False)
    assert "reply_markup" in text
    assert receipt == str(text["message_id"])


async def test_an_answer_to_a_message_that_is_gone_is_still_sent(house: House) -> None:
    done = await house.phone.say(UNIT, "任务")
    await house.phone.do("delete", chat=UNIT, message_id=done["message_id"])
    await house.channel.send(CHAT, Outgoing("共29项", reply_to=str(done["message_id"])))
    assert await said(house) == ["共29项"]


async def test_in_a_topic_that_is_gone_it_is_said_in_the_group(house: House) -> None:
    made = await house.phone.do("group", title="督办群", topics=1)
    (topic,) = made["topics"]
    await house.channel.send(f"{made['chat']}:{topic}", Outgoing("一"))
    await house.phone.do("delete", chat=made["chat"], message_id=topic)
    await house.channel.send(f"{made['chat']}:{topic}", Outgoing("二"))
    first, second = await house.phone.messages(made["chat"])
    assert first["message_thread_id"] == topic
    assert (second["text"], "message_thread_id" in second) == ("二", False)


@pytest.mark.parametrize("act", ["block", "deactivate"])
async def test_a_person_who_is_gone_cannot_be_reached(house: House, act: str) -> None:
    await house.phone.do(act, user=UNIT)
    assert (await refusal(house)).outcome is Outcome.PERMANENT


async def test_a_group_that_removed_the_bot_cannot_be_reached(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    await house.phone.do("kick", chat=group, user=UNIT)
    assert (await refusal(house, str(group))).outcome is Outcome.PERMANENT


@pytest.mark.parametrize("chat", ["99", "科技司", ""])
async def test_who_never_wrote_cannot_be_reached(house: House, chat: str) -> None:
    assert (await refusal(house, chat)).outcome is Outcome.PERMANENT


async def test_a_message_that_is_wrong_does_not_close_the_account(house: House) -> None:
    assert (await refusal(house, message=Outgoing(" "))).outcome is Outcome.UNKNOWN


async def test_a_group_that_moved_tells_its_new_address(house: House) -> None:
    group = (await house.phone.do("group", title="督办群"))["chat"]
    new = (await house.phone.do("migrate", chat=group))["chat"]
    error = await refusal(house, str(group))
    assert (error.outcome, error.moved_to) == (Outcome.RETRY, str(new))
    await house.channel.send(str(new), Outgoing("一"))
    assert await said(house, new) == ["一"]


@pytest.mark.parametrize(
    ("answer", "outcome", "arrived"),
    [
        ("swallow", Outcome.UNKNOWN, 1),
        ("cut", Outcome.UNKNOWN, 1),
        ("drop", Outcome.UNKNOWN, 0),
        (500, Outcome.RETRY, 0),
        (502, Outcome.RETRY, 0),
        (401, Outcome.RETRY, 0),
        (404, Outcome.RETRY, 0),
        (429, Outcome.RETRY, 0),
    ],
)
async def test_what_is_known_of_a_message_whose_sending_failed(
    house: House, answer: Any, outcome: Outcome, arrived: int
) -> None:
    await house.phone.do("fault", answer=answer, method="sendMessage")
    assert (await refusal(house)).outcome is outcome
    assert len(await said(house)) == arrived


async def test_a_request_that_never_left_may_be_repeated(house: House) -> None:
    nowhere = channel(house.store, "http://127.0.0.1:9")
    with pytest.raises(SendError) as caught:
        await nowhere.send(CHAT, Outgoing("一"))
    assert caught.value.outcome is Outcome.RETRY
    await nowhere.stop()


async def test_a_chat_refused_for_its_pace_is_left_alone_while_others_go_on(house: House) -> None:
    await house.said(OTHER, "/start")
    await house.phone.do("fault", answer=429, method="sendMessage", chat=UNIT, retry_after=30)
    assert (await refusal(house)).retry_after == pytest.approx(30)
    again = await refusal(house)
    assert (again.outcome, again.retry_after) == (Outcome.RETRY, pytest.approx(30, abs=1))
    await house.channel.send(str(OTHER), Outgoing("二"))
    assert await said(house, OTHER) == ["二"]
    assert [call["params"]["chat_id"] for call in await house.phone.calls("sendMessage")] == [
        CHAT,
        str(OTHER),
    ]


async def test_when_several_chats_are_refused_the_whole_bot_rests(house: House) -> None:
    people = [UNIT, OTHER, 4103, 4104]
    for person in people[1:]:
        await house.said(person, "/start")
    await house.phone.do("fault", answer=429, method="sendMessage", count=3, retry_after=30)
    for person in people[:3]:
        await refusal(house, str(person))
    assert (await refusal(house, str(people[3]))).retry_after == pytest.approx(30, abs=1)
    assert len(await house.phone.calls("sendMessage")) == 3
