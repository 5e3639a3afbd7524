"""Facts for every template: at least one set for each way it can go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.kinds import ReviewKind, Rule, Standing, TaskState
from data.store.carries import Origin
from data.store.group_chats import Bound
from data.store.handovers import Pending
from data.store.people import Manned, Reached
from data.store.unmanned import Invited
from data.store.withdrawals import Withdrawn
from handlers.page import cut
from handlers.parse import Ask
from handlers.parse.order import Order
from tests.messages import evidence, orders, reminding
from tests.messages.facts import (
    CLOSING,
    CONTACT,
    COORDINATOR,
    DAYS,
    DECIDED,
    DUE,
    ENTRY,
    HELD,
    LATE,
    LATER,
    LINE,
    MOVED,
    NEAR,
    NOW,
    PART,
    READER,
    REVIEWS,
    SPOKEN,
    TASK,
    TYPED,
    WHOLE,
    WORDS,
    asked,
    check,
)
from tests.messages.plans import PLANS
from tests.messages.signoffs import SIGNOFFS

SAID_RULES = (
    Rule.OVERDUE,
    Rule.DEADLINE_NEAR,
    Rule.REPORT_ROUND,
    Rule.SILENT,
    Rule.NOT_SIGNED,
)

SAMPLES: Mapping[str, list[Mapping[str, Any]]] = {
    "board": [
        {"link": f"{at}/enter/a_b*c.d-e", "outside": outside, "minutes": 15, "hours": 12}
        for at, outside in (("https://duban.example", True), ("http://127.0.0.1:8080", False))
    ],
    "bound": [
        {
            "standing": Standing.CONTACT,
            "unit": "科技司",
            "again": again,
            "plans": [{"title": "要点", "lead": 25, "support": 4}],
        }
        for again in (False, True)
    ]
    + [{"standing": Standing.READER, "unit": "", "again": False, "plans": []}],
    "change": [
        {"parts": [PART], "pending": [SPOKEN], "own": True},
        {"parts": [PART, MOVED], "pending": [SPOKEN, SPOKEN], "own": False},
    ],
    "check": [
        check(LINE),
        check(LINE, beside=(MOVED,) * 7),
        check(LINE, edited=True, files=("a*b.pdf",)),
        check(replace(LINE, part=MOVED), question="reason"),
        check(replace(LINE, percent=None, asks=(Ask.PERCENT,)), question="percent"),
        check(replace(LINE, asks=(Ask.FIGURE,)), question="figure"),
        check(replace(LINE, percent=100.0)),
        *(check(replace(LINE, wants=kind)) for kind in ReviewKind),
        check(replace(LINE, wants=ReviewKind.EXTENSION), question="date"),
        check(replace(LINE, wants=ReviewKind.EXTENSION, no_day="2月30日"), question="date"),
        check(replace(LINE, wants=ReviewKind.DECLINE), question="why"),
        check(
            replace(LINE, wants=ReviewKind.EXTENSION, proposed_on=LATER),
            replace(LINE, wants=ReviewKind.BLOCKED),
        ),
        check(LINE, replace(LINE, part=MOVED)),
    ],
    "choose": [{"text": TYPED, "page": cut([PART] * n, 1)} for n in (3, 30)],
    "review-asked": [{"asked": each} for each in REVIEWS],
    "review-decided": [
        {"asked": each, "approved": approved, "word": word}
        for each in REVIEWS
        for approved, word in ((True, ""), (True, TYPED), (False, TYPED))
    ],
    "code-in-group": [{}],
    "code-refused": [{"verdict": each} for each in ("wrong", "used", "expired", "barred", "known")],
    "counted": [
        {"said": [(MOVED, SPOKEN)], "noted": noted, "asked": False, "held": held, "leaderless": ()}
        for noted in (True, False)
        for held in (set(), {SPOKEN.id})
    ]
    + [
        {
            "said": [(PART, replace(SPOKEN, wants=kind))],
            "noted": False,
            "asked": True,
            "held": set(),
            "leaderless": ("科技司", "财务司"),
        }
        for kind in ReviewKind
    ],
    **SIGNOFFS,
    "decided": [
        {"asked": each, "approved": approved, "word": "", "told": approved}
        for each in REVIEWS
        for approved in (True, False)
    ],
    "dispatch-notice": [asked(Rule.DISPATCH_NOTICE)],
    "greeting": [{"person": CONTACT}, {"person": READER}],
    "guessing": [{"channel": "telegram"}],
    "help": [
        {"commands": names, "units": list(person.units.values()), "person": person}
        for person, names in (
            (CONTACT, ["report", "done", "ack"]),
            (COORDINATOR, ["report", "review", "invite", "units"]),
            (READER, ["tasks", "task", "help"]),
        )
    ],
    "invitation": [
        {
            "code": "ABCDE12345",
            "link": link,
            "unit": unit,
            "standing": Standing.CONTACT,
            "until": NOW,
        }
        for unit, link in (("科技司", None), ("", "https://t.me/duban_bot?start=ABCDE12345"))
    ]
    + [
        {
            "code": "ABCDE12345",
            "link": None,
            "unit": "科技司",
            "standing": Standing.CONTACT,
            "until": NOW,
            "hands_over": "李",
        }
    ],
    "invited-all": [
        {"invited": [], "until": None, "shown": 5},
        *(
            {
                "invited": [Invited("科技司", "ABCDE12345", link, NOW)] * 38,
                "until": NOW,
                "shown": 5,
            }
            for link in (None, "https://t.me/duban_bot?start=ABCDE12346")
        ),
        {
            "shown": 5,
            "invited": [
                Invited("科技司", "ABCDE12345", None, NOW),
                Invited("财务司", "ABCDE12346", "https://t.me/duban_bot?start=ABCDE12346", NOW),
            ],
            "until": NOW,
        },
    ],
    "unbound": [{"units": ["财务司"] * n} for n in (1, 30)],
    "groups": [{"groups": [Bound("telegram", "1", 1, "科技司", NOW)] * n} for n in (0, 2)],
    "group": [{"unit": unit} for unit in ("", "科技司")],
    "group-bound": [{"unit": "科技司"}],
    "group-released": [{"unit": "科技司"}],
    "account": [
        {
            "accounts": [Reached("telegram", NOW, True), Reached("local", NOW, False)],
            "code": "ABCDE12345",
            "until": NOW,
        }
    ],
    "account-joined": [{}],
    "new-coordinator": [{"name": "张"}],
    "private-only": [{}],
    "prompt-page": [{"page": cut([PART, MOVED] * 9, 2), "unit": "科技司"}],
    "refusal": [{"key": "task-unknown", "facts": {"code": "99-9"}}],
    "reminder": [asked(*SAID_RULES), asked(*SAID_RULES, settled=True), asked()],
    "reported-for-you": [
        {"part": PART, "said": said, "by": "张"} for said in (SPOKEN, replace(SPOKEN, percent=None))
    ],
    "return-word": [{"asked": CLOSING}],
    "review": [
        {"page": cut(each, 1, 3), "slips": waiting, "unconfirmed": [orders.LEFT] * waiting}
        for each, waiting in (
            ([], 0),
            ([], 2),
            ([CLOSING] * 9, 1),
            (REVIEWS[:3], 0),
            ([CLOSING], 0),
        )
    ],
    "say-words": [
        {"parts": parts, "word": word}
        for parts in ([PART], [PART, MOVED])
        for word in ("report", "done", "blocked", "extend", "decline")
    ],
    "signed": [
        {"signed": [PART] * n, "asked": many, "left": left}
        for n, many, left in ((0, 0, 3), (0, 1, 0), (0, 5, 0), (1, 1, 0), (9, 9, 20))
    ],
    "stranger": [{}],
    "task": [
        TASK,
        {**TASK, "reports": WORDS, "all": True, "own": []},
        {**TASK, "own": [], "mine": []},
        {**TASK, "sums": True, "task": replace(WHOLE, groups={PART.assignment: (27, 32)})},
        {**TASK, "origin": Origin(3, "9-3", "2016年工作要点")},
        {**TASK, "task": replace(WHOLE, state=TaskState.CLOSING, due_on=date(2018, 3, 1))},
        {**TASK, "task": replace(WHOLE, due_on=None, due_why="no-date", targets=())},
    ],
    "tasks": [
        {"page": cut(parts, 1), "units": units, **DAYS}
        for parts in ([LATE, NEAR, PART, MOVED] * 5, [])
        for units in (["科技司"], [])
    ],
    "units": [
        {"page": cut([Manned(1, "科技司", 29, 1), Manned(2, "高教司", 6, 0)], 1), "unmanned": n}
        for n in (0, 1)
    ],
    "unknown": [{"text": TYPED, "guesses": near} for near in ([], ["任务"], ["交办", "催办"])],
    "contacts": [
        {"unit": "科技司", "people": held, "today": DUE}
        for held in ([], [replace(HELD, away_until=DUE), replace(HELD, used_at=None)])
    ],
    "revoked": [{"held": HELD, "left": left} for left in (0, 2)],
    **{
        name: [
            {"old": "基础一司", "new": "基教司", "on": DUE, "bound": bound}
            for bound in (True, False)
        ]
        for name in ("merged", "merged-told")
    },
    "handover": [
        {"held": held, "own": own, "deputies": deputies, "away": away}
        for held in (HELD, replace(HELD, standing=Standing.DEPUTY))
        for own in (True, False)
        for deputies in ([], ["王"])
        for away in (None, DUE)
    ],
    "handover-which": [{"posts": [HELD, HELD]}],
    "handover-sure": [{"held": HELD, "to": replace(HELD, name="王")}],
    "handover-until": [{}],
    "handed-on": [{"held": HELD, "name": TYPED, "own": own} for own in (True, False)],
    "handover-noted": [{"held": HELD, "name": TYPED}],
    "taken-over": [
        {"held": HELD, "waiting": waiting} for waiting in ([], [Pending(4, ("4-1", "9-2"), TYPED)])
    ],
    "away": [{"posts": [HELD], "until": DUE, "deputies": [HELD]}],
    "away-told": [{"name": TYPED, "posts": [HELD], "until": DUE}],
    "back": [{"posts": [HELD]}],
    "revoked-told": [{"held": HELD}],
    "dispatch-asks": [
        {"missing": missing, "order": Order(("科技司",), None, "", ""), "file": file}
        for file in ("", "自查*表.docx")
        for missing in ("units", "text", "date")
    ]
    + [{"missing": "date", "order": Order(("科技司",), None, "2月*30日前", "报送"), "file": ""}],
    "dispatched": [
        {
            "parts": [PART, replace(MOVED, due_on=DUE)],
            "text": TYPED,
            "unreached": unreached,
            "file": file,
            "today": NOW.date(),
        }
        for unreached, file in (([], ""), (["财务司"], "自查*表.docx"))
    ],
    **orders.samples(),
    **evidence.samples(),
    "undone": [{"said": [(PART, Withdrawn(1, TYPED, counted))]} for counted in (True, False)],
    "withdrawn": [{"said": [(PART, Withdrawn(1, TYPED, True))], "by": "张"}],
    "history": [
        {"task": PART, "page": cut(entries, 1, 4), "origin": before}
        for before in (None, Origin(3, "9-3", "2016年工作要点"))
        for entries in (
            [],
            [ENTRY] * 9,
            *([each] for each in DECIDED),
            orders.DONE,
            [evidence.FILE],
        )
    ],
    "language": [{"chosen": chosen} for chosen in (True, False)],
    "which-plan": [{"code": "4-1", "tasks": [PART, MOVED]}],
    **reminding.samples(PART),
    **PLANS,
}
