"""The strict server is as strict as the platform: asked in plain HTTP, without our channel."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.telegram.entities import parse
from tests.telegram.limits import ApiError
from tests.telegram.phone import Phone, web
from tests.telegram.server import TOKEN, serving

USER = 4101


@dataclass
class Line:
    """The bot's side, raw."""

    client: httpx.AsyncClient
    phone: Phone

    async def call(self, method: str, **params: Any) -> Any:
        """The answer's result, or its error as (code, description)."""
        data = {
            key: value if isinstance(value, str | int) else json.dumps(value)
            for key, value in params.items()
        }
        answer = (await self.client.post(f"/bot{TOKEN}/{method}", data=data)).json()
        return answer["result"] if answer["ok"] else (answer["error_code"], answer["description"])


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with (
        serving() as address,
        Phone(address) as phone,
        web(address) as client,
    ):
        await phone.say(USER, "/start")
        yield Line(client, phone)


def keyboard(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "签收", "callback_data": data}]]}


REFUSED = {
    "can't parse keyboard button: text must be non-empty": {
        "text": "一",
        "reply_markup": {"keyboard": [["任务", " "]]},
    },
    "object expected as reply markup": {"text": "一", "reply_markup": {"keyboard": "任务"}},
    "inline keyboard expected": {"text": "一", "reply_markup": {"buttons": []}},
    "chat not found": {"chat_id": 99, "text": "一"},
    "message text is empty": {"text": " \n "},
    "message is too long": {"text": "督" * 4097},
    "can't parse entities": {"text": "5 < 6", "parse_mode": "HTML"},
    "BUTTON_DATA_INVALID": {"text": "一", "reply_markup": keyboard("督" * 22)},
    "message to be replied not found": {"text": "一", "reply_parameters": {"message_id": 7}},
    "message thread not found": {"text": "一", "message_thread_id": 7},
    "message text is empty ": {"text": "<b></b>", "parse_mode": "HTML"},
}


@pytest.mark.parametrize("sentence", REFUSED)
async def test_a_message_beyond_a_limit_is_refused(line: Line, sentence: str) -> None:
    code, description = await line.call("sendMessage", **{"chat_id": USER, **REFUSED[sentence]})
    assert code == 400
    assert description.startswith(f"Bad Request: {sentence.strip()}")


async def test_a_message_at_the_limits_is_taken(line: Line) -> None:
    text = f"<b>{'督' * 4096}</b>"
    sent = await line.call(
        "sendMessage",
        chat_id=USER,
        text=text,
        parse_mode="HTML",
        reply_markup=keyboard("督" * 21),
        reply_parameters={"message_id": 7, "allow_sending_without_reply": True},
    )
    assert len(sent["text"]) == 4096
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_updates_come_again_until_a_later_offset_is_asked_for(line: Line) -> None:
    (first,) = [update["update_id"] for update in await line.call("getUpdates")]
    assert [update["update_id"] for update in await line.call("getUpdates")] == [first]
    assert await line.call("getUpdates", offset=first + 1) == []
    assert (await line.phone.look("state"))["acknowledged"] == [first]


async def test_a_poll_is_held_until_something_happens(line: Line) -> None:
    last = (await line.call("getUpdates"))[-1]["update_id"]
    poll = asyncio.create_task(line.call("getUpdates", offset=last + 1, timeout=5))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await line.phone.say(USER, "任务")
    (update,) = await poll
    assert update["message"]["text"] == "任务"


async def test_of_two_polls_the_older_is_ended(line: Line) -> None:
    last = (await line.call("getUpdates"))[-1]["update_id"]
    older = asyncio.create_task(line.call("getUpdates", offset=last + 1, timeout=5))
    await asyncio.sleep(0.1)
    assert await line.call("getUpdates", offset=last + 1, timeout=0) == []
    assert (await older)[0] == 409


async def test_kinds_not_asked_for_do_not_come(line: Line) -> None:
    await line.call("getUpdates", offset=10**9, allowed_updates=["callback_query"])
    assert (await line.phone.say(USER, "任务"))["update_id"] is None


async def test_while_a_webhook_is_set_there_are_no_polls(line: Line) -> None:
    assert await line.call("setWebhook", url="http://duban.example/telegram") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert await line.call("setWebhook", url="https://duban.invalid/telegram") is True
    assert (await line.call("getUpdates"))[0] == 409
    assert await line.call("deleteWebhook") is True
    assert len(await line.call("getUpdates")) == 1


async def test_messages_beyond_the_pace_are_refused(line: Line) -> None:
    await line.call("sendMessage", chat_id=USER, text="一")
    code, description = await line.call("sendMessage", chat_id=USER, text="二")
    assert (code, description) == (429, "Too Many Requests: retry after 1")


async def test_a_wrong_token_is_told_apart_from_a_wrong_method(line: Line) -> None:
    answer = await line.client.post("/bot1:wrong/getMe")
    assert answer.status_code == 401
    assert await line.call("getSupper") == (404, "Not Found")


async def test_commands_are_latin(line: Line) -> None:
    chinese = [{"command": "任务", "description": "我的任务"}]
    assert (await line.call("setMyCommands", commands=chinese))[0] == 400
    latin = [{"command": "tasks", "description": "我的任务"}]
    assert await line.call("setMyCommands", commands=latin) is True
    assert await line.call("getMyCommands") == latin


async def test_of_a_group_the_bot_sees_only_what_is_meant_for_it(line: Line) -> None:
    group = (await line.phone.do("group", title="督办群"))["chat"]
    assert (await line.phone.say(USER, "大家好", chat=group))["update_id"] is None
    assert (await line.phone.say(USER, "/status", chat=group))["update_id"]
    assert (await line.phone.say(USER, "@duban_test_bot 总览", chat=group))["update_id"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<b>粗</b> &lt;b&gt; &amp;amp; &#39; &copy;", "粗 <b> &amp; ' &copy;"),
        ('<a href="https://example.org/?a=1&amp;b=2">看板</a>', "看板"),
        ("a > b", "a > b"),
    ],
)
def test_html_is_shown_as_telegram_shows_it(text: str, plain: str) -> None:
    assert parse(text, "HTML")[0] == plain


@pytest.mark.parametrize("text", ["<x>", "<b>", "</b>", "<b><i></b></i>", "<b", "1 < 2"])
def test_html_that_telegram_cannot_parse_is_refused(text: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse(text, "HTML")
    assert "can't parse entities" in caught.value.description
