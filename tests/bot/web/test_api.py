"""The local channel over HTTP, as interface.md has it in section 6."""

from typing import Any

import pytest

from messages.render import labels
from tests.bot.web.served import UNIT, Served

LOCAL = [
    ("POST", "/api/local/messages"),
    ("POST", "/api/local/clock"),
    ("GET", "/api/local/messages?for=x"),
    ("GET", "/api/local/files/0/x"),
    ("GET", "/chat"),
    ("GET", "/chat/news"),
]
HELLO = {"from": UNIT, "text": "任务"}
SENTENCES = {text.split("{")[0] for key, text in labels("zh").items() if key.startswith("refusal.")}


def is_sentence(text: object) -> bool:
    """Whether it is one of the sentences that the labels hold."""
    return isinstance(text, str) and any(text.startswith(each) for each in SENTENCES)


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


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "任务"},
        {"from": "", "text": "任务"},
        {"from": "  ", "text": "任务"},
        {"from": "bot", "text": "任务"},
        {"from": None, "text": "任务"},
        {"from": ["科技司"], "text": "任务"},
        {"from": UNIT},
        {"from": UNIT, "text": ""},
        {"from": UNIT, "text": {"a": 1}},
        {"from": UNIT, "text": "空\0字符"},
        {"from": UNIT, "text": "好", "reply_to": "99"},
        {"from": UNIT, "text": "好", "reply_to": 99},
        {"from": UNIT, "button": "/confirm 99"},
        {"from": "长" * 101, "text": "任务"},
        {"from": UNIT, "text": "任务", "id": "长" * 201},
    ],
    ids=str,
)
async def test_what_cannot_be_taken_is_refused_with_a_sentence_and_leaves_nothing(
    served: Served, fields: dict[str, object]
) -> None:
    answer = await served.client.post("/api/local/messages", json=fields)
    assert answer.status_code == 400
    assert is_sentence(answer.json()["error"])
    assert served.machine.heard == []
    assert await served.messages() == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"", "application/json", 400),
        (b'{"from": "a", "text": "\\ud800"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"from=a&text=b", "application/x-www-form-urlencoded", 415),
        (b'{"from": "a", "text": "b"}', "text/plain", 415),
        (b"whatever", "multipart/form-data", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 400),
        (b'{"from": "a", "text": "' + b"x" * 1024 * 1024 + b'"}', "application/json", 413),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_a_body_of_another_kind_is_refused(
    served: Served, content: bytes, kind: str, status: int
) -> None:
    answer = await served.client.post(
        "/api/local/messages", content=content, headers={"content-type": kind}
    )
    assert answer.status_code == status
    assert is_sentence(answer.json()["error"])
    assert served.machine.heard == []


async def test_a_hundred_kilobytes_of_text_reach_the_bot(served: Served) -> None:
    assert (await served.say("督" * 33_000)).status_code == 202
    assert len(served.machine.heard[0].text) == 33_000


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 30, "１"])
async def test_a_number_that_is_none_is_refused(served: Served, after: str) -> None:
    query = {"for": UNIT, "after": after}
    answer = await served.client.get("/api/local/messages", params=query)
    assert answer.status_code == 400
    assert is_sentence(answer.json()["error"])


async def test_it_must_be_said_whose_messages_are_wanted(served: Served) -> None:
    assert (await served.client.get("/api/local/messages")).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:80"},
        {"host": ""},
        {"host": "[::1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"x-forwarded-for": "10.0.0.1"},
    ],
    ids=str,
)
async def test_other_names_and_other_sites_are_kept_out(
    served: Served, headers: dict[str, str]
) -> None:
    for method, path in LOCAL:
        answer = await served.client.request(method, path, json=HELLO, headers=headers)
        assert answer.status_code == 403, path
    assert served.machine.heard == []


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "[::1]:8080", "127.0.0.1"])
async def test_every_name_of_this_machine_is_let_in(served: Served, host: str) -> None:
    headers = {"host": host, "origin": f"http://{host}"}
    answer = await served.client.post("/api/local/messages", json=HELLO, headers=headers)
    assert answer.status_code == 202


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


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"to": "2018-02-11T18:00:00+08:00"},
        {"to": "2018-03-09T18:00:00"},
        {"to": "2018-03-09"},
        {"to": "明天"},
        {"to": ""},
        {"to": 1520589600},
        {"to": None},
        {"to": "9999-12-31T23:59:59-12:00"},
        {"to": "0001-01-01T00:00:00+14:00"},
        {"to": "2018-03-09T18:00:00+08:00", "jump": "perhaps"},
    ],
    ids=str,
)
async def test_the_clock_stays_where_it_is_when_it_is_told_nonsense(
    served: Served, body: dict[str, object]
) -> None:
    answer = await served.client.post("/api/local/clock", json=body)
    assert answer.status_code == 400
    assert is_sentence(answer.json()["error"])
    assert served.dial.jumps == []


async def test_a_live_process_has_no_local_channel(live: Served) -> None:
    for method, path in LOCAL:
        answer = await live.client.request(method, path, json=HELLO)
        assert answer.status_code == 404, path


async def test_an_error_of_ours_is_one_sentence_without_a_trace(served: Served) -> None:
    async def fall(incoming: object) -> None:
        raise RuntimeError("secret")

    await served.local.start(fall)
    answer = await served.say("任务")
    assert answer.status_code == 500
    assert is_sentence(answer.json()["error"])
    assert "secret" not in answer.text


async def test_while_it_stops_the_channel_says_so(served: Served) -> None:
    await served.local.stop()
    answer = await served.say("任务")
    assert answer.status_code == 503
    assert is_sentence(answer.json()["error"])
