"""What every channel must do: each Endpoint is tested with this class through a Place of its own.

A channel's test module makes a subclass with a fixture `place`.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.channels import Endpoint
from messages.markup import escape
from messages.message import Button, File, Incoming, Outgoing

CONFIRM = Button("确认", "/confirm 17")
CHANGE = Button("改一下", "/change 17")
ROWS = ((CONFIRM, CHANGE),)


@dataclass(frozen=True)
class Shown:
    """One message as the person on the far side sees it now."""

    receipt: str
    text: str
    labels: tuple[str, ...] = ()
    file: tuple[str, bytes] | None = None
    reply_to: str | None = None
    edited: bool = False


class Place(Protocol):
    """One person's chat, on the far side of the channel."""

    endpoint: Endpoint
    chat: str
    heard: list[Incoming]  # what the endpoint has handed in

    async def shown(self) -> list[Shown]:
        """What the bot's messages look like, in order; an edited one once, as it is now."""

    async def say(self, text: str, reply_to: str | None = None) -> str:
        """Write a message, wait until it is heard, and return its id in the chat."""

    async def press(self, receipt: str, label: str) -> None:
        """Press a button of a message, and wait until it is heard."""

    async def upload(self, file: File) -> None:
        """Send a file, and wait until it is heard."""

    async def repeat(self) -> None:
        """Have the platform deliver the last thing said once more."""


class ChannelContract:
    """The tests; names are sentences about any channel."""

    async def test_it_is_ready_once_it_has_started(self, place: Place) -> None:
        assert place.endpoint.ready()

    async def test_a_message_arrives_with_its_text_and_buttons(self, place: Place) -> None:
        receipt = await place.endpoint.send(place.chat, Outgoing("请核对", ROWS, key="a"))
        (shown,) = await place.shown()
        assert (shown.receipt, shown.text) == (receipt, "请核对")
        assert shown.labels == ("确认", "改一下")
        assert not shown.edited

    async def test_messages_keep_their_order_and_have_receipts_of_their_own(
        self, place: Place
    ) -> None:
        receipts = [
            await place.endpoint.send(place.chat, Outgoing(text, key=text)) for text in "一二三"
        ]
        assert [each.text for each in await place.shown()] == ["一", "二", "三"]
        assert [each.receipt for each in await place.shown()] == receipts
        assert len(set(receipts)) == 3

    async def test_signs_of_markup_languages_are_shown_as_they_were_typed(
        self, place: Place
    ) -> None:
        text = "<b>粗</b> &amp; **x** `y` {{ 7*7 }} {% raw %} 5 < 6 \\"
        await place.endpoint.send(place.chat, Outgoing(escape(text), key="a"))
        assert [each.text for each in await place.shown()] == [text]

    async def test_our_own_markup_is_not_shown_as_signs(self, place: Place) -> None:
        text = "**【本周报送】** 见 [看板](https://example.org/)"
        await place.endpoint.send(place.chat, Outgoing(text, key="a"))
        assert [each.text for each in await place.shown()] == ["【本周报送】 见 看板"]

    async def test_what_is_said_is_handed_in_with_who_and_where(self, place: Place) -> None:
        await place.say("4-1 已完成30%")
        (heard,) = place.heard
        assert heard.text == "4-1 已完成30%"
        assert heard.channel == place.endpoint.name
        assert heard.chat == place.chat
        assert heard.private
        assert heard.button is None

    async def test_things_said_have_ids_of_their_own_and_keep_their_order(
        self, place: Place
    ) -> None:
        for text in ("甲", "乙", "甲"):
            await place.say(text)
        assert [each.text for each in place.heard] == ["甲", "乙", "甲"]
        assert len({each.id for each in place.heard}) == 3

    async def test_a_repeat_by_the_platform_has_the_id_of_the_first(self, place: Place) -> None:
        await place.say("确认")
        await place.repeat()
        assert len({each.id for each in place.heard}) == 1

    async def test_an_answer_can_be_sent_to_where_the_person_spoke(self, place: Place) -> None:
        said = await place.say("任务")
        await place.endpoint.send(place.heard[0].chat, Outgoing("共29项", reply_to=said, key="a"))
        (shown,) = await place.shown()
        assert shown.text == "共29项"
        assert shown.reply_to == (said if place.endpoint.can.quote else None)

    async def test_pressing_a_button_says_its_words_about_its_message(self, place: Place) -> None:
        await place.endpoint.send(place.chat, Outgoing("另一条", ROWS, key="a"))
        receipt = await place.endpoint.send(place.chat, Outgoing("请核对", ROWS, key="b"))
        await place.press(receipt, "改一下")
        (heard,) = place.heard
        assert heard.button == "/change 17"
        assert heard.reply_to == receipt

    async def test_quoting_a_message_names_it(self, place: Place) -> None:
        receipt = await place.endpoint.send(place.chat, Outgoing("本周报送", key="a"))
        await place.say("已完成30%", reply_to=receipt)
        assert place.heard[0].reply_to == (receipt if place.endpoint.can.quote else None)

    async def test_an_edit_replaces_the_message_in_its_place(self, place: Place) -> None:
        receipt = await place.endpoint.send(place.chat, Outgoing("待报送", ROWS, key="a"))
        await place.endpoint.send(place.chat, Outgoing("后来的", key="b"))
        again = await place.endpoint.send(
            place.chat, Outgoing("已报送", ((CHANGE,),), edit=receipt, key="c")
        )
        if place.endpoint.can.edit:
            assert again == receipt
            first, _ = await place.shown()
            assert (first.text, first.labels) == ("已报送", ("改一下",))
            assert first.edited
        else:
            assert [each.text for each in await place.shown()] == ["待报送", "后来的", "已报送"]

    async def test_files_go_both_ways_whole(self, place: Place) -> None:
        content = bytes(range(256)) * 40
        if not place.endpoint.can.files:
            return
        await place.endpoint.send(
            place.chat, Outgoing("周报", file=File("周报.docx", content), key="a")
        )
        assert [each.file for each in await place.shown()] == [("周报.docx", content)]
        await place.upload(File("佐证 材料.pdf", content))
        (heard,) = place.heard
        assert heard.file is not None
        assert (heard.file.name, heard.file.content) == ("佐证 材料.pdf", content)
