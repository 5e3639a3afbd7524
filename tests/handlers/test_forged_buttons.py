"""Buttons forged and replayed: what one person is offered does nothing for anybody else."""

from typing import Any

import pytest
from sqlmodel import Session, select

from data.models import Act, Assignment, Invitation, Plan, Post, Report, Review, Task
from tests.people import COORDINATOR, LEAD, OTHER, READER, STRANGER, House

KEPT = (Act, Assignment, Invitation, Plan, Post, Report, Review, Task)


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Everything that people can change."""
    return {
        table.__name__: [row.model_dump() for row in session.exec(select(table)).all()]
        for table in KEPT
    }


def offered(house: House) -> set[str]:
    """Every button that 科技司 and the coordinator are shown while a task is followed up."""
    heard = []
    house.prompt(LEAD, ["4-1", "9-2", "2-1"])
    for who, text in (
        (LEAD, "任务"),
        (LEAD, "任务 2-1"),
        (LEAD, "已完成30%，联盟已组建"),
        (LEAD, "2-1 已完成30%，已接入6省"),
        (LEAD, "确认"),
        (LEAD, "历史 2-1"),
        (LEAD, "受阻 1-2 经费未到位"),
        (LEAD, "确认"),
        (LEAD, "办结 3-1 已全部完成"),
        (LEAD, "确认"),
        (LEAD, "延期 4-2 2019年1月31日 等待批复"),
        (COORDINATOR, "审核"),
        (COORDINATOR, "联络员 科技司"),
        (COORDINATOR, "交办 科技司 12月1日前 报送自查报告"),
    ):
        heard += house.hear(who, text)
    return {says for each in heard for says in each.buttons.values()}


FORGED = [
    *(f"/confirm {n}" for n in range(1, 16)),
    *(f"/note {n}" for n in range(1, 16)),
    *(f"/change {n}" for n in range(1, 16)),
    *(f"/add {n} 90%" for n in range(1, 16)),
    *(f"/pick {n} report #3" for n in range(1, 16)),
    *(f"/{word} r{n} 强行" for word in ("approve", "return") for n in range(1, 5)),
    *(f"/{word} #3 已完成100%" for word in ("report", "done", "blocked", "decline", "ack")),
    "/extend #3 2019-06-30 强行",
    "/drop #3 强行",
    "/sign all",
    "/sign s99999999999999999999",
    "/plan signoff p1 on",
    *(f"/sign {word}s{n} 强行" for word in ("", "back ") for n in range(1, 6)),
    "/revoke p1",
    "/dispatch 科技司 12月1日前 强行",
    "/invite 科技司",
    "/undo",
    "/confirm 99999999999999999999",
    "/approve r99999999999999999999",
    "/history #99999999999999999999",
    "/ack #0",
    "/page 0 0",
]


@pytest.mark.parametrize("who", [OTHER, READER, STRANGER])
def test_nobody_else_changes_anything_with_them(house: House, who: str):
    says = offered(house)
    assert len(says) > 25
    before = house.store.look(rows)
    for each in sorted(says | set(FORGED)):
        house.hear(who, button=each)
    assert house.store.look(rows) == before


def test_another_contact_reads_nothing_of_a_units_words_with_them(house: House):
    for each in sorted(offered(house) | set(FORGED)):
        text = house.say(OTHER, button=each).text
        assert "已接入6省" not in text
        assert "经费未到位" not in text


def test_replayed_by_the_one_who_was_offered_them_they_count_once(house: House):
    shown = house.say(LEAD, "2-1 已完成30%，已接入6省")
    for _ in range(2):
        house.say(LEAD, button=shown.buttons["确认"])
    before = house.store.look(rows)
    for label in ("确认", "仅存文字", "改一下"):
        house.say(LEAD, button=shown.buttons[label])
    assert house.store.look(rows) == before


def test_in_a_group_chat_none_of_them_does_anything(house: House):
    says = offered(house)
    before = house.store.look(rows)
    for each in sorted(says):
        for who in (LEAD, COORDINATOR):
            [answer] = house.hear(who, button=each, chat="群", private=False)
            assert "已接入6省" not in answer.text
    assert house.store.look(rows) == before
