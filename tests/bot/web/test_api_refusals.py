"""What the local channel over HTTP refuses, with one sentence, and whom it keeps out."""

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
        {"to": "2018-03-09T18:00:00+08:00", "jump": "yes"},
        {"to": "2018-03-09T18:00:00+08:00", "jump": 1},
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
