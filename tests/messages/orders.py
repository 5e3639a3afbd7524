"""Facts for the templates about tasks given to units, and taken from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.kinds import ActKind, Role
from data.store.acts import Done
from data.store.unconfirmed import Unconfirmed
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
        "assign-told": [{**changed, "unit": "科技司", "role": role} for role in (Role.LEAD, "")],
    }
