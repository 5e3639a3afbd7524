"""交接: leave with a deputy, and posts that go to somebody else with all that hangs on them."""

import pytest
from sqlmodel import select

from data.kinds import ActKind, ReportState, Standing
from data.models import Act, Delivery
from data.store import people, recipients
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, READER, SECOND, House

DEPUTY = "小王"
NEW = "小李"


def bind(house: House, who: str, standing: Standing = Standing.DEPUTY, unit: str = LEAD) -> None:
    house.say(who, f"绑定 {house.invite(unit, standing)}")


def receivers(house: House) -> list[str]:
    """Who gets 科技司's messages now, by chat."""

    def run(session):
        unit = people.find_unit(session, LEAD).id or 0
        return recipients.reached(session, [unit], DAYS.today(house.now))[unit]

    return [each.chat for each in house.store.look(run)]


def acts(house: House) -> list[Act]:
    return house.store.look(lambda s: list(s.exec(select(Act)).all()))


def replies(house: House, who: str, text: str = "", **more) -> dict[str, str]:
    return {each.chat: each.text for each in house.hear(who, text, **more)}


@pytest.mark.parametrize(
    "text", ["交接 B角 至 3月9日", "/handover deputy until 9 March", "交接 B角 3月9日"]
)
def test_on_leave_the_deputy_receives_until_the_day_and_is_told(house: House, text: str):
    bind(house, DEPUTY)
    said = replies(house, LEAD, text)
    assert said[LEAD].startswith("已登记：3月9日前，科技司的提醒由小王代收")
    assert said[DEPUTY].startswith("【代收】科技司暂时离岗，3月9日前")
    assert receivers(house) == [DEPUTY]
    assert house.say(LEAD, "2-1 已完成30%").text.startswith("请核对 2-1")
    assert "3月9日前由B角代收" in house.say(COORDINATOR, "联络员 科技司").text
    house.later(days=3)
    assert receivers(house) == [LEAD]
    assert "代收" not in house.say(COORDINATOR, "联络员 科技司").text
    assert [each.kind for each in acts(house)] == [ActKind.LEAVE]


def test_the_day_is_asked_for_and_leave_is_ended_by_a_button(house: House):
    bind(house, DEPUTY)
    assert house.say(LEAD, "交接 B角").text.startswith("请发送代收的截止日期")
    away = house.say(LEAD, "3月9日")
    assert away.text.startswith("已登记：3月9日前")
    assert house.press(LEAD, away, "结束代收").text.startswith("已恢复：科技司的提醒")
    assert receivers(house) == [LEAD]
    assert house.press(LEAD, away, "结束代收").text.startswith("目前没有由B角代收")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("交接 B角 至 改天", "没有看懂日期"),
        ("交接 B角 至 2018年3月1日", "3月1日已过去"),
        ("交接 赵钱孙", "科技司没有名为“赵钱孙”的人员"),
        ("交接 p9999", "这项登记已不在"),
        ("交接 p99999999999 p1 yes", "科技司没有名为"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(house: House, text: str, answer: str):
    bind(house, DEPUTY)
    assert house.say(LEAD, text).text.startswith(answer)
    assert acts(house) == []


def test_without_a_deputy_there_is_no_leave(house: House):
    assert house.say(LEAD, "交接 B角 至 3月9日").text.startswith("贵单位尚无B角")


def test_the_deputy_takes_over_with_what_waits_and_the_old_contact_is_out(house: House):
    bind(house, DEPUTY)
    asked = house.prompt(LEAD, ["2-1", "4-1"])
    pending = house.say(LEAD, "2-1 已完成30%，已接入6省")
    shown = house.say(LEAD, "交接")
    sure = house.press(LEAD, shown, "交接给小王")
    assert sure.text.startswith("请核对：将科技司联络员由科技司交接给小王")
    heard = house.hear(LEAD, button=sure.buttons["确认交接"])
    said = {each.chat: each for each in heard if "本周报送" not in each.text}
    assert said[LEAD].text.startswith("您的科技司联络员职责已交接给小王")
    assert (
        said[COORDINATOR].text
        == said[SECOND].text
        == ("【人员变动】科技司联络员由科技司交接给小王。")
    )
    took = said[DEPUTY]
    assert took.text.startswith("【交接】您已接任科技司联络员（原由科技司担任）")
    assert "2-1：已完成30%，已接入6省" in took.text
    # The reminder that is still open comes to the new contact, once.
    [again] = [each for each in heard if "本周报送" in each.text]
    assert (again.chat, again.text.split("\n")[0]) == (DEPUTY, asked.text.split("\n")[0])
    # Rights: the old one can do nothing more, the new one goes on where the old one was.
    assert house.press(LEAD, pending, "确认").text.startswith("这项操作不在您的权限内")
    assert house.press(DEPUTY, took, "确认 2-1").text.startswith(
        "2-1 中小学“宽带网络校校通”：已报送"
    )
    assert house.stands("2-1").report_id is not None
    assert receivers(house) == [DEPUTY]
    [act] = acts(house)
    assert (act.kind, act.facts["name"], act.facts["new"]) == (ActKind.HANDOVER, LEAD, DEPUTY)
    standing = house.store.look(people.known, "local", DEPUTY, DAYS.today(house.now)).standings
    assert standing == {Standing.CONTACT}


def test_a_new_person_takes_over_by_invitation(house: House):
    house.say(LEAD, "2-1 已完成30%")
    invited = house.say(LEAD, "交接 新人")
    assert "职责将在对方登记后移交" in invited.text
    code = invited.text.split("绑定 ")[1][:10]
    assert house.say(LEAD, "任务").text.startswith("【任务】")
    heard = {each.chat: each for each in house.hear(NEW, f"绑定 {code}", name="李明")}
    assert heard[NEW].text.startswith("【交接】您已接任科技司联络员")
    assert "确认 2-1" in heard[NEW].buttons
    assert heard[LEAD].text.startswith("您的科技司联络员职责已交接给李明")
    assert house.say(LEAD, "任务").text.startswith("这项操作不在您的权限内")
    assert house.say(NEW, "确认").text.startswith("2-1 中小学“宽带网络校校通”：已报送")
    # The code is kept nowhere, neither in the message that gave it.
    bodies = house.store.look(lambda s: str(s.exec(select(Delivery.body)).all()))
    assert code not in bodies


def test_who_has_lost_the_post_cannot_hand_it_over_by_a_code_given_before(house: House):
    code = house.say(LEAD, "交接 新人").text.split("绑定 ")[1][:10]
    shown = house.say(COORDINATOR, "联络员 科技司")
    house.hear(COORDINATOR, button=shown.buttons["移除 科技司"])
    assert house.say(NEW, f"绑定 {code}").text.startswith("该邀请码已过期")


def test_a_coordinator_hands_over_for_somebody_who_has_left(house: House):
    bind(house, NEW, Standing.CONTACT)
    house.say(LEAD, "2-1 已完成30%")
    shown = house.say(COORDINATOR, "联络员 科技司")
    choices = house.press(COORDINATOR, shown, "交接 科技司")
    sure = house.press(COORDINATOR, choices, "交接给小李")
    said = {
        each.chat: each.text for each in house.hear(COORDINATOR, button=sure.buttons["确认交接"])
    }
    assert said[COORDINATOR].startswith("科技司联络员已由科技司交接给小李")
    assert said[NEW].startswith("【交接】您已接任")
    [report] = house.reports()
    assert report.state is ReportState.PENDING
    assert house.say(NEW, "确认").text.startswith("2-1 中小学“宽带网络校校通”：已报送")
    assert house.say(COORDINATOR, button=sure.buttons["确认交接"]).text.startswith("这项登记已不在")


def test_a_contact_of_two_units_is_asked_which_post(house: House):
    house.say(LEAD, f"绑定 {house.invite('财务司')}")
    which = house.say(LEAD, "/handover")
    assert list(which.buttons) == ["科技司", "财务司"]
    assert house.press(LEAD, which, "财务司").text.startswith("【交接】财务司联络员")


@pytest.mark.parametrize("who", [OTHER, READER])
def test_nobody_gives_away_the_post_of_another(house: House, who: str):
    bind(house, DEPUTY)
    before = receivers(house)
    for number in range(1, 12):
        for rest in ("", " new", " p1 yes", " p4 yes", f" p{number + 1} yes"):
            [answer, *_] = house.hear(who, button=f"/handover p{number}{rest}")
            assert "科技司联络员" not in answer.text
    assert receivers(house) == before
    assert acts(house) == []
