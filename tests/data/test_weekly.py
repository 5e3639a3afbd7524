"""What a week's digest holds, and that all of it stands on reports."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.edition import Edition, as_json, fingerprint, shares, snapshot
from data.kinds import Light, ReviewKind, Role, TaskState
from data.lights import Clause, TaskFacts
from data.reached import GoalReached, Reached, Share
from data.share import own_share
from data.summary import Counts, PlanFacts, Section
from data.week import Said, WeekFacts
from data.weekly import GIST, LONG_LIST, SHORT_GIST, week_summary
from tests.data.facts import DAYS, lead, on, said, task

WINDOW = (on("03-02", 15), on("03-09", 15))
SECTIONS = (Section(1, "（一）", "统筹部署"), Section(2, "（二）", "环境建设"))


def report(id: int, task: int = 1, unit: str = "科技司", **facts: Any) -> Said:
    role = Role.LEAD if unit == "科技司" else Role.SUPPORT
    return Said(id, task, 10 * task, unit, role, facts.pop("text", f"已完成第{id}步"), **facts)


def week(*tasks: TaskFacts, reports: tuple[Said, ...] = (), **facts: Any) -> WeekFacts:
    goals = facts.pop("goals", ())
    burden = facts.pop("burden", {})
    plan = replace(PlanFacts("2018", "2018年要点", tasks, SECTIONS), **facts)
    return week_summary(plan, WINDOW, reports, goals, burden, DAYS)


def test_a_week_is_named_by_its_freeze_and_spans_its_workdays() -> None:
    facts = week(task())
    assert (facts.week, facts.first, facts.last) == (
        "2018-W10",
        date(2018, 3, 5),
        date(2018, 3, 9),
    )
    assert facts.since.isoformat() == "2018-03-02T15:00:00+08:00"


def test_reports_stand_in_the_plans_order_whatever_order_they_came_in() -> None:
    tasks = (task(id=5, code="2-1", section=2), task(id=3, code="9-1", section=2))
    spoken = (report(1, 3), report(2, 5, "中央电教馆"), report(3, 5))
    facts = week(*tasks, reports=spoken)
    assert [each.id for each in facts.reports] == [3, 2, 1]


def test_the_newest_report_of_the_lead_stands_for_the_task() -> None:
    spoken = (report(1), report(2, text="已联通6个。另有2个在谈"), report(3, 1, "中央电教馆"))
    facts = week(task(section=1), reports=spoken)
    (chapter,) = facts.chapters
    assert (chapter.mark, chapter.title) == ("（一）", "统筹部署")
    (line,) = chapter.progress
    assert (line.report, line.unit, line.gist, line.more) == (2, "科技司", "已联通6个", 2)


def test_what_asks_for_another_date_does_not_stand_for_what_was_done() -> None:
    late = report(2, text="请延至6月", wants=ReviewKind.EXTENSION)
    done = report(3, text="已建成", wants=ReviewKind.CLOSING)
    other = report(4, 1, "中央电教馆")
    for spoken, stands in (
        ((report(1), late, other), 1),
        ((late, other), 2),
        ((report(1), done, other), 3),
    ):
        facts = week(task(section=1), reports=spoken)
        assert facts.chapters[0].progress[0].report == stands
        share = own_share(snapshot(facts), ["科技司"])
        assert share["chapters"][0]["progress"][0]["report"] == stands
        assert len(as_json(Edition(snapshot(facts)), DAYS)["reports"]) == len(spoken)


def test_in_a_long_list_each_report_has_a_shorter_line() -> None:
    tasks = tuple(task(id=n, code=f"{n}-1", section=1) for n in range(LONG_LIST + 1))
    spoken = tuple(report(n, n, text="已完成" + "一" * 50) for n in range(LONG_LIST + 1))
    (few,) = week(*tasks, reports=spoken[1:]).chapters
    (many,) = week(*tasks, reports=spoken).chapters
    assert {len(line.gist) for line in few.progress} == {GIST}
    assert {len(line.gist) for line in many.progress} == {SHORT_GIST}


def test_what_asks_for_coordination_is_not_told_twice() -> None:
    stuck = task(section=1, blocked=said(id=8))
    assert week(stuck, reports=(report(8),)).chapters == ()
    assert len(week(stuck, reports=(report(7), report(8))).chapters) == 1


def test_tasks_outside_any_section_come_last() -> None:
    tasks = (task(id=1, section=None), task(id=2, code="5-1", section=2))
    facts = week(*tasks, reports=(report(1, 1), report(2, 2)))
    assert [chapter.mark for chapter in facts.chapters] == ["（二）", ""]


def test_only_what_was_closed_in_the_window_is_the_weeks() -> None:
    closed = {"state": TaskState.CLOSED}
    tasks = (
        task(code="1-1", closed_at=on("03-02", 15), **closed),
        task(code="1-2", closed_at=on("03-02", 16), **closed),
        task(code="1-3", closed_at=on("03-09", 15), **closed),
    )
    assert [each.code for each in week(*tasks).closed] == ["1-2", "1-3"]


def test_overdue_names_the_units_that_lead_and_blocked_the_one_that_says_so() -> None:
    late = task(code="3-2", due_on=date(2018, 3, 7), parts=(lead("职成司"),))
    stuck = task(code="19-1", blocked=said(text="经费口径需会商", id=8, unit="财务司"))
    facts = week(late, stuck)
    assert [(each.code, each.workdays, each.units) for each in facts.overdue] == [
        ("3-2", 2, ("职成司",))
    ]
    assert [(each.code, each.units, each.text, each.report) for each in facts.blocked] == [
        ("19-1", ("财务司",), "经费口径需会商", 8)
    ]


def test_the_next_two_weeks_hold_due_dates_and_dated_clauses() -> None:
    tasks = (
        task(code="1-1", due_on=date(2018, 3, 23)),
        task(code="1-2", due_on=date(2018, 3, 24)),
        task(code="1-3", clauses=(Clause(date(2018, 3, 20), "3月20日"),)),
        task(code="1-4", due_on=date(2018, 3, 12), state=TaskState.CLOSED),
        task(code="1-5", due_on=date(2018, 3, 8)),
    )
    coming = week(*tasks).due_soon
    assert [(each.code, each.on.day, each.phrase) for each in coming] == [
        ("1-1", 23, ""),
        ("1-3", 20, "3月20日"),
    ]


def test_those_who_owe_are_those_of_the_round_that_closes_with_the_week() -> None:
    facts = week(
        task(parts=(lead("高教司", asking=date(2018, 3, 7), asked=date(2018, 3, 7)),)),
        task(parts=(lead("语用司", asked=date(2018, 2, 28)),)),
        task(parts=(lead("财务司", asking=date(2018, 3, 7), said=said("03-08")),)),
    )
    assert facts.owing == ("高教司",)
    assert facts.counts.lights[Light.YELLOW] == 2


def test_burden_names_each_unit_of_the_plan_once_in_its_order() -> None:
    facts = week(task(), burden={"中央电教馆": 1, "科技司": 2, "别的单位": 3})
    assert [(each.unit, each.messages) for each in facts.burden] == [
        ("科技司", 2),
        ("中央电教馆", 1),
    ]


spoken = st.lists(
    st.builds(
        lambda id, task, unit, percent, text: report(id, task, unit, percent=percent, text=text),
        st.integers(1, 500),
        st.integers(1, 4),
        st.sampled_from(["科技司", "中央电教馆"]),
        st.none() | st.integers(0, 100).map(float),
        st.text("联通省级平台1234567890，。个\n<{{", min_size=1, max_size=80),
    ),
    unique_by=lambda said: said.id,
)


@given(spoken)
def test_every_sentence_and_figure_stands_in_a_report(reports: list[Said]) -> None:
    tasks = tuple(task(id=n, code=f"{n}-1", section=n % 2 + 1) for n in (1, 2, 3))
    facts = snapshot(week(*tasks, reports=tuple(reports)))
    known = {each.id: each for each in reports if each.task <= 3}
    assert {each["id"] for each in facts["reports"]} == set(known)
    for each in facts["reports"]:
        assert (each["text"], each["percent"]) == (
            known[each["id"]].text,
            known[each["id"]].percent,
        )
    for line in (line for chapter in facts["chapters"] for line in chapter["progress"]):
        source = known[line["report"]]
        assert line["gist"].removesuffix("…") in " ".join(source.text.split())
        assert set(re.findall(r"\d+", line["gist"])) <= set(re.findall(r"\d+", source.text))
        assert line["percent"] == source.percent


def test_the_snapshot_is_plain_json_and_its_hash_does_not_hang_on_order() -> None:
    facts = snapshot(week(task(section=1), reports=(report(1),), before=Counts({}, 0)))
    again = json.loads(json.dumps(facts))
    turned = dict(reversed(list(facts.items())))
    assert again == facts
    assert fingerprint(again) == fingerprint(turned) == fingerprint(facts)
    assert fingerprint({**facts, "week": "2018-W11"}) != fingerprint(facts)
    assert facts["changes"] == {
        "blue": 0,
        "green": 0,
        "yellow": 0,
        "red": 0,
        "grey": 1,
        "overdue": 0,
    }


def test_the_snapshot_keeps_the_shares_behind_a_goals_sum() -> None:
    share = Share(10, "培训1万人", 5500.0, (1,))
    reached = Reached("培训1万人", 10000, "人", 5500.0, (1,), (share,))
    facts = snapshot(week(task(), goals=(GoalReached(4, "普及行动", (reached,)),)))
    assert shares(facts) == {(4, "培训1万人"): (share,)}


def test_the_json_of_a_digest_is_the_public_one() -> None:
    reached = Reached(
        "培训1万人", 10000, "人", 5500.0, (1,), (Share(10, "培训1万人", 5500.0, (1,)),)
    )
    late = task(id=2, code="3-2", due_on=date(2018, 3, 7), blocked=said(text="需会商"))
    facts = snapshot(
        week(
            task(section=1),
            late,
            reports=(report(1, percent=30.0),),
            goals=(GoalReached(4, "普及行动", (reached,)),),
        )
    )
    shown = as_json(Edition(facts, on("03-09", 15), "abc"), DAYS)
    assert shown == {
        "plan": "2018",
        "week": "2018-W10",
        "from": "2018-03-02T15:00:00+08:00",
        "to": "2018-03-09T15:00:00+08:00",
        "frozen_at": "2018-03-09T15:00:00+08:00",
        "hash": "abc",
        "counts": {"blue": 0, "green": 0, "yellow": 0, "red": 1, "grey": 1},
        "closed": [],
        "reports": [
            {
                "id": 1,
                "code": "4-1",
                "unit": "科技司",
                "text": "已完成第1步",
                "percent": 30.0,
                "figures": [],
            }
        ],
        "overdue": [{"code": "3-2", "workdays": 2}],
        "blocked": [{"code": "3-2", "text": "需会商"}],
        "due_soon": [],
        "owing": [],
        "goals": [
            {
                "ordinal": 4,
                "targets": [
                    {"text": "培训1万人", "needed": 10000, "reached": 5500.0, "reports": [1]}
                ],
            }
        ],
    }
    assert as_json(Edition(facts), DAYS)["frozen_at"] is None
