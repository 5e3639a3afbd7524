"""Coming to the board from elsewhere: one link, one button, twelve hours, and who may see what."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import delete
from sqlmodel import Session, col, select

from data.door import Door, Link
from data.kinds import ActKind, PlanState, Standing
from data.models import Act, Contact, Plan, Post
from data.store import people
from tests.bot.web.served import START, UNIT, Served, serving

DOOR = Door("http://duban.example", outside=True, key="a key of these tests")
ASK = "请在与机器人的单独对话中发送“看板”"
CLOSED = f"看板只对督办员和分管领导开放。{ASK}"
COORDINATOR, READER = "督办员", "分管领导"
WRONG: dict[str, tuple[Callable[[Link], str], int, str, str]] = {
    "cut off": (lambda link: token(link)[:-1], 403, "不完整或不正确", "not complete or not right"),
    "of another house": (
        lambda link: token(link, replace(DOOR, key="another")),
        403,
        "不完整或不正确",
        "not complete or not right",
    ),
    "no text": (lambda link: "%00%ff", 403, "不完整或不正确", "not complete or not right"),
    "a cookie": (lambda link: DOOR.cookie(1), 403, "不完整或不正确", "not complete or not right"),
    "too old": (
        lambda link: token(replace(link, until=START)),
        410,
        "已过期（15分钟内有效）",
        "has expired (it is valid for 15 minutes)",
    ),
}

PAGES = {  # what a coordinator gets, and a reader
    "/": (200, 200),
    "/tasks/1": (200, 200),
    "/units/1": (200, 200),
    "/tasks/999": (404, 404),
    "/evidence/1": (404, 404),
    "/rehearsal": (200, 403),
}


@pytest.fixture
async def outside(rehearsed: str, tmp_path: Path) -> AsyncIterator[Served]:
    """The 2018 plan, served under an address that others reach."""
    async with serving(rehearsed, tmp_path, door=DOOR) as found:
        yield found


def token(link: Link, door: Door = DOOR) -> str:
    return door.url(link).rpartition("/")[2]


async def link_for(served: Served, name: str, seen: int = 1) -> Link:
    query = select(Contact.id).where(Contact.name == name)
    contact = await served.store.read(lambda session: session.exec(query).one())
    return Link(contact or 0, seen, START + timedelta(minutes=15))


async def press(served: Served, link: Link, **headers: str) -> Response:
    return await served.client.post(f"/enter/{token(link)}", headers=headers)


async def come(served: Served, name: str) -> None:
    """Somebody comes in: the client keeps the cookie."""
    served.client.cookies.clear()
    number = len(await served.store.read(acts)) + 1
    assert (await press(served, await link_for(served, name, number))).status_code == 303


def acts(session: Session) -> list[ActKind]:
    return [act.kind for act in session.exec(select(Act).order_by(col(Act.id)))]


async def test_looking_at_a_link_uses_nothing_up_and_pressing_its_one_button_opens_the_board(
    outside: Served,
) -> None:
    link = await link_for(outside, COORDINATOR)
    for _ in range(3):  # a chat's preview, and another's
        shown = await outside.client.get(f"/enter/{token(link)}")
        assert shown.status_code == 200
        assert shown.text.count("<button") == 1
        assert '<form method="post">' in shown.text
        assert COORDINATOR not in shown.text
        assert "set-cookie" not in shown.headers
        assert shown.headers["cache-control"] == "no-store"
        assert shown.headers["referrer-policy"] == "no-referrer"
    assert (await outside.client.get("/")).status_code == 403
    entered = await press(outside, link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    kept = entered.headers["set-cookie"].split("; ")[1:]
    assert kept == ["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=lax"]
    page = (await outside.client.get("/")).text
    assert page.count('class="square ') == 57
    assert f"<span>{COORDINATOR}</span>" in page
    assert await outside.store.read(acts) == [ActKind.ENTER]


async def test_over_https_the_cookie_is_for_https_alone(rehearsed: str, tmp_path: Path) -> None:
    door = replace(DOOR, address="https://duban.example")
    async with serving(rehearsed, tmp_path, door=door) as served:
        entered = await press(served, await link_for(served, READER))
        assert entered.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize("locale", ["zh", "en"])
async def test_a_link_that_is_none_gets_one_sentence(
    rehearsed: str, tmp_path: Path, locale: str
) -> None:
    english = locale == "en"
    async with serving(rehearsed, tmp_path, locale, door=DOOR) as served:
        for made, status, *sentences in WRONG.values():
            path = f"/enter/{made(await link_for(served, COORDINATOR))}"
            for answer in (await served.client.get(path), await served.client.post(path)):
                assert answer.status_code == status
                assert sentences[english] in answer.text
                assert ("发送“看板”", "send /board")[english] in answer.text
                assert "<button" not in answer.text
                assert "set-cookie" not in answer.headers
        assert await served.store.read(acts) == []


async def test_a_used_link_says_so_and_the_next_one_works(outside: Served) -> None:
    link = await link_for(outside, READER)
    assert (await press(outside, link)).status_code == 303
    outside.client.cookies.clear()
    again = await press(outside, link)
    looked = await outside.client.get(f"/enter/{token(link)}")
    for answer in (again, looked):
        assert answer.status_code == 410
        assert "已经用过，每个链接只能用一次" in answer.text
    assert (await outside.client.get("/")).status_code == 403
    assert (await press(outside, await link_for(outside, READER, 2))).status_code == 303


async def test_of_two_who_press_at_once_one_comes_in(database_url: str, tmp_path: Path) -> None:
    def bind(session: Session) -> None:
        contact = people.add(session, COORDINATOR, START)
        people.appoint(session, contact, None, Standing.COORDINATOR, START)

    async with serving(database_url, tmp_path, door=DOOR) as served:
        await served.store.call(bind)
        link = await link_for(served, COORDINATOR)
        answers = await asyncio.gather(*(press(served, link) for _ in range(6)))
        assert sorted(each.status_code for each in answers) == [303, *[410] * 5]
        assert await served.store.read(acts) == [ActKind.ENTER]


async def test_a_visit_ends_after_twelve_hours(outside: Served) -> None:
    await come(outside, COORDINATOR)
    outside.dial.at = START + timedelta(hours=12) - timedelta(seconds=1)
    assert (await outside.client.get("/")).status_code == 200
    outside.dial.at = START + timedelta(hours=12)
    late = await outside.client.get("/")
    assert late.status_code == 403
    assert "进入看板已超过12小时。" in late.text
    assert ASK in late.text


async def test_logging_out_ends_the_visit_wherever_its_cookie_lies(outside: Served) -> None:
    await come(outside, COORDINATOR)
    kept = dict(outside.client.cookies)
    left = await outside.client.post("/leave")
    assert "已退出看板。" in left.text
    assert not outside.client.cookies
    for cookies in ({}, kept):
        async with AsyncClient(base_url=outside.url, cookies=cookies) as client:
            answer = await client.get("/")
            assert (answer.status_code, CLOSED in answer.text) == (403, True)
            assert (await client.post("/leave")).status_code == 200
    await come(outside, COORDINATOR)
    assert (await outside.client.get("/")).status_code == 200


async def test_who_is_nothing_any_more_sees_nothing_at_the_next_request(outside: Served) -> None:
    await come(outside, READER)
    assert (await outside.client.get("/units/1")).status_code == 200
    link = await link_for(outside, READER, 9)
    await outside.store.call(
        lambda session: session.execute(delete(Post).where(col(Post.contact_id) == link.contact))
    )
    for answer in (
        await outside.client.get("/units/1"),
        await outside.client.get(f"/enter/{token(link)}"),
        await press(outside, link),
    ):
        assert answer.status_code == 403
        assert CLOSED in answer.text


async def test_each_sees_what_the_role_allows_and_others_nothing(outside: Served) -> None:
    async def seen() -> list[int]:
        return [(await outside.client.get(path)).status_code for path in PAGES]

    assert await seen() == [403] * len(PAGES)
    outside.client.cookies.set("duban-board", replace(DOOR, key="another").cookie(1))
    assert await seen() == [403] * len(PAGES)
    assert CLOSED in (await press(outside, await link_for(outside, UNIT))).text
    assert await seen() == [403] * len(PAGES)
    for name, statuses in zip(
        (COORDINATOR, READER), zip(*PAGES.values(), strict=True), strict=True
    ):
        await come(outside, name)
        assert await seen() == list(statuses)


async def test_a_visit_opens_neither_the_chat_nor_the_clock_nor_the_numbers(
    outside: Served,
) -> None:
    await come(outside, COORDINATOR)
    far = {"x-forwarded-for": "192.0.2.1"}
    for path in ("/chat", "/chat/news", "/api/local/messages?for=科技司", "/metrics"):
        assert (await outside.client.get(path, headers=far)).status_code == 403
    to = {"to": "2018-02-13T09:00:00+08:00"}
    assert (await outside.client.post("/api/local/clock", json=to, headers=far)).status_code == 403
    assert (await outside.client.get("/", headers=far)).status_code == 200


async def test_plans_that_wait_are_shown_to_those_who_load_them_only(outside: Served) -> None:
    def wait(session: Session) -> None:
        draft = Plan(key="2019", title="2019年要点", year=2019, loaded_at=START)
        draft.state = PlanState.DRAFT
        session.add(draft)

    await outside.store.call(wait)
    for name, seen in ((COORDINATOR, True), (READER, False)):
        await come(outside, name)
        page = (await outside.client.get("/")).text
        assert ("2019年要点" in page, "/rehearsal" in page) == (seen, seen)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_no_page_of_another_site_presses_the_buttons(outside: Served, site: str) -> None:
    link = await link_for(outside, COORDINATOR)
    foreign = await press(outside, link, **{"sec-fetch-site": site})
    assert (foreign.status_code, "不接受其他网站代发" in foreign.text) == (403, True)
    assert (await press(outside, link, **{"sec-fetch-site": "same-origin"})).status_code == 303
    leaving = await outside.client.post("/leave", headers={"sec-fetch-site": site})
    assert leaving.status_code == 403
    assert (await outside.client.get("/")).status_code == 200


async def test_the_board_speaks_the_visitors_language(outside: Served) -> None:
    def choose(session: Session) -> None:
        session.exec(select(Contact).where(Contact.name == READER)).one().locale = "en"

    await outside.store.call(choose)
    link = await link_for(outside, READER)
    assert "Open the board" in (await outside.client.get(f"/enter/{token(link)}")).text
    await press(outside, link)
    for path, words in (("/", "Overdue or blocked"), ("/rehearsal", "open to coordinators only")):
        page = (await outside.client.get(path)).text
        assert '<html lang="en">' in page
        assert words in page


async def test_where_an_address_is_named_the_machine_itself_needs_a_link_too(
    rehearsed: str, tmp_path: Path
) -> None:
    """A proxy on the same machine makes the whole world look near."""
    async with serving(rehearsed, tmp_path, rehearsal=False, door=DOOR) as served:
        assert (await served.client.get("/")).status_code == 403
    async with serving(rehearsed, tmp_path, rehearsal=False) as served:
        assert (await served.client.get("/")).status_code == 200
