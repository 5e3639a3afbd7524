"""Facts for the templates that explain and steer reminders."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from data.kinds import ActKind, Cadence, Fate, Recipient, Role, Rule, SlipLevel
from data.store.asked import Asked, AskedLine
from data.store.moves import Moved
from data.store.pauses import Paused
from data.store.slips import Letter, Slip
from data.store.tasks import Part
from data.store.why import Fated, Outlook, Record
from handlers import switch
from handlers.pause import Scope
from schedules.escalating import Block, Late

ON = date(2018, 9, 26)
SINCE = datetime(2018, 9, 26, 2, 0, tzinfo=UTC)
FATED = Fated(
    9, "4-1", "资源公共服务体系", 1, "科技司", Rule.REPORT_ROUND, ON, None, Fate.TOLD, "", ON, None
)
LATE = replace(FATED, task=10, rule=Rule.OVERDUE, deadline=date(2018, 9, 20))
ABOVE = replace(LATE, to=Recipient.LEADER)
GIVEN = replace(FATED, fate=Fate.GIVEN_UP, reason="cap", told_on=None, reported_on=ON)
NOTHING = Record([], 0)
OUTLOOK = Outlook("科技司", 1, ON, date(2018, 10, 31), "")
HELD = replace(OUTLOOK, told_on=None, next_on=None, hold="unbound")
DONE = replace(OUTLOOK, next_on=None)

TASK_SWITCH = switch.Scope("task", 9, "4-1", "#9")
PLAN_SWITCH = switch.Scope("plan", 1, "2018年工作要点", "2018")


def message(*lines: Fated, left: tuple[Fated, ...] = ()) -> dict[str, Any]:
    return {
        "to": "unit",
        "unit": "科技司",
        "on": ON,
        "rules": list(dict.fromkeys(line.rule for line in lines)),
        "lines": lines,
        "more": len(left),
        "last": True,
        "total": len(lines) + len(left),
        "left": left,
        "late": {10: 4},
    }


SLIP = Slip(9, 1, "4-1", "资源公共服务体系", ON, SlipLevel.YELLOW, 20, ((1, "科技司"),))
LETTER = Letter(
    unit="科技司",
    plan="2018年工作要点",
    code="4-1",
    brief="资源公共服务体系",
    level=SlipLevel.RED,
    year=2018,
    number=3,
    due=ON,
    on=date(2018, 11, 9),
    workdays=30,
    answer_by=date(2018, 11, 16),
    word="请专题研究",
    by="张",
    said="已完成60%",
    said_on=ON,
    percent=60.0,
)


def above(to: Recipient, *rules: Rule) -> Block:
    lines = tuple(
        AskedLine(9, "4-1", "资源公共服务体系", Role.LEAD, rule, ON, 6, 40.0, None, False, "科技司")
        for rule in rules
    )
    prompt = Asked(1, "科技司", "要点", ON, ON, False, lines, to)
    slip = SLIP if to is Recipient.COORDINATOR else None
    return Block(prompt, tuple(Late(line, ("科技司",) * 4, slip) for line in lines), 1)


def samples(part: Part) -> Mapping[str, list[Mapping[str, Any]]]:
    """At least one set for each way a template can go."""
    back = replace(part, returned_on=ON)
    return {
        **{
            name: [
                {"part": part, "before": before, "on": ON, "reason": "等待批复", "today": ON}
                for before in (None, date(2018, 12, 31))
            ]
            for name in ("due-moved", "due-told")
        },
        "dates-told": [
            {
                "moves": [Moved(17, "4-1", "资源公共服务体系", before, ON, "等待批复")] * n,
                "more": more,
                "today": ON,
            }
            for before, n, more in ((ON, 1, 0), (None, 6, 2))
        ],
        "due-paced": [
            {"part": part, "cadence": cadence, "reason": reason}
            for cadence, reason in (("weekly", "重点关注"), ("default", ""))
        ],
        "due-reason": [{"part": part, "on": ON, "today": ON}],
        "urged": [
            {
                "units": ["科技司"],
                "tasks": 2,
                "later": full,
                "braked": braked,
                "unmanned": names,
                "paused": names,
                "word": word,
            }
            for full, braked, names, word in (
                (False, False, [], ""),
                (True, False, ["高教司"], "请今日报送"),
                (True, True, [], ""),
            )
        ],
        "snoozed": [
            {"parts": [part] * n, "on": ON, "capped": capped, "joined": joined, "several": capped}
            for n, capped, joined in ((1, False, False), (2, True, False), (1, False, True))
        ],
        "pause-done": [
            {"kind": kind, "scope": Scope(scope, (1,), names, scope, reason)}
            for kind in (ActKind.PAUSE, ActKind.RESUME)
            for scope, names, reason in (("all", (), ""), ("task", ("4-1", "5-1"), "等待批复"))
        ],
        "switched": [
            {"scope": switched, "rule": Rule.OVERDUE, "on": on, "reason": reason}
            for switched in (TASK_SWITCH, PLAN_SWITCH)
            for on, reason in ((True, ""), (False, "年底统一报送"))
        ],
        "switches": [
            {"scope": switched, "rules": [(Rule.OVERDUE, False), (Rule.SILENT, True)]}
            for switched in (TASK_SWITCH, PLAN_SWITCH)
        ],
        "paused": [
            {"paused": Paused(None, (), (), ()), "since": None},
            {"paused": Paused(SINCE, ("2018",), ("科技司",), ("4-1",)), "since": SINCE},
        ],
        "why-message": [
            message(FATED),
            message(replace(FATED, returned_on=ON, cadence=Cadence.WEEKLY)),
            message(LATE, FATED, GIVEN, left=(GIVEN, GIVEN)),
            message(LATE) | {"to": "leader"},
            message(LATE) | {"to": "coordinator"},
        ],
        "slip": [
            {"letter": each}
            for each in (
                LETTER,
                replace(LETTER, word="", said_on=None),
                replace(LETTER, percent=None),
            )
        ],
        "slip-proposed": [
            {"slips": held, "all": count} for held, count in (([], 0), ([SLIP], 1), ([SLIP] * 3, 5))
        ],
        "slip-released": [
            {"slip": SLIP, "number": 3, "year": 2018, "later": full, "unmanned": names}
            for full, names in ((False, []), (True, ["科技司"]))
        ],
        "slip-why": [{"slip": SLIP}],
        "slip-shelved": [{"slip": SLIP}],
        "escalation": [
            {"blocks": [above(Recipient.LEADER, Rule.OVERDUE)]},
            {
                "blocks": [
                    above(Recipient.LEADER, Rule.DEADLINE_NEAR, Rule.OVERDUE),
                    above(Recipient.COORDINATOR, Rule.OVERDUE, Rule.OVERDUE),
                ]
            },
        ],
        "why-task": [
            {"part": part, "several": several, "record": record, "outlook": looks, "returned": sent}
            | {"off": [Rule.OVERDUE, Rule.SILENT] if sent else []}
            for several, record, looks, sent in (
                (False, NOTHING, [OUTLOOK], []),
                (False, Record([FATED, GIVEN, ABOVE], 3), [DONE], [back]),
                (True, Record([FATED], 0), [OUTLOOK, HELD], [back]),
            )
        ],
        "why-unit": [
            {"outlook": look, "tasks": 29, "told": told, "unsaid": unsaid}
            for look, told, unsaid in (
                (OUTLOOK, Record([FATED, ABOVE], 2), Record([GIVEN], 1)),
                (HELD, NOTHING, NOTHING),
                (DONE, Record([FATED], 0), NOTHING),
            )
        ],
    }
