"""Stories of people: a group and its members, a merger, a handover, and one who comes late."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from data.models import Unit, UnitMember
from data.store import people
from tests.scenarios.house import COORDINATOR, House, rehearsing

GROUP = "地方各级教育行政部门"


def _members(session: Session) -> list[str]:
    group = people.find_unit(session, GROUP)
    query = select(Unit.name).join(UnitMember, col(UnitMember.unit_id) == col(Unit.id))
    return list(session.exec(query.where(UnitMember.group_id == group.id).order_by(col(Unit.id))))


async def _bind(house: House, who: str, unit: str) -> str:
    """Somebody takes up a fresh invitation of the coordinator's."""
    invited = await house.say(COORDINATOR, f"邀请 {unit}")
    return await house.say(who, f"绑定 {invited.split('绑定 ')[1][:10]}")


async def _told(house: House, name: str, title: str) -> list[str]:
    return [each.text for each in await house.heard(name) if f"【{title}】" in each.text]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """On one database: `tests/data/store/` tries these rules on both."""
    async with rehearsing(f"sqlite:///{tmp_path / 'duban.db'}", tmp_path) as found:
        yield found


async def test_a_group_of_32_is_told_through_its_contact_then_member_by_member(
    house: House,
) -> None:
    await house.move("2018-02-12T18:00")
    assert len(await _told(house, GROUP, "任务交办")) == 1
    members = house.app.store.look(_members)
    assert len(members) == 32
    for name in members[:31]:
        assert f"您已登记为{name}联络员" in await _bind(house, name, name)
    await house.move("2018-02-13T10:00")
    for name in (members[0], members[30]):
        [notice] = await _told(house, name, "任务交办")  # of all groups it is in
        assert f"{name}：配合 20 项" in notice
    for name in members[:27]:
        assert "请核对 4-1" in await house.say(name, "4-1 已完成20%，本地体系已建成")
        assert "已报送" in await house.say(name, "确认")
    whole = await house.say(COORDINATOR, "任务 4-1")
    assert f"{GROUP}（已报送 27/32）" in whole
    assert f"{GROUP}（已报送 27/32）" in await house.say("科技司", "任务 4-1")
    assert "27/32" not in await house.say("中央电教馆", "任务 4-1")
    # What members report moves their own parts, not the task's figure.
    assert members[5] not in whole.split("最近报送")[0]
    assert "20%" not in whole.split("时限")[0]
    assert "（配合，未签收，已报送27/32）" in await house.say(COORDINATOR, f"总览 {GROUP}")
    await house.say(COORDINATOR, "/lang en")
    assert ", 27/32 have reported)" in await house.say(COORDINATOR, f"/status {GROUP}")
    await house.say(COORDINATOR, "/lang zh")
    # Silence is shown unit by unit.
    assert "4-1" in await house.say(COORDINATOR, f"总览 {members[30]}")


async def test_a_merger_a_handover_and_a_contact_who_binds_two_weeks_late(house: House) -> None:
    # 语用司 has nobody when the plan is confirmed.
    shown = (await house.answers(COORDINATOR, "联络员 语用司"))[-1]
    remove = next(each["key"] for each in shown.buttons if each["label"].startswith("移除"))
    await house.say(COORDINATOR, "", button=remove)
    assert "自2月26日起，民族司并入基教司" in await house.say(
        COORDINATOR, "并入 民族司 基教司 2月26日"
    )
    await house.move("2018-02-23T18:00")
    # After two workdays the coordinator hears of it, once; 总览 shows it as long as it lasts.
    [missed] = [
        each for each in await house.heard(COORDINATOR) if "尚未绑定：语用司。" in each.text
    ]
    assert house.local_time(missed).isoformat().startswith("2018-02-14T09:00")
    assert "尚未绑定：语用司" in await house.say(COORDINATOR, "总览")

    # 财务司's contact hands over to somebody new, with a report that nobody has confirmed.
    assert "请核对 19-1" in await house.say("财务司", "19-1 已完成40%，经费测算完成")
    code = (await house.say("财务司", "交接 新人")).split("绑定 ")[1][:10]
    [took] = await house.answers("小李", f"绑定 {code}")
    assert "您已接任财务司联络员" in took.text
    assert "19-1：已完成40%" in took.text
    assert "不在您的权限内" in await house.say("财务司", "确认")
    assert "19-1" in await house.say("小李", "确认")
    assert "40%" in await house.say(COORDINATOR, "任务 19-1")

    # Two weeks late: the present state in one message.
    await house.move("2018-02-27T11:00")
    assert "您已登记为语用司联络员" in await _bind(house, "小周", "语用司")
    await house.move("2018-03-02T18:00")
    notices = await _told(house, "小周", "任务交办")
    assert len(notices) == 1
    assert "语用司：牵头 1 项" in notices[0]
    assert "尚未绑定" not in await house.say(COORDINATOR, "总览")

    # Merged: one message with a block for each name of the plan; the old contact hears no more.
    [round_] = await _told(house, "基教司", "本周报送")
    assert "【本周报送】民族司" in round_
    assert await _told(house, "民族司", "本周报送") == []
    assert "请核对 5-2" in await house.say("基教司", "5-2 已完成30%")
    assert "牵头：民族司" in await house.say("基教司", "任务 5-2")
    assert "不在您的权限内" in await house.say("民族司", "5-2 已完成90%")
    # What asked is settled in the message with the blocks; the round for the new contact is due.
    assert "已报送" in await house.say("基教司", "确认")
    [edited] = [m for m in await house.heard("基教司") if m.edited and "民族司" in m.text]
    assert "✓ 5-2" in edited.text
    assert await _told(house, "小李", "本周报送")
