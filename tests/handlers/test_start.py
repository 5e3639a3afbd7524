"""Getting in: invitations, and an end to guessing them."""

import pytest
from sqlmodel import Session, col, select

from data.kinds import PlanState, Standing
from data.models import Delivery, Invitation, Plan, Post, WrongCode
from data.store import people
from handlers.router import receive
from messages.message import Incoming
from tests.handlers.test_looking import fits
from tests.looks import looks
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, SECOND, STRANGER, House, at

UNBOUND = "您尚未登记。请向督办员索取邀请码，发送“绑定 邀请码”。"


@pytest.mark.parametrize(
    "text",
    [
        "任务 4-1",
        "/task 4-1",
        "你好",
        "/status",
        "/start",
        "绑定",
        "确认",
        "4-1 已完成30%",
        "99-9",
        "x" * 9000,
    ],
)
def test_whatever_somebody_unbound_says_the_answer_is_the_same(house: House, text: str):
    answer = house.say(STRANGER, text)
    assert (answer.text, answer.buttons) == (UNBOUND, {})


def test_somebody_unbound_cannot_press_a_button_that_is_forged(house: House):
    assert house.say(STRANGER, button="/task #9").text == UNBOUND


def test_a_contact_is_bound_by_a_code_and_told_how_the_unit_stands(house: House):
    answer = house.say("小李", f"绑定 {house.invite('财务司')}", name="李明")
    assert answer.text.startswith("您好，您已登记为财务司联络员。")
    assert "《2018年教育信息化和网络安全工作要点》中牵头" in answer.text
    assert answer.buttons == {"我的任务": "/tasks", "怎么报送": "/help"}
    assert "财务司" in house.press("小李", answer, "我的任务").text


def test_the_present_state_is_owed_to_a_unit_whose_contact_binds_late(house: House):
    house.say("小李", f"/start {house.invite('基教司')}")
    assert house.now in looks(house.store, "基教司")


@pytest.mark.parametrize("slip", [str.lower, lambda code: f" {code[:5]}-{code[5:]} ", "full"])
def test_a_code_is_taken_as_people_type_it(house: House, slip):
    code = house.invite("财务司")
    wide = code.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    typed = wide if slip == "full" else slip(code)
    assert "您已登记为财务司联络员" in house.say("小李", f"绑定 {typed}").text


def test_letters_that_look_like_figures_are_forgiven(house: House):
    code = house.invite("财务司")
    while not set(code) & set("01"):
        code = house.invite("财务司")
    typed = code.replace("0", "o").replace("1", "l")
    assert "您已登记为财务司联络员" in house.say("小李", f"绑定 {typed}").text


def test_no_code_is_kept_but_its_hash(house: House):
    code = house.invite("财务司")
    kept = house.store.look(lambda s: s.exec(select(Invitation)).one())
    assert code not in str(kept)


def test_a_code_used_twice_gets_one_clear_sentence(house: House):
    code = house.invite("财务司")
    house.say("小李", f"绑定 {code}")
    assert house.say("小王", f"绑定 {code}").text.startswith("该邀请码已被使用。")
    assert house.say("小王", "任务").text == UNBOUND


def test_a_code_is_good_for_seven_days(house: House):
    code = house.invite("财务司")
    house.later(days=7)
    assert house.say("小李", f"绑定 {code}").text.startswith("该邀请码已过期")


def test_a_person_with_a_second_units_code_answers_for_both(house: House):
    answer = house.say(LEAD, f"绑定 {house.invite('财务司')}")
    assert answer.text.startswith("您好，您已登记为财务司联络员。")
    assert "科技司、财务司" in house.say(LEAD, "任务").text


def test_a_second_code_of_the_own_unit_is_not_used_up(house: House):
    code = house.invite(LEAD)
    assert house.say(LEAD, f"绑定 {code}").text.startswith("您已是科技司联络员，无需重复登记。")
    assert "您已登记为科技司联络员" in house.say("小李", f"绑定 {code}").text


def test_a_code_typed_in_a_group_is_void(house: House):
    code = house.invite("财务司")
    said = house.say("小李", f"/start {code}", private=False, chat="群")
    assert said.text.startswith("邀请码请只在与我的单独对话中发送。")
    assert house.say("小李", f"绑定 {code}").text.startswith("该邀请码已被使用。")


def test_five_wrong_codes_close_the_chat_for_an_hour_and_the_coordinators_hear_once(house: House):
    good = house.invite("财务司")
    for _ in range(4):
        assert house.say(STRANGER, "绑定 AAAAAAAAAA").text.startswith("邀请码不正确")
        house.later(minutes=1)
    told = house.hear(STRANGER, "绑定 AAAAAAAAAA")
    assert {each.chat for each in told} == {STRANGER, COORDINATOR, SECOND}
    for code in (good, "AAAAAAAAAA"):
        [answer] = house.hear(STRANGER, f"绑定 {code}")
        assert answer.text.startswith("邀请码输错次数过多")
    assert "您已登记" in house.say("小李", f"绑定 {good}").text
    house.later(minutes=59)
    assert house.say(STRANGER, "绑定 AAAAAAAAAA").text.startswith("邀请码输错次数过多")
    house.later(minutes=1)
    assert house.say(STRANGER, "绑定 AAAAAAAAAA").text.startswith("邀请码不正确")


def test_fifty_wrong_codes_close_the_channel(house: House):
    for number in range(50):
        house.hear(f"路人{number % 25}", "绑定 AAAAAAAAAA")
    answer = house.say("小李", f"绑定 {house.invite('财务司')}")
    assert answer.text.startswith("邀请码输错次数过多")
    assert len(house.store.look(lambda s: s.exec(select(WrongCode)).all())) == 50


def test_the_other_coordinators_are_told_of_a_new_one(house: House):
    code = house.invite(None, Standing.COORDINATOR)
    told = house.hear("老张", f"绑定 {code}", name="张三")
    assert {each.chat: each.text for each in told if each.chat != "老张"} == {
        COORDINATOR: "【人员变动】张三 已登记为督办员。",
        SECOND: "【人员变动】张三 已登记为督办员。",
    }


def test_a_chat_in_which_nobody_is_bound_gets_only_so_many_answers(house: House):
    answers = [len(house.hear(STRANGER, "你好")) for _ in range(103)]
    assert sum(answers) == 100


def test_a_merged_units_contact_answers_for_what_was_handed_on(house: House):
    def move(session):
        old = people.find_unit(session, OTHER)
        old.successor_id = people.find_unit(session, "财务司").id
        old.successor_from = at("03-01").date()

    house.store.do(move)
    house.say("小李", f"绑定 {house.invite('财务司')}")
    assert "财务司、职成司" in house.say("小李", "帮助").text


def test_a_new_post_is_one_row(house: House):
    before = len(house.store.look(lambda s: s.exec(select(Post)).all()))
    house.say("小李", f"绑定 {house.invite('财务司')}")
    assert len(house.store.look(lambda s: s.exec(select(Post)).all())) == before + 1


def invited(house: House) -> tuple[dict[str, str], str]:
    """The codes of the table by unit, and what is read in the chat."""
    house.store.do(_owe_as_read(COORDINATOR, "邀请 全部", house))
    owed = house.store.look(lambda s: s.exec(select(Delivery).order_by(col(Delivery.id))).all())[-1]
    rows = owed.body["file"]["facts"]["rows"]
    return {unit: code for unit, code, *_ in rows[1:]}, house.deliver()[-1].text


def test_one_invitation_is_made_for_every_unit_without_a_contact(house: House):
    lines, text = invited(house)
    assert len(lines) == 35
    assert not lines.keys() & {LEAD, OTHER, "中央电教馆"}
    assert "您已登记为财务司联络员" in house.say("小李", f"绑定 {lines['财务司']}").text
    house.later(minutes=1)
    again, _ = invited(house)
    assert len(again) == 34
    assert "财务司" not in again
    assert fits(text)
    assert "尚无联络员的单位共 35 个" in text
    assert "另 30 个单位见附表" in text
    first = next(iter(lines))
    assert f"{first}：绑定 {lines[first]}" in text


def test_all_are_invited_of_an_open_plan_only(house: House):
    house.store.do(close_all)
    said = house.say(COORDINATOR, "邀请 全部").text
    assert said.startswith("没有进行中的计划")


def close_all(session: Session) -> None:
    for plan in session.exec(select(Plan)):
        plan.state = PlanState.CLOSED


def test_no_code_of_the_list_or_of_its_table_is_kept_once_it_is_sent(house: House):
    house.store.do(_owe_as_read(COORDINATOR, "邀请 全部", house))
    owed = house.store.look(lambda s: s.exec(select(Delivery)).all())[-1]
    rows = owed.body["file"]["facts"]["rows"]
    assert (rows[0][0], len(rows)) == ("单位", 36)
    house.deliver()
    kept = house.store.look(lambda s: str([each.body for each in s.exec(select(Delivery)).all()]))
    assert not [code for _, code, *_ in rows[1:] if code in kept]


def test_a_merged_unit_is_not_invited_but_its_successor(house: House):
    house.say(COORDINATOR, "并入 财务司 国际司")
    codes, _ = invited(house)
    assert "财务司" not in codes
    assert "国际司" in codes


def test_in_a_group_no_invitation_is_made(house: House):
    before = len(house.store.look(lambda s: s.exec(select(Invitation)).all()))
    for text in ("邀请 全部", "/invite 财务司", "交接 新人"):
        answer = house.say(COORDINATOR, text, chat="群", private=False)
        assert "绑定 " not in answer.text
    assert len(house.store.look(lambda s: s.exec(select(Invitation)).all())) == before


def _owe_as_read(who: str, text: str, house: House):
    """What is owed for a message, before it is sent."""
    number = f"owed at {house.now}"
    incoming = Incoming(id=number, channel="local", chat=who, sender=who, text=text, message=number)
    return lambda session: receive(session, incoming, house.now, DAYS, "zh")
