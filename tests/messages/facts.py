"""The people, tasks and words that the samples of templates speak of."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from data.kinds import Basis, ReportState, ReviewKind, Role, Rule, Standing, TaskState
from data.store.asked import Asked, AskedLine
from data.store.history import Entry
from data.store.posts import Held
from data.store.reports import Spoken
from data.store.reviews import Asked as Closing
from data.store.tasks import Part, Whole, Words
from handlers.command import Person
from handlers.said import Counted, Line

NOW = datetime(2018, 3, 7, 2, 0, tzinfo=UTC)
DUE = date(2018, 12, 31)
TYPED = "<b>30%</b> {{ x }} **星**\n> [x](https://x.y)"

PART = Part(
    assignment=1,
    task=9,
    plan=1,
    plan_title="2018年工作要点",
    code="4-1",
    title="资源公共服务体系",
    brief="资源公共服务体系",
    ordinal=9,
    unit=1,
    unit_name="科技司",
    role=Role.LEAD,
    state=TaskState.OPEN,
    due_on=DUE,
    percent=None,
    signed_at=None,
    reported_at=None,
)
MOVED = replace(PART, role=Role.SUPPORT, percent=40.0, signed_at=NOW, due_on=None, task=10)
LATE = replace(PART, due_on=date(2018, 3, 1), task=11)
NEAR = replace(PART, due_on=date(2018, 3, 15), task=12)
WHOLE = Whole(
    id=9,
    code="4-1",
    title="推动体系建设",
    brief="资源公共服务体系",
    text="原文。",
    plan="2018年工作要点",
    due_on=DUE,
    due_basis=Basis.IMPLIED,
    due_phrase=None,
    due_why="implied-year-end",
    state=TaskState.OPEN,
    percent=30.0,
    targets=("10个以上",),
    parts=(PART, MOVED),
)
SPOKEN = Spoken(1, 1, 4, TYPED, 30.0, None, None, ReportState.CONFIRMED, NOW)
CLOSING = Closing(
    id=1,
    kind=ReviewKind.CLOSING,
    task=9,
    code="4-1",
    brief="资源公共服务体系",
    due_on=DUE,
    proposed_on=None,
    unit=1,
    unit_name="科技司",
    text=TYPED,
    percent=100.0,
    asked_at=NOW,
    decided_at=None,
    decided_by=None,
    approved=None,
    word=None,
)
LATER = date(2019, 1, 31)
REVIEWS = [
    replace(CLOSING, kind=kind, proposed_on=LATER if kind is ReviewKind.EXTENSION else None)
    for kind in ReviewKind
]
ENTRY = Entry(NOW, "科技司", "李", TYPED, 30.0, ReportState.CONFIRMED, None, None, None, None)
DECIDED = [
    replace(ENTRY, state=ReportState.WITHDRAWN),
    replace(ENTRY, state=ReportState.AWAITING),
    replace(ENTRY, leader="赵"),
    replace(ENTRY, state=ReportState.RETURNED, leader="赵", leader_word=TYPED),
    *(replace(ENTRY, wants=kind) for kind in ReviewKind),
    *(
        replace(ENTRY, wants=kind, approved=approved, word=TYPED, decided_by="张")
        for kind in ReviewKind
        for approved in (True, False)
    ),
]
HELD = Held(1, 1, "李", 1, "科技司", Standing.CONTACT, NOW, NOW, "telegram")
CONTACT = Person(1, "李", "zh", {1: "科技司"}, frozenset({Standing.CONTACT}))
COORDINATOR = Person(2, "张", "zh", {}, frozenset({Standing.COORDINATOR}))
READER = Person(3, "王", "zh", {}, frozenset({Standing.READER}))
LINE = Line(
    PART,
    TYPED,
    30.0,
    (Counted("培训5人", 10, "人"), Counted("新增2人", adds=True)),
    ("剩余2个省",),
    DUE,
    aims=("培训10人",),
)
DAYS = {"today": date(2018, 3, 7), "soon": date(2018, 3, 21)}
TASK = {
    "task": WHOLE,
    "origin": None,
    "mine": [1],
    "own": [PART],
    "all": False,
    "silent": [],
    "sums": False,
    "reports": [],
    **DAYS,
}
WORDS = [Words("科技司", TYPED, 30.0, NOW), Words("科技司", TYPED, None, NOW)]


def check(
    *lines: Line,
    question: str = "",
    edited: bool = False,
    files: tuple[str, ...] = (),
    beside: tuple[Part, ...] = (),
) -> dict[str, Any]:
    return {
        "lines": lines,
        "question": question,
        "edited": edited,
        "files": files,
        "beside": beside,
    }


def asked(*rules: Rule, settled: bool = False) -> dict[str, Any]:
    """What a prompt's templates get, with a line for each rule and count."""
    lines = tuple(
        AskedLine(
            task=9,
            code="4-1",
            brief="资源公共服务体系",
            role=Role.LEAD,
            rule=rule,
            deadline=DUE,
            count=count,
            percent=30.0 if settled else None,
            reported_at=NOW if settled else None,
            settled=settled,
            answered=settled,
        )
        for rule in rules
        for count in (0, 3)
    )
    prompt = Asked(1, "科技司", "2018年工作要点", date(2018, 3, 7), DUE, True, lines)
    return {
        "prompt": prompt,
        "title": "round",
        "lines": lines,
        "more": 3,
        "last": not settled,
        "done": [("reported", 2, 3), ("signed", 0, 1)] if settled else [],
        "edited": settled,
        "roles": [line.role for line in lines],
        "dates": [DUE],
    }
