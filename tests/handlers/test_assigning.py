"""分工: a coordinator changes who does a task; the new are told, the old are asked no more."""

from typing import Any

import pytest
from sqlmodel import select

from data.kinds import ActKind, ReportState, ReviewKind, Role, TaskState
from data.models import Act, Review
from data.store import urges
from data.store.standing import standing
from handlers.parse.owners import Owners, owners
from tests.looks import looks
from tests.people import COORDINATOR, DAYS, LEAD, OTHER, SECOND, SUPPORT, House

UNITS = {"科技司", "财务司", "职成司", "人事司"}
REASSIGN = "分工 4-1 牵头 职成司 职责已调整"


def told(house: House, text: str, who: str = COORDINATOR) -> dict[str, str]:
    return {each.chat: each.text for each in house.hear(who, text)}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("牵头 财务司 职责调整", Owners(("财务司",), (), (), "", "职责调整")),
        (
            "牵头财务司，配合科技司、人事司，职责调整",
            Owners(("财务司",), ("科技司", "人事司"), (), "", "职责调整"),
        ),
        (
            "财务司牵头 科技司配合 因职责调整",
            Owners(("财务司",), ("科技司",), (), "", "因职责调整"),
        ),
        ("改由财务司牵头，理由：职责调整", Owners((), (), (), "财务司牵头", "")),
        ("由财务司牵头，理由：职责调整", Owners(("财务司",), (), (), "", "职责调整")),
        (
            "移除 人事司；增加：财务司 已商两司",
            Owners((), ("财务司",), ("人事司",), "", "已商两司"),
        ),
        (
            "lead 财务司 support 科技司 because: it moved",
            Owners(("财务司",), ("科技司",), (), "", "it moved"),
        ),
        ("牵头 火星司 职责调整", Owners((), (), (), "火星司", "火星司 职责调整")),
        ("牵头火星司", Owners((), (), (), "火星司", "")),
        ("财务司", Owners((), (), (), "", "财务司")),
        ("职责调整", Owners((), (), (), "", "职责调整")),
        ("", Owners()),
    ],
)
def test_owners_in_one_line_are_read(text: str, read: Owners):
    assert owners(text, UNITS.__contains__) == read


def test_another_unit_leads_gets_the_notice_and_the_one_before_is_told_in_one_sentence(
    house: House,
):
    house.say(LEAD, "4-1 已完成30%，联通6个省级体系")
    house.hear(LEAD, "确认")
    said = told(house, REASSIGN)
    assert said[COORDINATOR].startswith("【分工已调整】4-1")
    assert "新承担：职成司" in said[COORDINATOR]
    assert "不再承担：科技司" in said[COORDINATOR]
    assert said[OTHER].startswith("【任务交办】4-1")
    assert "分工调整理由：职责已调整" in said[OTHER]
    assert "科技司不再承担，无需再报送" in said[LEAD]
    assert "中央电教馆现为配合" in said[SUPPORT]
    assert house.stands("4-1", OTHER).role is Role.LEAD
    assert house.stands("4-1", OTHER).noticed_at == house.now
    assert house.task("4-1").percent is None


def test_an_ended_part_keeps_its_reports_and_is_asked_no_more(house: House):
    house.say(LEAD, "4-1 已完成30%，联通6个省级体系")
    house.hear(LEAD, "确认")
    asked = house.prompt(LEAD, ["4-1", "2-1"])
    told(house, REASSIGN)
    part = house.stands("4-1", LEAD)
    assert (part.ended_at, part.starts_on) == (house.now, None)
    assert house.say(LEAD, "4-1 已完成50%").text.startswith("4-1 由职成司")
    assert "4-1" not in house.say(LEAD, "已完成50%", reply_to=asked).text.split("\n")[0]
    past = house.say(COORDINATOR, "历史 4-1").text
    assert "已完成30%" in past
    assert "分工调整" in past
    assert "职责已调整" in past
    facts = house.store.look(lambda s: standing(s, house.task("4-1").plan_id, house.now, DAYS))
    [line] = [line for line in facts.lines if line.task.code == "4-1"]
    assert LEAD not in {part.unit for part in line.task.parts}


def test_what_the_old_lead_had_waiting_lapses(house: House):
    house.say(LEAD, "办结 4-1 已建成")
    house.hear(LEAD, "确认")
    pending = house.say(LEAD, "受阻 4-1 经费未到位")
    told(house, REASSIGN)
    assert house.task("4-1").state is TaskState.OPEN
    [review] = house.store.look(lambda s: s.exec(select(Review)).all())
    assert (review.decided_at, review.approved) == (house.now, None)
    assert house.press(LEAD, pending, "确认").text.startswith("4-1 由职成司")
    assert house.reports()[-1].state is ReportState.DISCARDED


def test_units_are_added_and_removed_and_come_back_with_what_they_reported(house: House):
    told(house, "分工 4-1 配合 职成司 需要配合")
    assert house.stands("4-1", OTHER).role is Role.SUPPORT
    first = house.stands("4-1", OTHER).id
    house.later(minutes=11)
    assert "职成司不再承担" in told(house, "分工 4-1 移除 职成司 另行安排")[OTHER]
    house.later(days=1)
    assert told(house, "分工 4-1 配合 职成司 仍需配合")[OTHER].startswith("【任务交办】4-1")
    assert house.stands("4-1", OTHER).id == first
    assert house.stands("4-1", OTHER).ended_at is None


def test_lead_and_support_change_places_without_a_new_notice(house: House):
    said = told(house, "分工 4-1 牵头 中央电教馆 配合 科技司 职责已调整")
    assert house.stands("4-1", SUPPORT).role is Role.LEAD
    assert house.stands("4-1", LEAD).role is Role.SUPPORT
    assert "中央电教馆现为牵头" in said[SUPPORT]
    assert "科技司现为配合" in said[LEAD]
    waits = house.store.look(lambda s: s.exec(select(Act).where(Act.kind == ActKind.NOTICE)).all())
    assert waits == []


def test_step_by_step_it_asks_for_the_units_and_then_for_the_reason(house: House):
    assert house.say(COORDINATOR, "分工 4-1").text.startswith("【分工】4-1")
    assert house.say(COORDINATOR, "牵头 职成司").text.startswith("请发送调整 4-1")
    assert told(house, "职责已调整")[COORDINATOR].startswith("【分工已调整】4-1")
    act = house.store.look(lambda s: s.exec(select(Act).where(Act.kind == ActKind.ASSIGN)).one())
    assert act.reason == "职责已调整"
    assert act.facts["gone"] == ["科技司"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("分工", "请写明任务、单位和理由"),
        ("分工 99-9 牵头 职成司 理由", "没有找到任务 99-9"),
        ("分工 4-1 牵头 火星司 理由", "没有认出单位“火星司”"),
        ("分工 4-1 移除 科技司 理由", "4-1 应有牵头单位"),
        ("分工 4-1 牵头 科技司 理由", "4-1 的分工已是如此"),
        ("分工 4-1 职责已调整", "请写明任务、单位和理由"),
    ],
)
def test_what_cannot_be_assigned_changes_nothing(house: House, text: str, answer: str):
    assert house.say(COORDINATOR, text).text.startswith(answer)
    assert house.store.look(lambda s: s.exec(select(Act)).all()) == []
    assert house.stands("4-1").ended_at is None


def test_twice_the_second_coordinator_is_told_that_it_is_so_already(house: House):
    told(house, REASSIGN)
    assert told(house, REASSIGN, SECOND)[SECOND].startswith("4-1 的分工已是如此")
    told(house, "撤销 4-1 不再需要")
    assert told(house, "分工 4-1 牵头 科技司 理由")[COORDINATOR].startswith(
        "4-1 已办结、撤销或暂停"
    )


def test_who_was_given_a_task_twice_in_a_day_is_told_twice(house: House):
    assert told(house, "分工 4-1 配合 职成司 需要配合")[OTHER].startswith("【任务交办】4-1")
    told(house, "分工 4-1 移除 职成司 另行安排")
    house.later(minutes=11)
    assert told(house, "分工 4-1 配合 职成司 还是需要")[OTHER].startswith("【任务交办】4-1")
    assert house.stands("4-1", OTHER).noticed_at == house.now


def test_a_unit_that_nobody_answers_for_is_named_and_hears_by_the_rules(house: House):
    said = told(house, "分工 4-1 配合 财务司 需要配合")
    assert "财务司尚无联络员" in said[COORDINATOR]
    part: Any = house.stands("4-1", "财务司")
    assert part.noticed_at is None
    assert house.now in looks(house.store, "财务司")
    assert house.store.look(urges.waiting) == []


def test_an_accepted_objection_leads_to_the_new_units(house: House):
    house.say(LEAD, "异议 4-1 不属于我司职责")
    house.hear(LEAD, "确认")
    house.locale = "en"
    answers = house.hear(COORDINATOR, "/approve 4-1")
    mine = next(each for each in answers if each.chat == COORDINATOR)
    assert house.press(COORDINATOR, mine, "Change units").text.startswith("Units of 4-1")
    done = told(house, "lead 职成司 because duties have moved")
    assert done[COORDINATOR].startswith("Units changed 4-1")
    assert done[OTHER].startswith("New task 4-1")
    assert "is no longer in it" in done[LEAD]
    review = house.store.look(lambda s: s.exec(select(Review)).one())
    assert (review.kind, review.approved) == (ReviewKind.DECLINE, True)
