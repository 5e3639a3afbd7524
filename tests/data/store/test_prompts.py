"""A unit's day: claimed once, by whichever process comes first, and only when it may be told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from data.kinds import DeliveryState, Fate, PlanState, Rule, TaskState
from data.models import Assignment, Delivery, Plan, Prompt, PromptLine, Task
from data.store import Store, agenda, prompts, reckoning
from tests.looks import looks
from tests.small import DAYS, LEAD, SUPPORT, Small, at, opened

NOTICE_DAY = at("02-12")  # a Monday
ROUND_DAY = at("02-28")  # the last Wednesday of the month


@pytest.fixture
def small(laid_database_url: str) -> Iterator[Small]:
    with opened(laid_database_url) as small:
        yield small


@pytest.fixture
def told(small: Small) -> Small:
    """Two units with two tasks, each noticed and signed on the first day."""
    small.give("1-1", LEAD, SUPPORT)
    small.give("1-2", LEAD)
    small.confirm()
    small.bind(LEAD)
    small.bind(SUPPORT)
    small.tick(NOTICE_DAY)
    for part in small.all(Assignment):
        small.change(Assignment, part.id or 0, signed_at=NOTICE_DAY)
    for prompt in small.all(Prompt):
        small.store.do(prompts.arrived, prompt.id or 0, NOTICE_DAY, DAYS)
    return small


def everything(small: Small) -> list[Any]:
    tables = (Prompt, PromptLine, Delivery, Assignment)
    return [row.model_dump() for table in tables for row in small.all(table)]


def rules(small: Small, now: datetime, unit: str = LEAD) -> list[Rule]:
    """What the unit's message of that day says."""
    query = {"recipient_id": small.units[unit], "on": DAYS.today(now)}
    return [
        line.rule
        for prompt in small.all(Prompt, **query)
        for line in small.all(PromptLine, prompt_id=prompt.id)
        if line.fate is Fate.TOLD
    ]


def test_one_notice_a_unit_covers_all_its_tasks_and_is_owed_to_each_contact(small: Small) -> None:
    small.give("1-1", LEAD, SUPPORT)
    small.give("1-2", LEAD)
    small.confirm()
    people = [small.bind(LEAD), small.bind(LEAD)]
    small.bind(SUPPORT)
    assert small.tick(NOTICE_DAY) == 2
    assert rules(small, NOTICE_DAY) == [Rule.DISPATCH_NOTICE] * 2
    assert rules(small, NOTICE_DAY, SUPPORT) == [Rule.DISPATCH_NOTICE]
    (prompt,) = small.all(Prompt, recipient_id=small.units[LEAD])
    owed = small.all(Delivery, prompt_id=prompt.id)
    assert sorted(each.contact_id or 0 for each in owed) == people


def test_ticking_twice_adds_nothing(told: Small) -> None:
    told.tick(ROUND_DAY)
    before = everything(told)
    assert told.tick(ROUND_DAY) == 0
    told.tick(ROUND_DAY + timedelta(hours=3))
    assert everything(told) == before
    assert rules(told, ROUND_DAY) == [Rule.REPORT_ROUND] * 2


def test_ticking_in_many_processes_at_once_tells_each_unit_once(laid_database_url: str) -> None:
    units = [f"单位{n}" for n in range(40)]
    with opened(laid_database_url) as small:
        small.give("1-1", *units)
        small.give("1-2", *units)
        small.confirm()
        for unit in units:
            small.bind(unit)
        together = Barrier(4)

        def tick(_: int) -> None:
            store = Store(laid_database_url)  # as another process has one
            together.wait()
            store.do(prompts.tick, NOTICE_DAY, DAYS)
            store.close()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(tick, range(4)))
        assert sorted(each.recipient_id for each in small.all(Prompt)) == sorted(
            small.units.values()
        )
        assert len(small.all(Delivery)) == len(units)
        assert len(small.all(PromptLine)) == 2 * len(units)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(at("02-28", 8, 59), id="early"),
        pytest.param(at("02-28", 9, 29), id="before the speaking time"),
        pytest.param(at("02-28", 17, 31), id="late"),
        pytest.param(at("03-03", 10, 0), id="Saturday"),
        pytest.param(at("02-16", 10, 0), id="Spring Festival"),
    ],
)
def test_outside_the_window_nothing_is_touched(told: Small, moment: datetime) -> None:
    before = everything(told)
    assert told.tick(moment) == 0
    assert everything(told) == before


def test_a_unit_that_nobody_is_bound_to_waits_and_is_told_the_newest_when_bound(
    small: Small,
) -> None:
    small.give("1-1", LEAD)
    small.confirm()
    small.tick(NOTICE_DAY)
    assert looks(small.store, LEAD) == []
    assert small.all(Prompt) == []
    assert small.tick(ROUND_DAY) == 0  # parked: not looked at again and again
    small.bind(LEAD)
    small.store.do(prompts.rearm, small.units[LEAD], ROUND_DAY)
    assert small.tick(ROUND_DAY) == 1
    assert rules(small, ROUND_DAY) == [Rule.DISPATCH_NOTICE]


def test_what_falls_due_after_todays_message_waits_for_the_next_workday(told: Small) -> None:
    told.tick(ROUND_DAY)
    (late,) = told.give("1-3", LEAD)
    friday = at("03-02")
    told.begin(late, DAYS.today(friday))
    told.store.do(prompts.rearm, told.units[LEAD], friday)
    told.tick(friday)
    (again,) = told.give("1-4", LEAD)
    noon = at("03-02", 12, 0)
    told.begin(again, DAYS.today(noon))
    told.store.do(prompts.rearm, told.units[LEAD], noon)
    told.tick(noon)
    assert rules(told, friday) == [Rule.DISPATCH_NOTICE]
    assert at("03-05") in looks(told.store, LEAD)
    told.tick(at("03-05"))
    assert rules(told, at("03-05")) == [Rule.DISPATCH_NOTICE]


def test_who_has_not_signed_is_asked_three_workdays_after_the_notice_arrived(small: Small) -> None:
    signed, unsigned = small.give("1-1", LEAD) + small.give("1-2", LEAD)
    small.confirm()
    small.bind(LEAD)
    small.tick(NOTICE_DAY)
    (prompt,) = small.all(Prompt)
    arrival = at("02-13", 11, 0)
    small.store.do(prompts.arrived, prompt.id or 0, arrival, DAYS)
    assert small.part(unsigned).noticed_at == arrival
    small.change(Assignment, signed, signed_at=arrival)
    # The Spring Festival lies between: 14, 22 and 23 February are the workdays after it.
    assert at("02-23") in looks(small.store, LEAD)
    for day in ("02-14", "02-22"):
        small.tick(at(day))
        assert rules(small, at(day)) == []
    small.tick(at("02-23"))
    assert rules(small, at("02-23")) == [Rule.NOT_SIGNED]
    (line,) = small.all(PromptLine, rule=Rule.NOT_SIGNED)
    assert line.assignment_id == unsigned


def test_a_notice_that_arrives_at_a_second_contact_counts_from_the_first(told: Small) -> None:
    (prompt,) = told.all(Prompt, recipient_id=told.units[LEAD])
    told.store.do(prompts.arrived, prompt.id or 0, at("02-14"), DAYS)
    assert {part.noticed_at for part in told.all(Assignment)} == {NOTICE_DAY}


@pytest.mark.parametrize("state", [TaskState.CLOSING, TaskState.PAUSED, TaskState.DROPPED])
def test_a_task_that_is_hushed_is_not_asked_about_and_the_line_says_why(
    told: Small, state: TaskState
) -> None:
    for task in told.all(Task):
        told.change(Task, task.id or 0, state=state)
    told.tick(ROUND_DAY)
    assert rules(told, ROUND_DAY) == []
    lines = told.all(PromptLine, rule=Rule.REPORT_ROUND)
    assert [line.fate for line in lines] == [Fate.GIVEN_UP] * 3
    assert all(line.reason and line.prompt_id is None for line in lines)


def test_a_closed_plan_is_not_spoken_of_and_not_looked_at_again(told: Small) -> None:
    told.change(Plan, told.plan, state=PlanState.CLOSED)
    assert told.tick(ROUND_DAY) == 2
    assert rules(told, ROUND_DAY) == []
    assert told.tick(ROUND_DAY) == 0


def test_a_day_writes_each_slot_with_its_prompt_and_looks_ahead(small: Small) -> None:
    (part,) = small.give("1-1", LEAD, due=date(2018, 3, 14))
    small.confirm()
    small.bind(LEAD)
    small.tick(NOTICE_DAY)
    small.change(Assignment, part, signed_at=NOTICE_DAY)
    small.tick(ROUND_DAY)  # 14 days before, and a round: one line, the other merged into it
    (prompt,) = small.all(Prompt, on=ROUND_DAY.date())
    lines = {line.rule: line for line in small.all(PromptLine, on=ROUND_DAY.date())}
    assert (lines[Rule.DEADLINE_NEAR].fate, lines[Rule.DEADLINE_NEAR].deadline) == (
        Fate.TOLD,
        date(2018, 3, 14),
    )
    merged = lines[Rule.REPORT_ROUND]
    assert (merged.fate, merged.reason, merged.prompt_id) == (Fate.MERGED, "same-task", prompt.id)
    assert small.store.look(reckoning.untils, [part]) == {part: ROUND_DAY.date()}
    assert looks(small.store, LEAD) == [at("03-07")]


def test_an_answer_owes_an_edit_of_the_message_that_asked_but_not_of_a_notice(told: Small) -> None:
    told.tick(ROUND_DAY)
    for delivery in told.all(Delivery):
        told.change(Delivery, delivery.id or 0, state=DeliveryState.SENT, sent_at=delivery.owed_at)
    part = told.all(Assignment, unit_id=told.units[LEAD])[0].id or 0
    told.store.do(prompts.settle, [part], at("03-01"))
    told.store.do(prompts.settle, [part], at("03-02"))
    asked = told.all(Prompt, recipient_id=told.units[LEAD], on=ROUND_DAY.date())[0]
    edits = [each for each in told.all(Delivery) if each.edit_of is not None]
    assert [(each.prompt_id, each.answer) for each in edits] == [(asked.id, True)] * 2
    assert len({each.key for each in edits}) == 2


def test_an_answer_leaves_messages_older_than_a_week_alone(told: Small) -> None:
    told.tick(ROUND_DAY)
    for delivery in told.all(Delivery):
        told.change(Delivery, delivery.id or 0, state=DeliveryState.SENT, sent_at=delivery.owed_at)
    part = told.all(Assignment, unit_id=told.units[LEAD])[0].id or 0
    told.store.do(prompts.settle, [part], ROUND_DAY + timedelta(days=7, minutes=1))
    assert [each for each in told.all(Delivery) if each.edit_of is not None] == []


def test_the_next_instant_at_which_a_rule_may_speak_is_known(told: Small) -> None:
    assert told.store.look(agenda.earliest) == ROUND_DAY
    told.tick(ROUND_DAY)
    assert told.store.look(agenda.earliest) == at("03-28")


def _lived(small: Small, days: list[datetime], processes: int) -> list[tuple[Any, ...]]:
    """What the rules have put down after these days, each ticked by so many processes at once."""
    for n in range(6):
        due = date(2018, 3, 14) if n % 2 else date(2018, 12, 31)
        small.give(f"1-{n}", LEAD, SUPPORT, due=due)
    small.confirm()
    small.bind(LEAD)
    small.bind(SUPPORT)
    stores = [Store(small.store.url) for _ in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        for now in days:
            for tick in [pool.submit(store.do, prompts.tick, now, DAYS) for store in stores]:
                tick.result()
            for prompt in small.all(Prompt, on=now.date()):
                small.store.do(prompts.arrived, prompt.id or 0, now, DAYS)
    for store in stores:
        store.close()
    units = {key: name for name, key in small.units.items()}
    told = {each.id: (units[each.recipient_id], each.on) for each in small.all(Prompt)}
    return sorted(
        (line.assignment_id, line.rule, line.on, line.fate, line.reason, told.get(line.prompt_id))
        for line in small.all(PromptLine)
    )


def test_two_processes_at_once_and_an_outage_of_three_weeks_leave_the_same_facts_as_one(
    laid_database_url: str, tmp_path: Path
) -> None:
    days = [at(day) for day in ("02-12", "02-13", "02-22", "02-28", "03-07", "03-28", "04-11")]
    with opened(laid_database_url) as small, opened(f"sqlite:///{tmp_path}/one.db") as alone:
        together, single = _lived(small, days, 2), _lived(alone, days, 1)
    assert together == single
    outage = [line for line in single if line[-1] and line[-1][1] == date(2018, 3, 28)]
    assert len({line[0] for line in outage if line[3] is Fate.TOLD}) == 12
