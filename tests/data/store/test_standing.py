"""How the plan of 2018 stands, gathered from the database."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlmodel import Session, col

from data.kinds import Fate, Light, ReportState, Standing, TaskState
from data.models import Plan, Unit, UnitMember
from data.refusal import Refusal
from data.store import board, digests, people
from data.store.standing import open_plan, standing
from data.summary import Summary
from tests.followed import DAYS, Followed, at

NOW = at("03-09", 18)


@pytest.fixture
def followed(laid_database_url: str) -> Followed:
    return Followed(laid_database_url)


def look(followed: Followed, now: datetime = NOW) -> Summary:
    return followed.store.look(standing, followed.plan, now, DAYS)


def light_of(summary: Summary, code: str) -> Light:
    return next(line.light for line in summary.lines if line.task.code == code)


def test_every_task_and_part_of_the_plan_is_there_in_its_order(followed: Followed) -> None:
    summary = look(followed)
    codes = [line.task.code for line in summary.lines]
    assert len(codes) == 57
    assert codes[:3] == ["1-1", "1-2", "1-3"]
    assert sum(len(line.task.parts) for line in summary.lines) == 144
    assert summary.counts.lights[Light.GREY] == 57
    assert len(summary.facts.goals) == 9


def test_a_report_shows_at_once_with_its_words_and_figure(followed: Followed) -> None:
    report = followed.say("4-1", "已完成30%，联盟已组建", at("03-08"), 30)
    summary = look(followed)
    line = next(line for line in summary.lines if line.task.code == "4-1")
    part = line.task.parts[0]
    assert part.said is not None
    assert (part.said.id, part.said.text, part.percent) == (report, "已完成30%，联盟已组建", 30)
    assert (line.light, line.task.percent) == (Light.GREEN, 30)
    assert summary.received == 1


def test_a_round_left_unanswered_turns_the_task_yellow_once_it_is_closed(
    followed: Followed,
) -> None:
    followed.say("4-1", "已启动", at("03-01"))
    followed.ask("4-1", date(2018, 3, 7))
    assert light_of(look(followed, at("03-09", 14)), "4-1") is Light.GREEN
    assert light_of(look(followed), "4-1") is Light.YELLOW
    assert look(followed).owing == ("科技司",)
    followed.say("4-1", "已联通6个", at("03-09", 17))
    assert light_of(look(followed), "4-1") is Light.GREEN


def test_an_older_round_still_counts_while_the_present_one_is_open(followed: Followed) -> None:
    followed.ask("4-1", date(2018, 2, 28), fate=Fate.MERGED)
    followed.ask("4-1", date(2018, 3, 7))
    assert look(followed, at("03-08")).owing == ("科技司",)


def test_a_slot_that_was_given_up_asks_nobody(followed: Followed) -> None:
    followed.ask("4-1", date(2018, 3, 7), fate=Fate.GIVEN_UP)
    assert look(followed).owing == ()


def test_dropped_tasks_are_not_counted(followed: Followed) -> None:
    followed.turn("4-1", state=TaskState.DROPPED)
    summary = look(followed)
    assert sum(summary.counts.lights.values()) == len(summary.lines) == 56


def test_what_waits_is_counted_by_kind(followed: Followed) -> None:
    report = followed.say("19-1", "需协调经费口径", at("03-08"))
    followed.review("19-1", "blocked", at("03-08"), report)
    followed.review("20-1", "closing", at("03-08"))
    followed.say("4-1", "尚未确认", at("03-06"), state=ReportState.PENDING)
    followed.notice(at("02-13"))
    summary = look(followed)
    assert light_of(summary, "19-1") is Light.RED
    assert summary.waiting["closing"] == 1
    assert summary.waiting["blocked"] == 1
    assert summary.waiting["unconfirmed"] == 1
    assert summary.waiting["unsigned"] > 100
    followed.sign(at("03-09"))
    assert look(followed).waiting["unsigned"] == 0
    assert look(followed).unsigned == ()


def test_units_without_a_contact_are_unbound(followed: Followed) -> None:
    before = look(followed).facts.unbound
    assert len(before) == 38
    assert before[0] == "科技司"
    followed.bind("科技司")
    followed.bind("中央电教馆", Standing.DEPUTY)
    followed.bind("财务司", Standing.LEADER)
    assert set(before) - set(look(followed).facts.unbound) == {"科技司", "中央电教馆"}


def test_a_group_is_answered_for_by_a_member(followed: Followed) -> None:
    assert "地方各级教育行政部门" in look(followed).facts.unbound
    member = followed.store.look(_member_of, "地方各级教育行政部门")
    followed.bind(member)
    assert "地方各级教育行政部门" not in look(followed).facts.unbound


def _member_of(session: Session, group: str) -> str:
    query = select(col(Unit.name)).join(UnitMember, col(UnitMember.unit_id) == col(Unit.id))
    query = query.where(col(UnitMember.group_id) == Followed.unit(session, group))
    return session.scalars(query.order_by(col(Unit.id))).first() or ""


def test_changes_are_counted_from_the_last_weeks_digest(followed: Followed) -> None:
    followed.store.do(digests.freeze, followed.plan, at("03-02", 15), DAYS)
    followed.close("20-1", at("03-07"))
    followed.say("4-1", "已联通6个", at("03-08"))
    assert followed.store.do(digests.freeze, followed.plan, at("03-09", 15), DAYS)
    summary = look(followed)
    assert summary.changes is not None
    assert summary.changes.lights[Light.BLUE] == 1
    assert summary.received == 1


def test_the_only_open_plan_need_not_be_named(followed: Followed) -> None:
    assert followed.store.look(open_plan, None).id == followed.plan
    assert followed.store.look(open_plan, "2018").id == followed.plan
    with pytest.raises(Refusal) as refusal:
        followed.store.look(open_plan, "2017")
    assert refusal.value.key == "plan-unknown"


def test_without_an_open_plan_nothing_stands(laid_database_url: str) -> None:
    followed = Followed(laid_database_url, confirmed=False)
    with pytest.raises(Refusal) as refusal:
        followed.store.look(open_plan, None)
    assert refusal.value.key == "plan-none"


def test_a_status_takes_few_queries(tmp_path: Path) -> None:
    followed = Followed(f"sqlite:///{tmp_path}/duban.db")
    seen: list[str] = []

    def gathered(session: Session) -> Summary:
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *args: seen.append(args[2])
        )
        return standing(session, followed.plan, NOW, DAYS)

    followed.store.look(gathered)
    assert len(seen) <= 20


def test_dropped_tasks_count_in_no_unit(followed: Followed) -> None:
    followed.turn("4-1", state=TaskState.DROPPED)
    plan = followed.store.look(lambda session: session.get_one(Plan, followed.plan))
    shares = {each.name: each for each in followed.store.look(board.shares, plan)}
    units = {each.name: each for each in followed.store.look(people.manned)}
    held = [line for line in look(followed).lines if "科技司" in {p.unit for p in line.task.parts}]
    assert len(held) == 28
    assert shares["科技司"].leads + shares["科技司"].supports == 28
    assert units["科技司"].tasks == 28
