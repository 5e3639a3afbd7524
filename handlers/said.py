"""What a contact writes freely: found out which tasks it is about, and put down to be confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data import progress
from data.kinds import ReviewKind, Role, TaskState
from data.refusal import Refusal
from data.store import evidence, reports, tasks
from data.store.tasks import Aim, Part
from handlers import parse
from handlers.about import answered_tasks, named_tasks, own_parts
from handlers.choose import choose_task
from handlers.command import COMMANDS, Call, Offer, Reply
from handlers.parse import Ask, Intent, Item, Known, KnownTarget, Scope
from handlers.parse.dates import no_day

WANTS = {
    Intent.BLOCKED: ReviewKind.BLOCKED,
    Intent.EXTEND: ReviewKind.EXTENSION,
    Intent.DECLINE: ReviewKind.DECLINE,
}
INTENTS = {kind: intent for intent, kind in WANTS.items()}
BY_LEAD = (ReviewKind.CLOSING, ReviewKind.EXTENSION)


@dataclass(frozen=True)
class Counted:
    """A figure as it is shown: its words, the target it counts towards, whether it adds to it."""

    text: str
    needed: float | None = None
    unit: str = ""
    adds: bool = False


@dataclass(frozen=True)
class Line:
    """One part's report as the speaker is asked to check it; `asks` what is still missing."""

    part: Part
    text: str
    percent: float | None
    figures: tuple[Counted, ...] = ()
    remaining: tuple[str, ...] = ()
    forecast: date | None = None
    kept: tuple[dict[str, Any], ...] = ()  # the figures as they are kept
    asks: tuple[Ask, ...] = ()
    aims: tuple[str, ...] = ()
    wants: ReviewKind | None = None
    proposed_on: date | None = None
    reason: str | None = None
    no_day: str = ""  # what stands where the date asked for should, and is none

    @property
    def falls(self) -> bool:
        """Whether the figure is lower than the one before it."""
        return progress.falls(self.part.percent, self.percent)

    @property
    def question(self) -> str:
        """The one thing to ask back: until when, why, how much, which figure; or nothing."""
        if self.wants is ReviewKind.EXTENSION and self.proposed_on is None:
            return "date"
        if self.wants is not None:
            return "why" if self.wants in INTENTS and not self.reason else ""
        if self.falls:
            return "reason" if Ask.REASON in self.asks else ""
        wanted = (Ask.PERCENT, Ask.FIGURE)
        return next((each.value for each in wanted if each in self.asks), "")


def free_text(call: Call) -> Reply:
    """To the tasks that the text names, else the one that it answers, else asked; never to all."""
    about = answered_tasks(call)
    parts = tasks.of_units(call.session, call.person.units)
    mine = [part for part in parts if part.task in about] if len(about) == 1 else parts
    known = _known(call, mine)
    items = parse.understand(call.rest, list(known.values()), call.days.today(call.now))
    if all(item.intent is Intent.ACK for item in items):
        return _receipt(call, items)
    if any(item.code is None for item in items):
        return choose_task(call, about, call.rest)
    return pend(call, [line for item in items for line in _of_item(call, item)])


def _known(call: Call, parts: Iterable[Part]) -> dict[int, Known]:
    """What the reader of texts has to know of tasks, by task."""
    by_task = {part.task: part for part in parts}
    aims = tasks.aims(call.session, list(by_task))
    return {task: _as_known(part, aims.get(task, ())) for task, part in by_task.items()}


def _as_known(part: Part, aims: Sequence[Aim]) -> Known:
    targets = tuple(KnownTarget(**vars(aim)) for aim in aims)
    return Known(part.code, part.title, part.brief, targets, part.due_on, part.percent)


def _receipt(call: Call, items: Sequence[Item]) -> Reply:
    """已收到，谢谢: nothing is reported, what was told is signed for."""
    codes = [item.code for item in items if item.code]
    return COMMANDS["ack"].run(replace(call, word="ack", rest=" ".join(codes)))


def _words(item: Item) -> str:
    """The words without the task's own number in front."""
    return parse.named(item.text).rest


def _of_item(call: Call, item: Item) -> list[Line]:
    if not _words(item):
        raise Refusal("report-empty", code=item.code)
    [task] = named_tasks(call, parse.Named((), (item.code or "",), ""))
    parts = own_parts(call, [task])
    known = _known(call, parts)
    return [
        _line(part, _words(item), item, known[task], call.days.today(call.now)) for part in parts
    ]


def lines(call: Call, ids: Sequence[int], text: str, wants: ReviewKind | None = None) -> list[Line]:
    """What a text says of each of this person's parts of these tasks; refuses what cannot be."""
    return read(call, own_parts(call, ids), text, wants)


def read(
    call: Call, parts: Sequence[Part], text: str, wants: ReviewKind | None = None
) -> list[Line]:
    """What a text says of parts, each by itself; `wants` is what it is known to ask for."""
    known = _known(call, parts)
    return [_alone(call, part, text, known, wants) for part in parts]


def _alone(
    call: Call, part: Part, text: str, known: Mapping[int, Known], wants: ReviewKind | None
) -> Line:
    today, task = call.days.today(call.now), known[part.task]
    if wants in INTENTS:
        item = parse.asked(text, INTENTS[wants], task, today)
        return _line(part, text, item, task, today, wants)
    items = parse.understand(text, [task], today)
    own = [item for item in items if item.code == part.code]
    item = (own or items or (Item(part.code, Intent.PROGRESS),))[0]
    return _line(part, text, item, task, today, wants)


def _line(
    part: Part,
    text: str,
    item: Item,
    known: Known,
    today: date,
    wants: ReviewKind | None = None,
) -> Line:
    wants = wants or WANTS.get(item.intent) or _closing(part, item) or _year_end(part, today)
    proposed = item.forecast if wants is ReviewKind.EXTENSION else None
    check(part, wants, proposed)
    return Line(
        part=part,
        text=parse.hindrance(text) if wants is ReviewKind.BLOCKED else text,
        percent=item.percent,
        figures=_counted(item, known),
        remaining=tuple(each.text for each in item.remaining),
        forecast=None if proposed else item.forecast,
        kept=tuple({**vars(figure), "scope": figure.scope.value} for figure in item.figures),
        asks=item.asks,
        aims=tuple(target.text for target in known.targets),
        wants=wants,
        proposed_on=proposed,
        reason=item.reason,
        no_day=no_day(text, today) if wants is ReviewKind.EXTENSION and not proposed else "",
    )


def _closing(part: Part, item: Item) -> ReviewKind | None:
    """A lead that says done and asks for the closing in the same words need not say it again."""
    asks = item.intent is Intent.DONE and parse.asks_to_close(item.text)
    lead = part.role is Role.LEAD and part.state is TaskState.OPEN
    return ReviewKind.CLOSING if asks and lead else None


def _year_end(part: Part, today: date) -> ReviewKind | None:
    """What goes on for ever is closed by its report of the year's end, once that is reviewed."""
    asks = part.role is Role.LEAD and part.state is TaskState.OPEN
    ends = progress.is_year_end(part.nature, part.due_basis, part.due_on, today)
    return ReviewKind.CLOSING if asks and ends else None


def _counted(item: Item, known: Known) -> tuple[Counted, ...]:
    targets = {target.text: target for target in known.targets}
    found = []
    for figure in item.figures:
        aim = targets.get(figure.target or "")
        needed, unit = (aim.value, aim.unit) if aim else (None, "")
        found.append(Counted(figure.text, needed, unit, figure.scope is Scope.INCREMENT))
    return tuple(found)


def check(part: Part, wants: ReviewKind | None, proposed: date | None = None) -> None:
    """Refuse what cannot be said of a part."""
    if not progress.may_report(part.state):
        raise Refusal("task-closed", code=part.code)
    if wants in BY_LEAD and part.role is not Role.LEAD:
        raise Refusal(f"{wants}-by-lead", code=part.code)
    if proposed and part.due_on and proposed <= part.due_on:
        raise Refusal("extension-not-later", code=part.code, due=part.due_on)
    if wants is ReviewKind.CLOSING and part.state is TaskState.CLOSING:
        raise Refusal("closing-waits", code=part.code)


def pend(call: Call, found: Sequence[Line], *, asking: bool = True) -> Reply:
    """Put down what was said and show it; `asking` once for what is missing."""
    words = [
        reports.Words(
            each.part.assignment, each.text, each.percent, each.kept, each.wants, each.proposed_on
        )
        for each in found
    ]
    reports.pend(call.session, words, call.person.id, call.seen_id, call.now)
    shown = list({each.part.task: each for each in reversed(found)}.values())[::-1]
    question = _question(shown, asking=asking)
    return Reply(
        "check",
        {
            "lines": shown,
            "question": question,
            "edited": call.incoming.edited,
            "beside": _beside(call, shown),
            "files": evidence.of_message(call.session, call.seen_id),
        },
        (_buttons(shown, call.seen_id),) if question != "date" else (),
        about=tuple(each.part.task for each in shown),
        asks=f"/add {call.seen_id}" if question else "",
    )


def _beside(call: Call, shown: Sequence[Line]) -> list[Part]:
    """The other units' parts of the task that somebody reports on as its lead."""
    if len(shown) != 1 or shown[0].part.role is not Role.LEAD:
        return []
    own = {*call.person.units, shown[0].part.unit}  # a coordinator speaks for a unit, 代报
    parts = tasks.of_tasks(call.session, [shown[0].part.task])
    return [part for part in parts if part.unit not in own and part.parent is None]


def _question(shown: Sequence[Line], *, asking: bool) -> str:
    """Asked once, but for the day: without it there is nothing to decide."""
    question = shown[0].question if len(shown) == 1 else ""
    return question if asking or question == "date" else ""


def _buttons(shown: Sequence[Line], seen: int) -> tuple[Offer, ...]:
    """To confirm, change, or keep the words alone."""
    row = [Offer("confirm", f"/confirm {seen}"), Offer("change", f"/change {seen}")]
    if all(each.wants is not ReviewKind.CLOSING for each in shown):
        row.append(Offer("note", f"/note {seen}"))
    return tuple(row)
