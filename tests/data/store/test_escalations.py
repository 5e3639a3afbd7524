"""Leaders and coordinators hear of what units owe: one message a person and day, and no backlog."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest

from data.kinds import Fate, Recipient, Role, Rule, Standing, TaskState
from data.models import Account, Assignment, Delivery, Post, Prompt, PromptLine, Task, Unit
from data.store import Store, escalations, outbox, people, prompts
from schedules.wording import compose
from tests.looks import looks
from tests.small import CONFIRMED, DAYS, LEAD, SUPPORT, Small, at, opened

DUE = date(2018, 4, 10)
FIRST, SLIP, SECOND = at("04-18"), at("04-24"), at("04-25")  # 6, 10 and 11 workdays after it
THIRD = "财务司"


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    """Two units late with one task, one of them with another, a contact each."""
    with opened(laid_database_url) as small:
        small.give("1-1", LEAD, SUPPORT, due=DUE)
        small.give("1-2", LEAD, due=DUE)
        small.confirm()
        small.bind(LEAD)
        small.bind(SUPPORT)
        small.tick(at("02-12"))
        for part in small.all(Assignment):
            small.change(Assignment, part.id or 0, signed_at=CONFIRMED, noticed_at=CONFIRMED)
        yield small


def bind_coordinator(small: Small) -> int:
    def run(session: object) -> int:
        contact = people.add(session, "督办员", CONFIRMED)  # type: ignore[arg-type]
        people.add_account(session, contact, "a", "督办员", "督办员", CONFIRMED)  # type: ignore[arg-type]
        people.appoint(session, contact, None, Standing.COORDINATOR, CONFIRMED)  # type: ignore[arg-type]
        return contact

    return small.store.do(run)


def lead_too(small: Small, contact: int, unit: str) -> None:
    small.store.do(people.appoint, contact, small.units[unit], Standing.LEADER, CONFIRMED)


def pass_time(small: Small, now: datetime) -> None:
    """What the job does at that moment."""
    small.tick(now)
    small.store.do(escalations.owe, now, DAYS)


def heard(small: Small, contact: int, now: datetime) -> list[str]:
    """What somebody is told as an escalation, of what is owed since that moment's day."""
    rows = [
        row
        for row in small.all(Delivery, contact_id=contact)
        if row.owed_at == now and small.all(Prompt, id=row.prompt_id)[0].recipient != "unit"
    ]
    said = [small.store.look(compose, row, now, DAYS, "zh", frozenset()) for row in rows]
    return [each.text for each in said if each is not None]


def told(small: Small, to: Recipient) -> list[tuple[int, Rule, date]]:
    lines = small.all(PromptLine, recipient=to.value, fate=Fate.TOLD)
    return [(line.assignment_id, line.rule, line.on) for line in lines]


def test_a_leader_of_two_units_gets_one_message_and_the_coordinator_one_for_all(
    small: Small,
) -> None:
    leader, coordinator = small.bind(LEAD, Standing.LEADER), bind_coordinator(small)
    lead_too(small, leader, SUPPORT)
    for day in ("04-02", "04-03", "04-04", "04-08", "04-09", "04-10", "04-11"):
        pass_time(small, at(day))
    days = [day for day in range(1, 12) if heard(small, leader, at(f"04-{day:02}"))]
    assert days == [3, 4, 9, 10]
    pass_time(small, FIRST)
    (text,) = heard(small, leader, FIRST)
    assert text.split("\n")[0] == f"【督办提示】{LEAD} · 4月18日 周三"
    assert f"【督办提示】{SUPPORT} · 4月18日 周三" in text
    assert text.count("已逾期6个工作日（时限4月10日）") == 3
    assert text.count("以上任务已逾期，请督促抓紧办理并报送。") == 2
    assert heard(small, coordinator, FIRST) == []
    pass_time(small, SECOND)
    (text,) = heard(small, coordinator, SECOND)
    assert text.startswith("【逾期提示】4月25日 周三\n🔴 1-1 1-1（科技司、中央电教馆）：已逾期11个")
    assert text.count("🔴") == 2
    assert len(heard(small, leader, SECOND)) == 1


def test_the_rules_look_again_on_the_days_of_slips_and_propose_them_of_who_leads(
    small: Small,
) -> None:
    coordinator = bind_coordinator(small)
    (supports,) = small.all(Assignment, unit_id=small.units[SUPPORT])
    small.change(Assignment, supports.id or 0, role=Role.SUPPORT)
    slips: dict[date, str] = {}
    while now := min((*looks(small.store, LEAD), *looks(small.store, SUPPORT)), default=None):
        pass_time(small, now)
        for text in heard(small, coordinator, now):
            if "拟发" in text:
                slips[DAYS.today(now)] = text
    assert [*slips] == [date(2018, 4, 24), date(2018, 5, 9), date(2018, 5, 23)]
    assert [text.count("（科技司）：已逾期") for text in slips.values()] == [2, 2, 2]
    proposed = {part for part, rule, _ in told(small, Recipient.COORDINATOR) if rule is Rule.SLIP}
    assert proposed == {part.id for part in small.all(Assignment)} - {supports.id}


def test_what_a_day_puts_down_is_owed_once_however_often_time_passes(small: Small) -> None:
    coordinator = bind_coordinator(small)
    for _ in range(3):
        pass_time(small, SECOND)
    assert len(heard(small, coordinator, SECOND)) == 1
    assert len(small.all(Prompt, recipient="coordinator")) == 1


def test_after_three_weeks_without_us_only_the_newest_is_told(small: Small) -> None:
    leader = small.bind(LEAD, Standing.LEADER)
    late = at("05-08")
    pass_time(small, late)
    (text,) = heard(small, leader, late)
    assert "已逾期19个工作日" in text
    assert {on for _, _, on in told(small, Recipient.LEADER)} == {date(2018, 5, 3)}


def test_a_leader_bound_late_hears_the_newest_state_and_a_unit_that_nobody_answers_for_is_told_of(
    laid_database_url: str,
) -> None:
    with opened(laid_database_url) as small:
        small.give("1-1", THIRD, due=DUE)
        small.confirm()
        coordinator = bind_coordinator(small)
        pass_time(small, at("02-12"))
        assert looks(small.store, THIRD) == [SLIP]
        pass_time(small, SLIP)
        assert looks(small.store, THIRD) == [SECOND]
        pass_time(small, SECOND)
        (text,) = heard(small, coordinator, SECOND)
        assert "（财务司）：已逾期11个工作日" in text
        leader = small.bind(THIRD, Standing.LEADER)
        small.store.do(prompts.rearm, small.units[THIRD], at("04-26"))
        pass_time(small, at("04-26"))
        (text,) = heard(small, leader, at("04-26"))
        assert "已逾期12个工作日" in text
        assert small.all(Prompt, recipient="unit") == []


def test_who_has_had_todays_message_hears_of_what_comes_later_the_next_workday(
    small: Small,
) -> None:
    coordinator = bind_coordinator(small)
    pass_time(small, SECOND)
    (late,) = small.give("1-3", SUPPORT, due=DUE)
    noon = at("04-25", 12)
    small.begin(late, date(2018, 2, 12))
    small.store.do(prompts.rearm, small.units[SUPPORT], noon)
    pass_time(small, noon)
    assert heard(small, coordinator, noon) == []
    pass_time(small, at("04-26"))
    (text,) = heard(small, coordinator, at("04-26"))
    assert "1-3" in text
    assert "1-1" not in text


@pytest.mark.parametrize("state", [TaskState.CLOSING, TaskState.PAUSED, TaskState.CLOSED])
def test_what_is_not_owed_is_not_told_and_says_why(small: Small, state: TaskState) -> None:
    leader = small.bind(LEAD, Standing.LEADER)
    for task in small.all(Task):
        small.change(Task, task.id or 0, state=state)
    pass_time(small, FIRST)
    assert heard(small, leader, FIRST) == []
    lines = small.all(PromptLine, recipient="leader")
    assert lines
    assert all(line.fate is Fate.GIVEN_UP and line.reason for line in lines)


def test_what_was_paused_is_told_in_its_newest_state_once_it_goes_on(small: Small) -> None:
    leader = small.bind(LEAD, Standing.LEADER)
    for task in small.all(Task):
        small.change(Task, task.id or 0, state=TaskState.PAUSED)
    pass_time(small, FIRST)
    for task in small.all(Task):
        small.change(Task, task.id or 0, state=TaskState.OPEN)
    small.store.do(prompts.rearm, small.units[LEAD], at("04-20"))
    pass_time(small, at("04-20"))
    (text,) = heard(small, leader, at("04-20"))
    assert "已逾期8个工作日" in text


def test_what_is_closed_between_the_decision_and_the_sending_falls_out(small: Small) -> None:
    leader = small.bind(LEAD, Standing.LEADER)
    pass_time(small, FIRST)
    task = small.all(Task, code="1-2")[0]
    small.change(Task, task.id or 0, state=TaskState.CLOSED)
    (text,) = heard(small, leader, FIRST)
    assert "1-2" not in text
    small.change(Task, small.all(Task, code="1-1")[0].id or 0, state=TaskState.CLOSED)
    assert heard(small, leader, FIRST) == []


def test_where_a_leader_cannot_be_reached_the_other_account_is_told_and_never_the_contact(
    small: Small,
) -> None:
    leader = small.bind(LEAD, Standing.LEADER, channels=("a", "b"))
    pass_time(small, FIRST)
    (first,) = [row for row in small.all(Delivery, contact_id=leader) if row.owed_at == FIRST]
    small.store.do(outbox.failed, first.id or 0, "blocked", FIRST, DAYS)
    found = [row for row in small.all(Delivery, prompt_id=first.prompt_id) if row.id != first.id]
    assert [(row.contact_id, row.channel) for row in found] == [(leader, "b")]


def test_the_leaders_of_a_successor_hear_of_a_merged_unit(small: Small) -> None:
    small.give("2-1", THIRD)
    leader = small.bind(THIRD, Standing.LEADER)
    small.change(Unit, small.units[LEAD], successor_id=small.units[THIRD], successor_from=DUE)
    pass_time(small, FIRST)
    (text,) = heard(small, leader, FIRST)
    assert text.startswith(f"【督办提示】{LEAD}")


def test_many_processes_at_once_tell_a_leader_of_many_units_once(laid_database_url: str) -> None:
    units = [f"单位{n}" for n in range(24)]
    with opened(laid_database_url) as small:
        small.give("1-1", *units, due=DUE)
        small.confirm()
        coordinator = bind_coordinator(small)
        leader = small.bind(units[0], Standing.LEADER)
        for unit in units:
            small.bind(unit)
            lead_too(small, leader, unit)
        together = Barrier(4)

        def tick(_: int) -> None:
            store = Store(laid_database_url)  # as another process has one
            together.wait()
            store.do(prompts.tick, SECOND, DAYS)
            store.do(escalations.owe, SECOND, DAYS)
            store.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(tick, range(4)))
        pass_time(small, SECOND)
        assert len(heard(small, leader, SECOND)) == 1
        assert len(heard(small, coordinator, SECOND)) == 1
        assert len(small.all(Account)) == len(small.all(Post)) - len(units) + 1
        later = at("04-26")
        pass_time(small, later)
        lines = small.all(PromptLine, recipient="leader", fate=Fate.TOLD)
        assert len({line.assignment_id for line in lines}) == len(lines) == len(units)
