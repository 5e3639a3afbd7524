"""How a plan stands: counts, who owes, what waits."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.kinds import Light, TaskState
from data.lights import TaskFacts
from data.summary import Counts, PlanFacts, only, summarise
from data.summary_json import as_json
from tests.data.facts import DAYS, lead, on, said, support, task

NOW = on("03-09", 18)


def plan(*tasks: TaskFacts, **facts: Any) -> PlanFacts:
    return replace(PlanFacts(key="2018", title="2018年要点", tasks=tasks), **facts)


def test_units_that_left_a_closed_round_unanswered_owe_in_the_plans_order() -> None:
    asked = date(2018, 3, 7)
    tasks = (
        task(parts=(lead("语用司", asked=asked), support("高教司", asked=asked))),
        task(parts=(lead("高教司", asked=asked), support("财务司", said=said(), asked=asked))),
        task(parts=(lead("职成司", asked=asked),), state=TaskState.CLOSED),
        task(parts=(lead("督导局", asking=asked),)),
    )
    assert summarise(plan(*tasks), NOW, DAYS).owing == ("语用司", "高教司")


def test_a_task_is_unsigned_while_any_part_is() -> None:
    signed = {"signed_at": on("02-13")}
    tasks = (
        task(code="1-1"),
        task(code="1-2", parts=(lead(**signed), support())),
        task(code="1-3", parts=(lead(**signed), support(**signed))),
        task(code="1-4", state=TaskState.CLOSED),
    )
    assert summarise(plan(*tasks), NOW, DAYS).unsigned == ("1-1", "1-2")


def test_what_is_unsigned_waits_for_the_coordinator_after_five_workdays() -> None:
    facts = plan(task(parts=(lead(noticed_at=on("03-02")), support(noticed_at=on("03-05")))))
    assert summarise(facts, NOW, DAYS).waiting["unsigned"] == 1
    assert summarise(facts, on("03-12"), DAYS).waiting["unsigned"] == 2


def test_a_report_nobody_confirmed_waits_once_it_was_shown_again() -> None:
    facts = plan(task(), pending=((1, date(2018, 3, 7)), (1, date(2018, 3, 8))))
    assert summarise(facts, NOW, DAYS).waiting["unconfirmed"] == 1


def test_every_kind_of_waiting_is_named_even_when_nothing_waits() -> None:
    waiting = summarise(plan(task(), reviews=((1, "closing"), (1, "closing"))), NOW, DAYS).waiting
    assert waiting["closing"] == 2
    assert {kind for kind, number in waiting.items() if not number} >= {
        "extension",
        "unsigned",
        "unconfirmed",
        "unbound",
    }


def test_one_unit_sees_only_what_concerns_it() -> None:
    asked = date(2018, 3, 7)
    facts = plan(
        task(id=1, code="1-1", parts=(lead("科技司"), support("财务司", asked=asked))),
        task(id=2, code="1-2", parts=(lead("科技司", asked=asked),)),
        reviews=((1, "closing"), (2, "closing")),
        received={1: 2, 2: 5},
        unbound=("科技司", "财务司"),
        undelivered=3,
    )
    summary = summarise(only(facts, "财务司"), NOW, DAYS)
    assert [line.task.code for line in summary.lines] == ["1-1"]
    assert (summary.owing, summary.facts.unbound) == (("财务司",), ("财务司",))
    assert (summary.received, summary.waiting["closing"]) == (2, 1)
    assert summary.waiting["undelivered"] == 0
    assert summarise(facts, NOW, DAYS).owing == ("财务司", "科技司")


def test_overdue_is_told_in_workdays() -> None:
    facts = plan(task(due_on=date(2018, 3, 2)))
    assert summarise(facts, NOW, DAYS).lines[0].overdue == 5
    saturday = summarise(facts, on("03-03"), DAYS)
    assert saturday.lines[0].overdue == 0
    assert saturday.counts.overdue == 1
    assert summarise(facts, on("03-02", 18), DAYS).lines[0].overdue is None


def test_changes_are_counted_from_the_digest_before() -> None:
    facts = plan(task(state=TaskState.CLOSED), task(due_on=date(2018, 3, 8)))
    assert summarise(facts, NOW, DAYS).changes is None
    before = Counts({Light.GREY: 2}, 0)
    changes = summarise(replace(facts, before=before), NOW, DAYS).changes
    assert changes is not None
    assert changes.overdue == 1
    assert {colour: n for colour, n in changes.lights.items() if n} == {
        Light.BLUE: 1,
        Light.RED: 1,
        Light.GREY: -2,
    }


def test_the_json_of_status_is_the_public_one() -> None:
    part = lead(signed_at=on("02-13", 1), percent=30.0, said=said("03-07"))
    shown = as_json(summarise(plan(task(parts=(part,), percent=30.0)), NOW, DAYS), DAYS)
    assert list(shown) == [
        "now",
        "plan",
        "week",
        "counts",
        "tasks",
        "waiting",
        "unsigned",
        "owing",
        "unbound",
    ]
    assert shown["now"] == "2018-03-09T18:00:00+08:00"
    assert (shown["plan"], shown["week"]) == ("2018", "2018-W10")
    assert shown["counts"] == {"blue": 0, "green": 1, "yellow": 0, "red": 0, "grey": 0}
    assert shown["tasks"] == [
        {
            "code": "4-1",
            "brief": "资源公共服务体系",
            "state": "open",
            "light": "green",
            "due": "2018-12-31",
            "percent": 30.0,
            "parts": [
                {
                    "unit": "科技司",
                    "role": "lead",
                    "signed_on": "2018-02-13",
                    "percent": 30.0,
                    "report": {
                        "id": 1,
                        "text": "联通省级平台6个",
                        "at": "2018-03-07T10:00:00+08:00",
                    },
                }
            ],
        }
    ]
    assert json.loads(json.dumps(shown)) == shown


states = st.sampled_from([state for state in TaskState if state is not TaskState.DROPPED])


@given(st.lists(st.tuples(states, st.none() | st.dates(date(2018, 2, 12), date(2018, 12, 31)))))
def test_the_counts_add_up_to_the_tasks(rows: list[tuple[TaskState, date | None]]) -> None:
    tasks = [task(state=state, due_on=due) for state, due in rows]
    summary = summarise(plan(*tasks), NOW, DAYS)
    assert sum(summary.counts.lights.values()) == len(tasks)
    assert set(summary.counts.lights) == set(Light)
    assert [line for colour in Light for line in summary.lit(colour)] == sorted(
        summary.lines, key=lambda line: list(Light).index(line.light)
    )
