"""What a coordinator and a reader see of the plan, and that every button of it works."""

from datetime import date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from data.kinds import Standing
from data.refusal import Refusal
from handlers import answer
from handlers.command import COMMANDS, Call, Person, Reply
from handlers.parse import split
from handlers.router import spoken
from messages.markup import plain
from messages.message import Incoming
from tests.followed import DAYS, Followed, at

NOW = at("03-09", 17, 40)


@pytest.fixture
def followed(laid_sqlite: Path, tmp_path: Path) -> Followed:
    house = Followed(f"sqlite:///{copyfile(laid_sqlite, tmp_path / 'duban.db')}")
    for unit in ("科技司", "基教司", "职成司"):
        house.bind(unit)
    return house


def said(
    followed: Followed,
    text: str,
    now: datetime = NOW,
    standing: Standing = Standing.COORDINATOR,
    locale: str = "zh",
) -> dict[str, Any]:
    """What the house answers to a command, as it is kept for sending."""
    words = split(text, spoken())
    assert words is not None
    person = Person(1, "督办员", locale, {}, frozenset({standing}))

    def run(session: Any) -> Reply:
        incoming = Incoming("1", "local", "1", "1", text=text)
        call = Call(session, now, DAYS, person, words.command, words.rest, incoming, 1)
        return COMMANDS[words.command].run(call)

    return answer.body(followed.store.do(run), locale)


def screen(followed: Followed, text: str, **how: Any) -> str:
    return plain(said(followed, text, **how)["text"])


def test_the_first_screen_is_complete_in_itself(followed: Followed) -> None:
    followed.say("4-1", "已完成30%，联盟已组建", at("03-08"), 30)
    followed.turn("3-2", due_on=date(2018, 3, 7))
    followed.close("20-1", at("03-07"))
    followed.ask("1-1", date(2018, 3, 7))
    report = followed.say("19-1", "需协调经费口径", at("03-08"))
    followed.review("19-1", "blocked", at("03-08"), report)
    followed.review("1-2", "closing", at("03-08"))
    assert screen(followed, "总览").splitlines() == [
        "【总览】2018年教育信息化和网络安全工作要点 · 3月9日17:40",
        "57项：🔵办结1 🟢正常1 🟡关注1 🔴逾期或受阻2 ⚪暂无进展52",
        "本周收到报送2条",
        "待您处理：办结审核1，受阻协调1，未绑定单位35，成员待定4",
        "逾期：3-2 职成司（2个工作日）",
        "受阻：19-1 财务司（需协调经费口径）",
        "待报送：科技司",
        "尚未绑定：相关业务司局、财务司、督导局等35个单位",
    ]


def test_every_button_of_every_screen_works(followed: Followed) -> None:
    followed.say("4-1", "已完成30%", at("03-08"), 30)
    followed.review("1-2", "closing", at("03-08"))
    waiting, seen = ["/status"], set()
    while waiting:
        press = waiting.pop()
        seen.add(press)
        body = said(followed, press)
        assert body["text"]
        says = [button["says"] for row in body["buttons"] for button in row]
        assert all(len(each.encode()) <= 64 for each in says)
        waiting += [each for each in says if each.startswith("/status") and each not in seen]
    assert {"/status red", "/status units 2", "/status goals", "/status goal 9"} <= seen
    assert len(seen) > 50


@pytest.mark.parametrize(
    "text", ["总览 科技司", "总览 kjs", "/status 科技司", "status unit 科技司", "总览 科学技术司"]
)
def test_a_unit_is_found_by_any_of_its_names(followed: Followed, text: str) -> None:
    if text.startswith("status"):
        text = f"/{text}"
    shown = screen(followed, text)
    assert shown.startswith("【总览】科技司：29项（第1/4页）")
    assert "1-1 教育部网络安全和信息化领导小组的统筹领导（牵头，未签收）" in shown


@pytest.mark.parametrize("text", ["总览 目标4", "总览 目标四", "总览 核心目标 4", "/status goal 4"])
def test_a_goal_is_found_by_its_number(followed: Followed, text: str) -> None:
    assert "全面开展网络学习空间普及行动" in screen(followed, text)


def test_a_colour_lists_its_tasks(followed: Followed) -> None:
    followed.turn("3-2", due_on=date(2018, 3, 7))
    shown = said(followed, "总览 红")
    assert plain(shown["text"]).splitlines() == [
        "【总览】🔴逾期或受阻：1项",
        "3-2 职业院校数字校园建设实验校项目（职成司）逾期2个工作日",
    ]
    assert shown["buttons"][0][0]["label"] == "3-2"
    assert screen(followed, "总览 蓝").endswith("没有这样的任务。")


def test_a_task_is_shown_in_full(followed: Followed) -> None:
    followed.say("4-1", "已完成30%，联盟已组建", at("03-08"), 30)
    assert "已完成30%，联盟已组建" in screen(followed, "总览 4-1")


def test_what_people_wrote_is_shown_as_typed(followed: Followed) -> None:
    report = followed.say("19-1", "**<b>{{ 7*7 }}</b>", at("03-08"))
    followed.review("19-1", "blocked", at("03-08"), report)
    assert "（**<b>{{ 7*7 }}</b>）" in screen(followed, "总览")


def test_a_reader_is_told_what_waits_for_the_coordinator(followed: Followed) -> None:
    followed.review("1-2", "closing", at("03-08"))
    shown = screen(followed, "总览", standing=Standing.READER)
    assert "待督办员处理：办结审核1" in shown
    waiting = said(followed, "总览 待处理", standing=Standing.READER)
    assert [b["says"] for row in waiting["buttons"] for b in row] == ["/status"]
    mine = said(followed, "总览 待处理")["buttons"]
    assert mine[0] == [{"label": "待审核", "says": "/review"}]


def test_english_is_complete(followed: Followed) -> None:
    followed.turn("3-2", due_on=date(2018, 3, 7))
    for text in ("/status", "/status red", "/status units", "/status goals", "/status waiting"):
        assert screen(followed, text, locale="en").startswith("[")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("总览 没有的司", "unit-unknown"),
        ("总览 目标99", "goal-unknown"),
        ("总览 99-9", "task-unknown"),
        ("总览 基础一司", "unit-without-tasks"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(followed: Followed, text: str, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        said(followed, text)
    assert refusal.value.key == key


def test_a_goal_shows_what_its_tasks_have_reached_with_the_reports_behind_it(
    followed: Followed,
) -> None:
    said_so = {"unit": "人", "text": "", "scope": "cumulative"}
    figures = [
        {**said_so, "value": 800, "target": "培训职业院校校长1000人"},
        {**said_so, "value": 1500, "target": "骨干教师2000人"},
    ]
    report = followed.say("9-2", "校长800人、骨干教师1500人", at("03-08"), figures=figures)
    shown = screen(followed, "总览 目标4")
    assert f"专项培训1万人：已完成2,300/10,000人（报送第{report}号）" in shown
    assert "开通数量新增1000万个：尚无数据" in shown


def test_a_paused_plan_and_paused_units_stand_on_the_first_screen(followed: Followed) -> None:
    said(followed, "暂停 2018")
    for unit in ("财务司", "高教司", "政法司", "思政司"):
        said(followed, f"暂停 {unit}")
    lines = screen(followed, "总览").split("\n")
    assert "本计划已暂停提醒；发送“恢复 2018”继续。" in lines
    (units,) = (line for line in lines if line.startswith("暂停提醒的单位："))
    assert units.endswith("等4个单位")
    said(followed, "恢复 2018")
    assert "本计划已暂停" not in screen(followed, "总览")
