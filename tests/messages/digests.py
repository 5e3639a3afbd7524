"""A week's facts with something in every part, for what is made from them."""

from dataclasses import replace
from datetime import date
from typing import Any

from data.edition import snapshot
from data.kinds import Role, TaskState
from data.reached import GoalReached, Reached, Share
from data.summary import Counts, PlanFacts, Section
from data.week import Said
from data.weekly import week_summary
from tests.data.facts import DAYS, lead, on, said, task

TYPED = '#strong[x] <b>*{{ 7*7 }}*</b> $x$ "\\'
PLAN = PlanFacts(
    key="2018",
    title="2018年教育信息化和网络安全工作要点",
    tasks=(
        task(id=1, section=1, percent=30.0, parts=(lead(said=said(), percent=30.0),)),
        task(id=2, code="8-1", brief="普通话推广", section=1, parts=(lead("语用司"),)),
        task(
            id=3,
            code="20-1",
            brief="专项督导",
            state=TaskState.CLOSED,
            closed_at=on("03-07"),
            parts=(lead("督导局"),),
        ),
        task(
            id=4,
            code="3-2",
            brief="实验校中期评估",
            due_on=date(2018, 3, 7),
            parts=(lead("职成司", asking=date(2018, 3, 7)),),
        ),
        task(
            id=5,
            code="19-1",
            brief="经费投入",
            blocked=said(text="经费口径需与财政部会商", id=9, unit="财务司"),
            parts=(lead("财务司"),),
        ),
        task(
            id=6, code="5-1", brief="全覆盖项目", due_on=date(2018, 3, 20), parts=(lead("基教司"),)
        ),
    ),
    sections=(Section(1, "（三）", "深化数字教育资源开发应用"),),
    before=Counts({}, 0),
)
REACHED = Reached(
    "“人人通”专项培训1万人", 10000, "人", 5500.0, (1,), (Share(10, "培训1万人", 5500.0, (1,)),)
)
REPORTS = (
    Said(1, 1, 10, "科技司", Role.LEAD, "联通省级平台6个，较上周增加2个", 30.0),
    Said(2, 2, 20, "语用司", Role.LEAD, TYPED),
)


def facts(**plan: Any) -> dict[str, Any]:
    """The snapshot of W10 of 2018."""
    goals = (GoalReached(4, "全面开展网络学习空间普及行动", (REACHED,)),)
    window = (on("03-02", 15), on("03-09", 15))
    return snapshot(
        week_summary(replace(PLAN, **plan), window, REPORTS, goals, {"科技司": 2}, DAYS)
    )
