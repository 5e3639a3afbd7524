"""A task's life told whole: given and closed, put off, declined and given to another unit."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from data.kinds import Standing
from data.models import LocalMessage
from data.store import people
from messages.message import File
from tests.scenarios.house import COORDINATOR, House, rehearsing

SECOND = "督办员二"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The 2018 plan in rehearsal; what is told here hangs on no database."""
    async with rehearsing(f"sqlite:///{tmp_path / 'duban.db'}", tmp_path) as found:
        yield found


async def press(house: House, who: str, message: LocalMessage, label: str) -> str:
    """Press a button of a message and read what is answered."""
    key = next(each["key"] for each in message.buttons if each["label"] == label)
    return await house.say(who, "", button=key)


async def newest(house: House, who: str, beginning: str) -> LocalMessage:
    """The newest message to somebody that begins so."""
    return [each for each in await house.heard(who) if each.text.startswith(beginning)][-1]


def coordinate(session: Session, now: datetime) -> None:
    """A second coordinator."""
    contact = people.add(session, SECOND, now)
    people.add_account(session, contact, "local", SECOND, SECOND, now)
    people.appoint(session, contact, None, Standing.COORDINATOR, now)


async def test_an_obstacle_told_at_night_reaches_the_coordinator_when_the_window_opens(
    house: House,
) -> None:
    await house.move("2018-03-09T22:00", jump=True)  # a Friday
    await house.say("科技司", "受阻 4-1 经费未到位，请协调")
    assert "已报受阻" in await house.say("科技司", "确认")
    told = "【受阻】4-1"
    for held in ("2018-03-10T10:00", "2018-03-12T08:59"):
        await house.move(held)
        assert not [each for each in await house.heard(COORDINATOR) if each.text.startswith(told)]
    await house.move("2018-03-12T09:00")
    message = await newest(house, COORDINATOR, told)
    assert f"{house.local_time(message):%m-%d %H:%M}" == "03-12 09:00"
    assert "经费未到位" in message.text


async def test_a_task_is_given_to_three_units_reported_on_and_closed(house: House) -> None:
    await house.move("2018-03-05T10:00", jump=True)
    await house.say(COORDINATOR, "交办")
    assert "附件：自查表.docx" in await house.say(COORDINATOR, "", file=File("自查表.docx", b"PK"))
    await house.say(COORDINATOR, "科技司、财务司、高教司")
    done = await house.say(COORDINATOR, "3月30日前 报送网络安全自查报告")
    assert done.startswith("【已交办】0-1 报送网络安全自查报告")
    for unit in ("科技司", "财务司", "高教司"):
        notice = await newest(house, unit, "【任务交办】0-1")
        assert "科技司牵头，财务司配合，高教司配合；时限3月30日" in notice.text
        assert (await newest(house, unit, "0-1 自查表.docx")).file_name == "自查表.docx"
        assert "0-1" in await press(house, unit, notice, "签收")
    await house.move("2018-03-14T10:00", jump=True)  # its round: the date is near
    assert "0-1" in (await newest(house, "财务司", "【")).text
    for unit, words in (("财务司", "0-1 经费自查已完成100%"), ("科技司", "0-1 汇总中，已完成60%")):
        await house.say(unit, words)
        await house.say(unit, "确认")
    proof = await house.say("财务司", "0-1", file=File("自查.pdf", b"%PDF"))
    assert proof.startswith("已作为 0-1 ")
    assert "58项" in await house.say(COORDINATOR, "总览")
    await house.say("科技司", "办结 0-1 三单位自查报告已汇总报送")
    await house.say("科技司", "确认")
    asked = await newest(house, COORDINATOR, "【办结申请】0-1")
    assert "已办结" in await press(house, COORDINATOR, asked, "同意")
    assert (await newest(house, "科技司", "【办结】0-1")).text
    await house.move("2018-03-16T15:30", jump=True)
    assert "0-1" in (await newest(house, COORDINATOR, "【周报】")).text
    past = await house.say(COORDINATOR, "历史 0-1")
    assert "自查.pdf" in past
    before = len(await house.heard("科技司"))
    await house.move("2018-04-10T18:00", jump=True)
    after = (await house.heard("科技司"))[before:]
    assert not any("0-1" in each.text for each in after)  # a closed task is asked about no more


async def test_more_time_is_asked_for_given_and_reminded_of_anew(house: House) -> None:
    await house.move("2018-03-05T10:00", jump=True)
    await house.say(COORDINATOR, "交办 科技司 3月20日前 报送机房清单")
    await house.say("科技司", "延期 0-1 2019年1月31日 等待批复")
    await house.say("科技司", "确认")
    asked = await newest(house, COORDINATOR, "【延期申请】0-1")
    assert "新时限：2019年1月31日" in asked.text
    assert "已同意延期" in await press(house, COORDINATOR, asked, "同意")
    assert "时限改为2019年1月31日" in (await newest(house, "科技司", "【延期同意】0-1")).text
    assert "时限：2019年1月31日" in await house.say("科技司", "任务 0-1")
    await house.move("2018-03-23T18:00", jump=True)
    assert not any("逾期" in each.text for each in await house.heard("科技司"))


async def test_a_declined_task_goes_to_another_unit_and_both_coordinators_agree(
    house: House,
) -> None:
    await house.move("2018-03-05T10:00", jump=True)
    await house.app.store.call(coordinate, house.app.clock.now())
    await house.say(COORDINATOR, "交办 科技司、财务司 4月20日前 核定经费")
    await house.say("科技司", "异议 0-1 不属于我司职责，建议由财务司牵头")
    await house.say("科技司", "确认")
    for who in (COORDINATOR, SECOND):
        assert (await newest(house, who, "【分工异议】0-1")).text
    mine = await newest(house, COORDINATOR, "【分工异议】0-1")
    theirs = await newest(house, SECOND, "【分工异议】0-1")
    assert "已同意异议" in await press(house, COORDINATOR, mine, "同意")
    refused = await press(house, SECOND, theirs, "同意")
    assert f"0-1 已由{COORDINATOR}于" in refused
    assert "您的操作未生效" in refused
    decided = await newest(house, COORDINATOR, "0-1 ")
    assert (await press(house, COORDINATOR, decided, "重新分工")).startswith("【分工】0-1")
    done = await house.say(COORDINATOR, "牵头 高教司 职责调整")
    assert "新承担：高教司" in done
    assert "不再承担：科技司" in done
    await house.move("2018-03-05T10:15")
    notice = await newest(house, "高教司", "【任务交办】0-1")
    assert "分工调整理由：职责调整" in notice.text
    assert "科技司不再承担" in (await newest(house, "科技司", "【分工调整】0-1")).text
    assert "0-1" in await press(house, "高教司", notice, "签收")
    before = len(await house.heard("科技司"))
    await house.move("2018-04-27T18:00", jump=True)
    assert not any("0-1 " in each.text for each in (await house.heard("科技司"))[before:])
    assert any("0-1" in each.text for each in await house.heard("高教司"))
    assert "移除科技司" in await house.say(COORDINATOR, "历史 0-1")


async def test_the_status_is_gone_through_in_one_message(house: House) -> None:
    await house.say(COORDINATOR, "总览")
    first = await newest(house, COORDINATOR, "【总览】")
    key = next(each["key"] for each in first.buttons if each["label"] == "按单位")
    (units,) = await house.answers(COORDINATOR, "", button=key, reply_to=first.id)
    assert (units.id, units.edited) == (first.id, True)
    ahead = next(each["key"] for each in units.buttons if each["label"] == "下一页")
    (page,) = await house.answers(COORDINATOR, "", button=ahead, reply_to=units.id)
    back = next(each["key"] for each in page.buttons if each["label"] == "返回总览")
    (again,) = await house.answers(COORDINATOR, "", button=back, reply_to=page.id)
    assert (again.id, again.text) == (first.id, first.text)
    assert await house.say(COORDINATOR, "总览")  # what is typed is answered below, as ever
    assert (await newest(house, COORDINATOR, "【总览】")).id != first.id
