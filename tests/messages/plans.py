"""Facts for the templates of plans: at least one set for each way each can go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from data.kinds import Basis, End, PlanState, Role
from data.models import Task
from data.overview import Doubt, Overview
from data.revision import Change
from data.store.carries import Left
from handlers.page import cut
from handlers.plans_confirm import Entry
from messages.drafts import facts

TITLE = "2019年工作要点"
NOW = datetime(2018, 3, 7, 2, 0, tzinfo=UTC)
VAGUE = Doubt(1, "vague-date", "适时", 6, 6, ("1-1", "1-2", "2-1", "2-2"))
DOUBTS = (
    VAGUE,
    Doubt(2, "unknown-unit", "科技思", 7, 7, ("1-2",)),
    Doubt(3, "empty-group", "相关业务司局", 9, 9, ("2-1",)),
    Doubt(4, "no-owner", "", 9, 9, ("2-2",)),
    Doubt(5, "sum-mismatch", "1000+2000=4000", 11, 11),
)
DRAFT = Overview(2, "2019", TITLE, "教技厅〔2019〕1号", None, 2019, PlanState.DRAFT, 3, 7, 6, 0)
MANY = replace(
    DRAFT,
    doubts=DOUBTS * 2,
    revises="2018",
    goes_on=(("9-3", "9-2", "专项培训"),) * 5,
)
KNOWN = {"plan": replace(DRAFT, state=PlanState.CONFIRMED)}
TASK = Task(
    plan_id=1,
    ordinal=1,
    code="1-1",
    item="1",
    title="数字校园",
    brief="数字校园",
    text="完成**验收**。",
    owner_text="科技司",
    due_on=date(2019, 12, 31),
    due_basis=Basis.IMPLIED,
    due_why="implied-year-end",
)
NO_DATE = Task(**{**TASK.model_dump(), "due_on": None, "due_why": "no-date"})
SHOWN = {"code": "1-1", "brief": "数字校园", "text": "完成验收。"}
CHANGE = {"added": 1, "dropped": 0, "changed": 2}
ENTRIES = [
    Entry("added", "4-3", "新的"),
    Entry("dropped", "1-1", "旧的"),
    Entry("changed", "2-1", "别的", (Change.REWORDED, Change.OWNERS, Change.DUE)),
]
LEFT = [Left(1, "1-1", "甲", None, None), Left(2, "1-2", "乙", 40.0, "3-1")] * 3


def checked(doubt: Doubt, **more: object) -> dict[str, Any]:
    return {
        **{"key": "2019", "doubt": doubt, "place": 1, "count": 3},
        **{"task": SHOWN if doubt.tasks else None, "members": []},
        **more,
    }


def confirmed(**more: object) -> dict[str, Any]:
    return {
        **{"plan": DRAFT, "key": "2019", "starts": NOW, "change": None, "units": [], "put_in": 0},
        **more,
    }


PLANS: Mapping[str, list[Mapping[str, Any]]] = {
    "plan-reading": [{"name": "a*b.docx"}],
    "enclosed": [{"name": "a*b.docx"}],
    "digest-switched": [{"off": off, "units": ["科技司", "财务司"]} for off in (True, False)],
    "plan-known": [KNOWN, {"plan": replace(KNOWN["plan"], sign_off=True)}],
    "plan-list": [
        {"page": cut([{"key": "2018", "title": TITLE, "state": state, "tasks": 3}] * n, 1)}
        for state, n in (("draft", 2), ("applied", 9), ("closed", 0))
    ],
    "plan-draft": [facts(DRAFT), facts(MANY)],
    "plan-check": [
        *(checked(each) for each in DOUBTS),
        checked(DOUBTS[2], members=["科技司", "财务司"]),
    ],
    "plan-task": [
        {
            "key": "2019",
            "task": task,
            "owners": owners,
            "doubts": doubts,
            "left": len(doubts),
        }
        for task, owners, doubts in (
            (TASK, [("科技司", Role.LEAD), ("财务司", Role.SUPPORT)], [VAGUE]),
            (NO_DATE, [], []),
        )
    ],
    "plan-rehearsal": [
        {
            "plan": TITLE,
            "first": date(2019, 1, 2),
            "last": date(2019, 12, 31),
            "told": 146,
            "units": [("科技司", 27), ("财务司", 20)],
            "busiest": [("科技司", "2019-W44", 3)],
            "digests": 51,
        }
    ],
    "plan-confirmed": [
        confirmed(),
        confirmed(plan=MANY, put_in=2),
        confirmed(change=CHANGE, units=["科技司"] * 8),
        confirmed(change=CHANGE),
    ],
    "plan-retracted": [facts(DRAFT)],
    "plan-give-up": [{"key": "2019", "title": TITLE}],
    "plan-given-up": [{"key": "2019", "title": TITLE}],
    "plan-diff": [
        {"key": "2018", "counts": CHANGE, "page": cut(entries, 1)}
        for entries in (ENTRIES, ENTRIES * 4, [])
    ],
    "plan-left": [{"title": TITLE, "page": cut(LEFT, 1, 4)}],
    "plan-end": [{"key": "2018", "title": TITLE, "count": 56, "end": end.value} for end in End],
    "plan-closed": [
        {"title": TITLE, "counts": {"closed": 1, "dropped": 0, "carried": n}, "next": after}
        for n, after in ((2, TITLE), (2, None), (0, None))
    ],
    "plan-gone": [
        {"title": TITLE, "unit": "科技司", "tasks": [{"code": "1-1", "brief": "甲"}] * n}
        for n in (1, 20)
    ],
}
