"""Group chats: bound by a coordinator; in one, the lesser of the own and the group's rights."""

import pytest
from sqlmodel import select

from data.kinds import ActKind
from data.models import Act, GroupChat, Invitation
from tests.handlers.test_forged_buttons import FORGED, offered, rows
from tests.people import COORDINATOR, LEAD, OTHER, READER, STRANGER, House

CHAT = "科技司群"


def in_group(house: House, who: str, text: str = "", **more) -> str:
    answers = house.hear(who, text, chat=CHAT, private=False, **more)
    return "\n".join(each.text for each in answers if each.chat == CHAT)


@pytest.fixture
def bound(house: House) -> House:
    assert in_group(house, COORDINATOR, f"群 {LEAD}").startswith(f"本群已绑定{LEAD}")
    return house


def test_a_coordinator_binds_a_chat_sees_it_listed_and_lets_it_go(bound: House):
    assert f"本群已绑定{LEAD}" in in_group(bound, COORDINATOR, "群")
    assert f"{LEAD}（local，3月7日绑定）" in bound.say(COORDINATOR, "群").text
    assert in_group(bound, COORDINATOR, "/group 职成司").startswith("本群已绑定职成司")
    assert in_group(bound, COORDINATOR, "群 解除") == "本群已与职成司解除绑定。"
    assert in_group(bound, COORDINATOR, "群 解除").startswith("本群尚未绑定任何单位")
    assert bound.say(COORDINATOR, "/group").text.startswith("尚未绑定任何群")
    acts = bound.store.look(lambda s: s.exec(select(Act)).all())
    assert [each.facts["what"] for each in acts] == ["bound", "bound", "released"]
    assert {each.kind for each in acts} == {ActKind.GROUP}


@pytest.mark.parametrize("who", [LEAD, OTHER, READER, STRANGER])
def test_nobody_else_binds_or_lets_go(house: House, who: str):
    in_group(house, who, f"群 {LEAD}")
    assert house.store.look(lambda s: s.exec(select(GroupChat)).all()) == []


def test_an_unknown_unit_is_refused(house: House):
    assert in_group(house, COORDINATOR, "群 没有司").startswith("没有名为“没有司”的单位")


def test_the_units_people_look_sign_and_report_in_it(bound: House):
    assert in_group(bound, LEAD, "任务").startswith("【任务】")
    assert in_group(bound, LEAD, "签收 4-1").startswith("已签收 4-1")
    assert in_group(bound, LEAD, "报送 4-1 已完成30%，联通6个省级体系").startswith("请核对 4-1")
    assert "已报送" in in_group(bound, LEAD, "确认")
    assert bound.stands("4-1").percent == 30


def test_a_contact_of_two_units_speaks_there_for_the_groups_own_only(bound: House):
    bound.say(LEAD, f"绑定 {bound.invite('财务司')}")
    assert "财务司" not in in_group(bound, LEAD, "任务").split("\n")[0]
    assert in_group(bound, LEAD, "报送 19-1 已完成30%").startswith("19-1 由财务司、督导局承担")
    # What was said in private is not shown, nor confirmed, in the group.
    bound.say(LEAD, "19-1 经费测算已完成40%")
    for text in ("确认", "改一下", "仅存文字"):
        assert "40%" not in in_group(bound, LEAD, text)
    for number in range(1, 12):
        for word in ("confirm", "note", "change", "add", "pick", "choose"):
            assert "40%" not in in_group(bound, LEAD, button=f"/{word} {number}")
    assert bound.stands("19-1", "财务司").reported_at is None


def test_who_sees_all_elsewhere_sees_there_what_the_group_sees(bound: House):
    bound.say(OTHER, "3-2 已完成55%")
    bound.say(OTHER, "确认")
    assert "55%" in bound.say(COORDINATOR, "任务 3-2").text
    for who in (COORDINATOR, READER):
        assert in_group(bound, who, "任务 4-1").startswith("【任务 4-1】")
        assert "55%" not in in_group(bound, who, "任务 3-2")
        assert in_group(bound, who, "任务").startswith("【任务】")
        for text in ("总览", "审核", "签收 4-1", "报送 4-1 已完成90%", "办结 4-1 已建成", "周报"):
            assert "4-1" not in in_group(bound, who, text)
    assert bound.stands("4-1").signed_at is None


def test_others_and_strangers_get_nothing_there(bound: House):
    for text in ("任务", "任务 4-1", "报送 4-1 已完成30%", "签收 4-1"):
        assert "4-1" not in in_group(bound, OTHER, text)
        assert in_group(bound, STRANGER, text) == ""


@pytest.mark.parametrize("who", [LEAD, COORDINATOR])
@pytest.mark.parametrize(
    "text", ["邀请 财务司", "邀请 全部", "交接 新人", "联络员 科技司", "看板", "/board", "台账"]
)
def test_links_invitations_and_lists_are_for_private_chats(bound: House, who: str, text: str):
    before = len(bound.store.look(lambda s: s.exec(select(Invitation)).all()))
    said = in_group(bound, who, text)
    assert "http" not in said
    assert "绑定 " not in said
    assert len(bound.store.look(lambda s: s.exec(select(Invitation)).all())) == before


def test_people_who_talk_among_themselves_are_not_answered(bound: House):
    assert in_group(bound, LEAD, "大家下午三点开会") == ""
    assert in_group(bound, LEAD, "4-1 大概完成30%了") == ""


def test_a_group_bound_to_a_class_of_units_is_for_each_of_its_members(house: House):
    assert "已绑定" in in_group(house, COORDINATOR, "群 地方各级教育行政部门")
    assert "4-1" not in in_group(house, LEAD, "任务 4-1")
    house.say("小京", f"绑定 {house.invite('北京市教委')}")
    assert in_group(house, "小京", "任务").startswith("【任务】")


@pytest.mark.parametrize("who", [OTHER, READER, COORDINATOR, STRANGER])
def test_buttons_forged_or_replayed_there_change_nothing(bound: House, who: str):
    says = offered(bound)
    before = bound.store.look(rows)
    for each in sorted(says | set(FORGED)):
        text = in_group(bound, who, button=each)
        # Who sees all elsewhere may look at what the group's own unit has said.
        assert who in (COORDINATOR, READER) or "已接入6省" not in text
    assert bound.store.look(rows) == before


def test_what_is_for_private_chats_is_not_reached_there_by_choosing_a_task(bound: House):
    (asked,) = bound.hear(LEAD, "报送 已完成30%", chat=CHAT, private=False)
    says = next(each for each in asked.buttons.values() if each.startswith("/pick "))
    assert (
        in_group(bound, LEAD, button=says.replace(" report ", " account "))
        == "这项操作不在您的权限内。发送“帮助”可查看您能做什么。"
    )
    assert in_group(bound, LEAD, button=says).startswith("请核对 ")
