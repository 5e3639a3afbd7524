"""The weekly digest in chat, from the frozen snapshot alone."""

from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest

from data.refusal import Refusal
from data.share import own_share
from data.store.digests import edition, freeze
from data.store.digests import frozen as kept
from data.store.plans import close
from messages.brief import parts
from messages.markup import plain, utf16
from messages.render import render
from messages.weekly import message
from tests.followed import DAYS, Followed, at, draft
from tests.handlers.test_status import said, screen

FREEZE = at("03-09", 15)
LONG = "已印发实施方案，召开部署会议9次，完成31个省份的对接工作，正在开展中期评估，下一步组织验收"


@pytest.fixture
def followed(laid_sqlite: Path, tmp_path: Path) -> Followed:
    house = Followed(f"sqlite:///{copyfile(laid_sqlite, tmp_path / 'duban.db')}")
    frozen(house, at("03-02", 15))
    return house


def frozen(followed: Followed, now: datetime) -> int | None:
    return followed.store.do(freeze, followed.plan, now, DAYS)


def test_a_week_reads_like_a_bulletin(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个，较上周增加2个", at("03-07"), 30)
    followed.close("20-1", at("03-07"))
    frozen(followed, FREEZE)
    assert screen(followed, "周报").splitlines() == [
        "【周报】2018年教育信息化和网络安全工作要点 第10周（3月5日—9日）",
        "【摘要】57项任务中办结1项，1项按计划推进，55项尚无进展。较上周，办结增加1项。"
        "本周办结1项，收到报送1条。",
        "一、本周办结：20-1 全国教育信息化专项督导（督导局）。",
        "二、主要进展",
        "（三）深化数字教育资源开发应用与供给服务",
        "4-1 数字教育资源公共服务体系：联通省级平台6个，较上周增加2个（科技司，30%）",
        "（每句均可追溯至报送原文）",
    ]


def test_a_frozen_week_is_shown_the_same_for_ever(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"))
    frozen(followed, FREEZE)
    before = screen(followed, "周报 2018-W10")
    followed.say("4-1", "联通省级平台8个", at("03-09", 16))
    followed.turn("4-1", brief="改过的名称")
    assert screen(followed, "周报 第10周", now=at("06-01")) == before
    assert screen(followed, "周报 第十周", now=at("06-01")) == before
    assert screen(followed, "/digest 2018 w10", now=at("06-01")) == before


def test_all_tasks_of_a_week_fit_one_message(followed: Followed) -> None:
    for task in draft().tasks:
        for owner in task.owners:
            followed.say(task.code, LONG, at("03-07"), 40, unit=owner.name)
    text = said(followed, "周报", now=at("03-08"))["text"]
    assert utf16(text) <= 4096
    assert all(f"\n{task.code} " in plain(text) for task in draft().tasks)
    assert max(len(line) for line in plain(text).splitlines()[2:]) <= 60


def test_every_report_is_there_word_for_word_behind_the_button(followed: Followed) -> None:
    reports = [
        followed.say(task.code, f"{LONG}。编号{n}", at("03-07"))
        for n, task in enumerate(draft().tasks[:12])
    ]
    pages = [
        screen(followed, f"/digest 2018 2018-W10 items {n}", now=at("03-08")) for n in (1, 2, 3)
    ]
    together = "\n".join(pages)
    assert all(f"报送第{report}号" in together for report in reports)
    assert all(f"{LONG}。编号{n}" in together for n in range(12))


def test_every_button_of_the_digest_works(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"))
    for row in said(followed, "周报", now=at("03-08"))["buttons"]:
        for button in row:
            assert len(button["says"].encode()) <= 64
            assert said(followed, button["says"], now=at("03-08"))["text"]


def test_the_message_owed_to_readers_is_the_one_that_a_call_shows(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"))
    frozen(followed, FREEZE)
    shown = said(followed, "周报", now=FREEZE)
    owed = message(_facts(followed), "zh")
    assert owed.text == shown["text"]
    assert [[each.says for each in row] for row in owed.buttons] == [
        [each["says"] for each in row] for row in shown["buttons"]
    ]


def _facts(followed: Followed) -> dict[str, object]:
    digest = followed.store.look(kept, followed.plan, "2018-W10")
    assert digest is not None
    return digest.facts


def test_what_people_wrote_is_shown_as_typed(followed: Followed) -> None:
    followed.say("4-1", "<b>**{{ 7*7 }}**</b>", at("03-07"))
    assert "<b>**{{ 7*7 }}**</b>（科技司）" in screen(followed, "周报", now=at("03-08"))
    items = screen(followed, "/digest 2018-W10 items", now=at("03-08"))
    assert "<b>**{{ 7*7 }}**</b>" in items


def test_english_is_complete(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"), 30)
    shown = screen(followed, "/digest", now=at("03-08"), locale="en")
    assert "week 10 (5 March to 9 March)" in shown
    assert "1 report received" in shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("周报 第40周", "digest-none"),
        ("周报 第99周", "digest-week"),
        ("周报 上上周", "digest-week"),
        ("周报 2018-W06", "digest-none"),
    ],
)
def test_a_week_without_a_digest_is_refused(followed: Followed, text: str, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        said(followed, text, now=at("10-05"))
    assert refusal.value.key == key


def test_a_unit_sees_its_share_and_no_other_units_words(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"), 30)
    followed.say("4-1", "提供数据接口", at("03-07"), unit="中央电教馆")
    followed.say("9-2", "印发培训通知", at("03-07"), unit="科技司")
    facts = followed.store.look(edition, followed.plan, None, at("03-08"), DAYS).facts
    lead = own_share(facts, ["科技司"])
    assert [each["text"] for each in lead["reports"]] == [
        "联通省级平台6个",
        "提供数据接口",
        "印发培训通知",
    ]
    support = own_share(facts, ["中央电教馆"])
    assert [each["text"] for each in support["reports"]] == ["提供数据接口"]
    assert [line["gist"] for each in support["chapters"] for line in each["progress"]] == [
        "提供数据接口"
    ]
    assert support["goals"] == []
    told = own_share(facts | {"burden": [{"unit": "科技司", "messages": 1}]}, ["科技司"])
    assert "本周向贵单位发送提醒1条。" in render("digest", told, "zh")
    assert all("中央电教馆" in each["units"] for each in support["tasks"])


def test_a_digest_after_an_outage_tells_of_all_since_the_last_one(followed: Followed) -> None:
    followed.say("4-1", "联通省级平台6个", at("03-07"), 30)
    followed.close("20-1", at("03-08"))
    frozen(followed, at("03-16", 15))  # W10 has none: the process was down
    facts = followed.store.look(edition, followed.plan, "2018-W11", FREEZE, DAYS).facts
    lines = screen(followed, "周报 第11周", now=at("06-01")).splitlines()
    assert lines[1].endswith("较上期，办结增加1项。上期周报以来办结1项，收到报送1条。")
    assert lines[2].startswith("一、上期周报以来办结：20-1")
    assert parts(facts, "zh")[0].title == "一、上期周报以来办结"
    share = own_share(facts | {"burden": [{"unit": "科技司", "messages": 1}]}, ["科技司"])
    assert "上期周报以来向贵单位发送提醒1条。" in render("digest", share, "zh")


def test_a_week_of_another_year_than_the_plans_is_told_with_its_year(followed: Followed) -> None:
    now = datetime(2019, 1, 3, 10, tzinfo=DAYS.zone)
    assert " 2019年第1周（1月2日—4日）" in screen(followed, "周报", now=now)
    assert screen(followed, "周报 2019-W01 逐项", now=now).startswith("【周报·逐项】2019年第1周 ")


def test_a_frozen_week_of_a_closed_plan_is_still_there(followed: Followed) -> None:
    followed.store.do(close, "2018", at("03-05"))
    later = datetime(2019, 1, 3, 10, tzinfo=DAYS.zone)
    for text in ("周报 第9周", "周报 2018-W09", "周报 2018 2018-W09"):
        shown = said(followed, text, now=later)
        assert "第9周（2月26日—3月2日）" in shown["text"]
    assert "【周报·逐项】第9周" in screen(followed, "/digest 2018 2018-W09 items", now=later)
    with pytest.raises(Refusal) as refusal:
        screen(followed, "周报 第10周", now=later)
    assert refusal.value.key == "plan-none"
