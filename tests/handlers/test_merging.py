"""Units renamed or merged: from the day on the successor's people are told and speak."""

import re

import pytest
from sqlmodel import select

from data.kinds import ActKind
from data.models import Act
from data.store import prompts
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, SUPPORT, House


def test_from_the_day_on_the_successor_answers_and_lists_keep_the_plans_names(house: House):
    said = {
        each.chat: each.text for each in house.hear(COORDINATOR, f"并入 {OTHER} {SUPPORT} 3月9日")
    }
    assert said[COORDINATOR].startswith(f"已登记：自3月9日起，{OTHER}并入{SUPPORT}")
    assert said[OTHER] == said[SUPPORT]
    assert said[OTHER].startswith(f"【单位调整】自3月9日起，{OTHER}并入{SUPPORT}")
    assert "不在您的权限内" not in house.say(OTHER, "任务").text
    house.later(days=2)
    assert house.say(OTHER, "任务").text.startswith("这项操作不在您的权限内")
    assert f"{SUPPORT}、{OTHER}" in house.say(SUPPORT, "任务").text
    assert house.say(SUPPORT, "3-2 实验校已完成30%").text.startswith("请核对 3-2 的报送")
    assert f"牵头：{OTHER}" in house.say(COORDINATOR, "任务 3-2").text
    act = house.store.look(lambda s: s.exec(select(Act)).one())
    assert (act.kind, act.facts["to"], act.facts["on"]) == (ActKind.MERGE, SUPPORT, "2018-03-09")


def test_without_a_day_it_holds_at_once_and_the_old_people_go_on_while_nobody_is_bound(
    house: House,
):
    text = house.say(COORDINATOR, f"/merge {LEAD} into 财务司").text
    assert "财务司尚无联络员" in text
    assert house.say(LEAD, "2-1 已完成30%").text.startswith("请核对 2-1")
    house.say("小李", f"绑定 {house.invite('财务司')}")
    assert house.say(LEAD, "2-1 已完成30%").text.startswith("这项操作不在您的权限内")
    assert house.say("小李", "2-1 已完成30%").text.startswith("请核对 2-1")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("并入", "请写明原单位、现单位和日期"),
        (f"并入 {OTHER}", "请写明原单位、现单位和日期"),
        (f"/merge {OTHER} into", "请写明原单位、现单位和日期"),
        (f"并入 {OTHER} 没有司", "没有名为“没有司”的单位"),
        (f"并入 {OTHER} {SUPPORT} 改天", "没有看懂日期"),
        (f"并入 {OTHER} {OTHER}", f"{OTHER}不能并入{OTHER}"),
        ("并入 基教司 基础一司", "基教司不能并入基础一司"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(house: House, text: str, answer: str):
    assert house.say(COORDINATOR, text).text.startswith(answer)
    assert house.store.look(lambda s: s.exec(select(Act)).all()) == []


def test_one_message_tells_both_is_signed_at_once_and_why_speaks_of_both(house: House):
    house.hear(COORDINATOR, f"并入 {SUPPORT} {OTHER}")
    house.store.do(prompts.tick, house.now, DAYS)
    [told] = [each for each in house.deliver() if each.chat == OTHER]
    assert f"{OTHER}：共 9 项" in told.text
    assert f"{SUPPORT}：配合 13 项" in told.text
    why = house.say(OTHER, "为何", reply_to=told)
    more = re.search(r"另 ?(\d+) ?项", why.text)
    assert more is not None
    assert int(more[1]) > 9, "the other unit's tasks are among them"
    house.press(OTHER, told, "全部签收")
    assert house.stands("3-2", OTHER).signed_at
    assert house.stands("4-1", SUPPORT).signed_at
    assert house.stands("4-1", LEAD).signed_at is None
