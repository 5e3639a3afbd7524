"""Facts for the templates about tasks given to units, and taken from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.kinds import ActKind, Role
from data.store.acts import Done
from data.store.unconfirmed import Unconfirmed
from handlers.ledger import Change, Turn
from tests.messages.facts import DUE, MOVED, NOW, PART, TYPED, WHOLE

LEFT = Unconfirmed(1, 1, 4, 9, "4-1", "资源公共服务体系", "科技司", TYPED, None, False, NOW)
DONE = [
    Done(ActKind.DISPATCH, "张", NOW, "", {}),
    Done(ActKind.ASSIGN, "张", NOW, TYPED, {"lead": ["财务司"], "support": [], "gone": ["科技司"]}),
    Done(ActKind.DUE, "张", NOW, "", {"from": None, "to": DUE}),
    Done(ActKind.SWITCH, "张", NOW, TYPED, {"rule": "overdue", "on": False}),
    Done(ActKind.SWITCH, "张", NOW, "", {"rule": "deadline-near", "on": True}),
    Done(ActKind.DROP, "张", NOW, TYPED, {}),
    Done(ActKind.CLOSE, "张", NOW, TYPED, {}),
    Done(ActKind.SLIP, "张", NOW, TYPED, {"level": "blue", "number": 1}),
    Done(ActKind.SLIP, "张", NOW, TYPED, {"level": "red"}),
]

UNITS = {"task": WHOLE, "parts": [PART, MOVED], "unit": "科技司"}
EDITED = [
    {"part": PART, "before": None, "on": DUE, "today": NOW.date()},
    {"part": PART, "before": DUE, "on": DUE, "today": NOW.date()},
    {**UNITS, "role": Role.LEAD},
    {**UNITS, "role": ""},
]
TURNS = (
    Turn(1, "科技司", Role.LEAD, Role.SUPPORT, "E4"),
    Turn(2, "财务司", None, Role.LEAD, "D5"),
    Turn(3, "督导局", Role.SUPPORT, None, "A4"),
)
CHANGES = (
    Change(replace(WHOLE, due_on=None), DUE, "F4", ()),
    Change(WHOLE, DUE, "F5", TURNS),
)
ASKED = {"name": "台账.xlsx", "title": "要点", "reason": TYPED, "today": NOW.date()}


def samples() -> Mapping[str, list[Mapping[str, Any]]]:
    """At least one set for each way a template can go."""
    changed = {"task": WHOLE, "parts": [PART, MOVED], "reason": TYPED}
    return {
        "dispatch-told": [
            {"task": task, "by": "张", "reason": reason, "today": NOW.date()}
            for task in (WHOLE, replace(WHOLE, due_on=None))
            for reason in ("", TYPED)
        ],
        "unconfirmed": [
            {"said": [replace(LEFT, percent=percent)] * number}
            for percent in (None, 80.0)
            for number in (1, 2)
        ],
        "drop-why": [{"task": WHOLE}],
        "dropped": [{"task": WHOLE, "reason": TYPED}],
        "drop-told": [{"task": WHOLE, "reason": TYPED}],
        "close-why": [{"task": WHOLE}],
        "closed": [{"task": WHOLE, "word": TYPED, "told": told} for told in (True, False)],
        "closed-told": [{"task": WHOLE, "word": TYPED, "told": True}],
        "assign-asks": [{"task": WHOLE}],
        "assign-why": [{"task": WHOLE}],
        "assigned": [
            {**changed, "given": given, "ended": given, "unreached": given}
            for given in ([], ["财务司"])
        ],
        "ledger-told": [
            {"changes": each, "count": count, "reason": TYPED}
            for each in (EDITED, EDITED[:1])
            for count in (len(EDITED), 40)
        ],
        "ledger-taken": [{"tasks": n, "unreached": ["财务司"] * (n - 1)} for n in (1, 2)],
        "cli-ledger": [
            {**ASKED, "changes": CHANGES[:n], "missing": missing}
            for n, missing in ((1, 0), (2, 1), (2, 3))
        ],
        "assign-told": [{**changed, "unit": "科技司", "role": role} for role in (Role.LEAD, "")],
    }
