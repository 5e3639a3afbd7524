"""The chat page and what it asks for."""

import re
from datetime import UTC, datetime

import pytest

from bot.web.chat import next_day, next_freeze
from data.workdays import Workdays
from messages.message import Outgoing
from tests.bot.web.served import UNIT, Served

DAYS = Workdays()


def instant(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


async def people(served: Served) -> list[tuple[str, str]]:
    page = (await served.client.get("/chat")).text
    return re.findall(r'data-name="([^"]+)" data-role="([^"]*)"', page)


async def test_everybody_stands_in_the_list_in_the_plans_order(board: Served) -> None:
    names = [name for name, _ in await people(board)]
    assert len(names) == 38 + 3
    assert names[:3] == ["科技司", "相关业务司局", "基教司"]
    assert names[-3:] == ["督办员", "分管领导", "陌生人"]


async def test_the_list_says_what_each_one_is(english: Served) -> None:
    found = dict(await people(english))
    assert found["科技司"] == "contact"
    assert found["督办员"] == "coordinator"
    assert found["Stranger"] == "not registered"


async def test_whoever_has_spoken_without_being_bound_is_listed_too(board: Served) -> None:
    await board.client.post("/api/local/messages", json={"from": '张三"<b>', "text": "你好"})
    assert (await people(board))[-1] == ("张三&#34;&lt;b&gt;", "未登记")


async def test_news_tell_where_the_bot_has_spoken_and_nothing_of_what(served: Served) -> None:
    await served.say("任务")
    await served.local.send("财务司", Outgoing("机密", key="a"))
    answer = await served.client.get("/chat/news")
    found = answer.json()
    assert [each["chat"] for each in found["news"]] == [UNIT, "财务司"]
    assert found["newest"] == found["news"][-1]["seq"]
    assert "机密" not in answer.text
    later = await served.client.get("/chat/news", params={"after": found["newest"]})
    assert later.json()["news"] == []
    assert later.json()["newest"] == found["newest"]


async def test_news_tell_the_time_and_where_the_clock_may_go(served: Served) -> None:
    found = (await served.client.get("/chat/news")).json()
    assert found["now"] == "2018-02-12T09:00:00+08:00"
    assert found["shown"] == "2018年2月12日 周一 09:00"
    assert found["day"] == "2018-02-13T09:00:00+08:00"
    assert found["digest"] == "2018-02-14T15:00:00+08:00"


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2018-02-12T09:00", "2018-02-14T15:00"),  # the holiday begins on Thursday
        ("2018-02-14T14:59", "2018-02-14T15:00"),
        ("2018-02-14T15:00", "2018-02-24T15:00"),  # a make-up day, on Saturday
        ("2018-02-18T23:00", "2018-02-24T15:00"),
        ("2018-09-28T15:00", "2018-09-30T15:00"),  # a make-up day, on Sunday
        ("2018-09-30T15:00", "2018-10-12T15:00"),  # a week without a workday has none
    ],
)
def test_the_next_digest_is_that_of_the_next_week_that_has_one(now: str, then: str) -> None:
    assert next_freeze(instant(now), DAYS) == instant(then)


def test_the_next_day_has_the_same_local_time() -> None:
    assert next_day(datetime(2018, 2, 28, 16, 30, tzinfo=UTC), DAYS) == instant("2018-03-02T00:30")
