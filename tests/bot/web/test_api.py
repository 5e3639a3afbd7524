"""The local channel over HTTP, as interface.md has it in section 6."""

from typing import Any

import pytest

from tests.bot.web.served import UNIT, Served


async def test_what_is_said_is_answered_in_the_chat_with_whom_it_answers(
    anywhere: Served,
) -> None:
    said = await anywhere.say("4-1 已完成30%")
    assert said.status_code == 202
    mine, answer = await anywhere.messages()
    assert mine == {
        "seq": mine["seq"],
        "id": said.json()["id"],
        "at": "2018-02-12T09:00:00+08:00",
        "from": UNIT,
        "text": "4-1 已完成30%",
        "buttons": [],
        "file": None,
        "reply_to": None,
        "edited": False,
    }
    assert answer["from"] == "bot"
    assert answer["text"] == "收到：4-1 已完成30%"
    assert answer["buttons"] == [{"key": "/confirm 17", "label": "确认"}]
    assert answer["reply_to"] == mine["id"]


async def test_a_repeated_client_id_does_nothing_and_gives_the_same_answer(
    anywhere: Served,
) -> None:
    first = await anywhere.say("确认", id="c-1")
    second = await anywhere.say("确认", id="c-1")
    assert first.json() == second.json()
    assert first.status_code == second.status_code == 202
    assert len(anywhere.machine.heard) == 1
    assert len(await anywhere.messages()) == 2


async def test_a_number_is_as_good_a_client_id(served: Served) -> None:
    assert (await served.say("确认", id=7)).json() == (await served.say("确认", id="7")).json()


async def test_only_what_came_after_is_given(served: Served) -> None:
    await served.say("任务")
    first, second = await served.messages()
    assert await served.messages(after=int(str(first["seq"]))) == [second]
    assert await served.messages(after=int(str(second["seq"]))) == []


async def test_nobody_reads_what_another_was_told(served: Served) -> None:
    await served.say("任务")
    assert await served.messages("财务司") == []


async def test_a_pressed_button_edits_its_message_which_comes_again(anywhere: Served) -> None:
    await anywhere.say("4-1 已完成30%")
    _, answer = await anywhere.messages()
    press = {"from": UNIT, "button": "/confirm 17", "reply_to": answer["id"]}
    assert (await anywhere.client.post("/api/local/messages", json=press)).status_code == 202
    heard = anywhere.machine.heard[-1]
    assert (heard.button, heard.reply_to) == ("/confirm 17", answer["id"])
    pressed, edited = await anywhere.messages(after=int(str(answer["seq"])))
    assert pressed["text"] == "确认"
    assert (edited["id"], edited["text"], edited["edited"]) == (answer["id"], "已确认", True)
    assert edited["buttons"] == []


async def test_a_quoted_message_is_handed_on(served: Served) -> None:
    await served.say("任务")
    _, answer = await served.messages()
    await served.say("已完成", reply_to=answer["id"])
    assert served.machine.heard[-1].reply_to == answer["id"]


async def test_a_file_goes_in_by_a_form_and_out_by_its_link(served: Served) -> None:
    content = bytes(range(256)) * 10
    answer = await served.client.post(
        "/api/local/messages",
        data={"from": UNIT, "text": "佐证材料", "reply_to": "", "id": "f-1"},
        files={"file": ("佐证 材料.pdf", content, "application/pdf")},
    )
    assert answer.status_code == 202
    file = served.machine.heard[0].file
    assert file is not None
    assert (file.name, file.content, file.media_type) == (
        "佐证 材料.pdf",
        content,
        "application/pdf",
    )
    for message in await served.messages():
        link: Any = message["file"]
        assert link["name"] == "佐证 材料.pdf"
        assert (await served.client.get(link["url"])).content == content


async def test_a_page_that_was_sent_as_a_file_never_opens_as_a_page(served: Served) -> None:
    await served.client.post(
        "/api/local/messages",
        data={"from": UNIT},
        files={"file": ("x.html", b"<script>alert(1)</script>", "text/html")},
    )
    link: Any = (await served.messages())[0]["file"]
    answer = await served.client.get(link["url"])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_path_is_no_part_of_a_files_name(served: Served) -> None:
    await served.client.post(
        "/api/local/messages",
        data={"from": UNIT},
        files={"file": ("C:\\a\\..\\b/计划.txt", b"x", "text/plain")},
    )
    file = served.machine.heard[0].file
    assert file is not None
    assert file.name == "计划.txt"


@pytest.mark.parametrize("name", ["x.html", "y.html"])
async def test_only_files_of_the_chats_have_a_link(served: Served, name: str) -> None:
    served.local.files.keep(b"x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert (await served.client.get(f"/api/local/files/{digest}/{name}")).status_code == 404


async def test_the_clock_goes_where_it_is_told(served: Served) -> None:
    body = {"to": "2018-03-09T18:00:00+08:00"}
    answer = await served.client.post("/api/local/clock", json=body)
    assert answer.status_code == 200
    assert answer.json() == {"now": "2018-03-09T18:00:00+08:00"}
    assert served.dial.jumps == [False]
    body = {"to": "2018-03-10T01:00:00Z", "jump": True}
    answer = await served.client.post("/api/local/clock", json=body)
    assert answer.json() == {"now": "2018-03-10T09:00:00+08:00"}
    assert served.dial.jumps == [False, True]
