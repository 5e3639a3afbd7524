"""A unit's people as a coordinator sees them, and the end of a post."""

import pytest
from sqlmodel import select

from data.kinds import ActKind, Standing
from data.models import Act
from tests.people import COORDINATOR, LEAD, READER, House


def test_a_units_people_are_listed_and_may_be_removed(house: House):
    shown = house.say(COORDINATOR, "联络员 科技司")
    assert shown.text.startswith("【联络员】科技司\n科技司：联络员，2月12日登记，最近使用")
    said = {
        each.chat: each.text
        for each in house.hear(COORDINATOR, button=shown.buttons["移除 科技司"])
    }
    assert said[COORDINATOR].startswith("已移除科技司联络员科技司，即时生效。")
    assert "发送“邀请 科技司”" in said[COORDINATOR]
    assert said[LEAD].startswith("您已不再担任科技司联络员")
    act = house.store.look(lambda s: s.exec(select(Act)).one())
    assert (act.kind, act.facts["name"]) == (ActKind.REVOKE, "科技司")


@pytest.mark.parametrize(
    "text", ["报送 2-1 已完成30%", "签收 2-1", "办结 2-1 已建成", "受阻 2-1 无"]
)
def test_who_was_removed_can_do_nothing_more(house: House, text: str):
    shown = house.say(COORDINATOR, "联络员 科技司")
    before = house.say(LEAD, "2-1 已完成30%")
    house.hear(COORDINATOR, button=shown.buttons["移除 科技司"])
    assert house.say(LEAD, text).text.startswith("这项操作不在您的权限内")
    assert house.press(LEAD, before, "确认").text.startswith("这项操作不在您的权限内")
    assert house.stands("2-1").reported_at is None


def test_a_button_pressed_twice_removes_once(house: House):
    says = house.say(COORDINATOR, "联络员 科技司").buttons["移除 科技司"]
    house.hear(COORDINATOR, button=says)
    assert house.say(COORDINATOR, button=says).text.startswith("这项登记已不在")


def test_a_deputy_and_a_leader_are_listed_too(house: House):
    for standing in (Standing.DEPUTY, Standing.LEADER):
        house.say(f"新{standing}", f"绑定 {house.invite('科技司', standing)}")
    text = house.say(COORDINATOR, "/contacts 科技司").text
    assert "B角" in text
    assert "单位负责人" in text


def test_a_unit_without_anybody_says_so(house: House):
    assert "发送“邀请 财务司”" in house.say(COORDINATOR, "联络员 财务司").text


@pytest.mark.parametrize("who", [LEAD, READER])
def test_nobody_else_sees_or_removes_people(house: House, who: str):
    for says in ("/contacts 科技司", "/revoke p1"):
        assert house.say(who, button=says).text.startswith("这项操作不在您的权限内")
    assert "科技司：联络员" in house.say(COORDINATOR, "联络员 科技司").text


def test_a_coordinators_own_post_cannot_be_ended_in_chat(house: House):
    for number in range(1, 12):
        house.hear(COORDINATOR, button=f"/revoke p{number}")
    assert house.say(COORDINATOR, "审核").text == "目前没有待审核事项。"
