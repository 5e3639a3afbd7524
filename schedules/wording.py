"""What an owed message says, rendered when it is sent, for the person who gets it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from data.kinds import ActKind, Recipient, Rule
from data.models import Contact, Delivery, Digest, Prompt
from data.share import own_share
from data.store import blocks, slips
from data.store.asked import Asked, AskedLine, asked
from data.store.moves import Moved, moved
from data.store.slips import Slip
from data.store.urges import Given, given
from data.workdays import Workdays
from messages import weekly
from messages.message import Button, Outgoing
from messages.render import label, render
from schedules.escalating import escalation

SHOWN = 6  # lines of a reminder; the rest is behind a button
LEAST = 2  # lines of each unit, where a message tells of several
SHOWN_IN_NOTICE = 3
BUTTONS_IN_ROW = 3
TITLES = {  # most urgent first
    Rule.SLIP: "slip",
    Rule.URGED: "urge",
    Rule.OVERDUE: "overdue",
    Rule.DEADLINE_NEAR: "near",
    Rule.REPORT_ROUND: "round",
    Rule.NOT_SIGNED: "sign",
}


def compose(
    session: Session,
    delivery: Delivery,
    now: datetime,
    days: Workdays,
    locale: str,
    edits: frozenset[str],
) -> Outgoing | None:
    """The message of a delivery; None when nothing is left to say, or it cannot be said there."""
    locale = language(session, delivery, locale)
    replaced = None
    if delivery.edit_of is not None:
        replaced = session.get_one(Delivery, delivery.edit_of).receipt
        if delivery.channel not in edits or replaced is None:
            if delivery.body is None:
                return None
            replaced = None  # an answer is told anew where it cannot take the place of another
    message = _message(session, delivery, now, days, locale)
    if message is None:
        return None
    return Outgoing(
        text=message.text,
        buttons=message.buttons,
        file=message.file,
        edit=replaced,
        reply_to=delivery.reply_to,
        silent=_is_of_rules(session, delivery),
        key=delivery.key,
        words=message.words,
    )


def _is_of_rules(session: Session, delivery: Delivery) -> bool:
    """Whether the clock called for it, and no person: then it need not sound."""
    if delivery.prompt_id is not None:
        return not session.get_one(Prompt, delivery.prompt_id).act
    return delivery.digest_id is not None


def language(session: Session, delivery: Delivery, locale: str) -> str:
    """The language of who gets it: the person's own, else the house's `locale`."""
    contact = session.get(Contact, delivery.contact_id) if delivery.contact_id else None
    return (contact.locale if contact else None) or locale


def as_body(message: Outgoing) -> dict[str, Any]:
    """What was said, as it is kept."""
    return {
        "text": message.text,
        "buttons": [
            [{"label": each.label, "says": each.says} for each in row] for row in message.buttons
        ],
    }


def _message(
    session: Session, delivery: Delivery, now: datetime, days: Workdays, locale: str
) -> Outgoing | None:
    if delivery.body is not None:
        return _from_body(delivery.body)
    if delivery.prompt_id is not None:
        if session.get_one(Prompt, delivery.prompt_id).act.startswith(ActKind.MOVED):
            return _dates(moved(session, delivery), days.today(now), locale)
        told = [asked(session, each, now, days) for each in blocks.of(session, delivery)]
        if told[0].to != Recipient.UNIT:
            return escalation(told, _proposed(session, told, now, days), locale)
        if any(line.rule is Rule.SLIP for line in told[0].lines):
            return _slip(session, told[0], delivery, days, locale)
        if any(each.open for each in told) and (gave := _task_given(session, told)):
            return _given(gave, told[0].on, locale)
        return _prompts(told, delivery.edit_of is not None, locale)
    if delivery.digest_id is not None:
        facts = session.get_one(Digest, delivery.digest_id).facts
        if delivery.units:
            return weekly.share(own_share(facts, delivery.units), locale)
        return weekly.message(facts, locale)
    raise ValueError(f"delivery {delivery.id} owes nothing")


def _from_body(body: dict[str, Any]) -> Outgoing:
    rows = tuple(
        tuple(Button(each["label"], each["says"]) for each in row) for row in body["buttons"]
    )
    words = body.get("words")
    return Outgoing(body["text"], rows, words=None if words is None else tuple(words))


def _prompts(prompts: Sequence[Asked], is_edit: bool, locale: str) -> Outgoing | None:
    """One message for all that a person answers for: a block for each unit."""
    said = [each for each in prompts if each.open or is_edit]
    if not said:
        return None
    units = [_block(each, is_edit, locale, said) for each in said]
    rows = dict.fromkeys(row for unit in units for row in unit.buttons)
    return Outgoing("\n\n".join(unit.text for unit in units), tuple(rows))


def _block(prompt: Asked, is_edit: bool, locale: str, said: Sequence[Asked]) -> Outgoing:
    """What is told of one unit; how to answer stands under the last."""
    if prompt.is_notice:
        return _notice(prompt, locale, said)
    lines = prompt.standing if is_edit else prompt.open
    most = max(SHOWN // len(said), LEAST)
    facts = {
        "prompt": prompt,
        "title": _title(lines or prompt.lines),
        "lines": lines[:most],
        "more": len(lines[most:]),
        "done": _done(lines) if is_edit else [],
        "edited": is_edit,
        "last": prompt is said[-1],
    }
    shown = [line for line in prompt.open if line in lines[:most]]
    buttons = [Button(line.code, f"/task #{line.task}") for line in shown]
    rows = [tuple(buttons[n : n + BUTTONS_IN_ROW]) for n in range(0, len(buttons), BUTTONS_IN_ROW)]
    if len(lines) > 1:
        rows.append((_page(prompt, locale, said),))
    return Outgoing(render("reminder", facts, locale), tuple(rows))


def _title(lines: Sequence[AskedLine]) -> str:
    """A message bears the name of the most urgent thing in it."""
    rules = {line.rule for line in lines}
    found = (TITLES[rule] for rule in TITLES if rule in rules)
    return next(found, "round")


def _done(lines: Sequence[AskedLine]) -> list[tuple[str, int, int]]:
    """What was done of what the lines ask for, and of how many: reports, signatures."""
    asks = {Rule.NOT_SIGNED: "signed", Rule.DISPATCH_NOTICE: ""}
    found = [(asks.get(line.rule, "reported"), line.answered) for line in lines]
    return [
        (what, found.count((what, True)), sum(what == each for each, _ in found))
        for what in ("reported", "signed")
        if what in dict(found)
    ]


def _notice(prompt: Asked, locale: str, said: Sequence[Asked]) -> Outgoing:
    facts = {
        "prompt": prompt,
        "lines": prompt.lines[:SHOWN_IN_NOTICE],
        "more": len(prompt.lines[SHOWN_IN_NOTICE:]),
        "roles": [line.role for line in prompt.lines],
        "dates": sorted({line.deadline for line in prompt.lines if line.deadline}),
    }
    sign = Button(label("button.ack-all", locale), "/ack")
    page = _page(prompt, locale, said)
    # One button signs for every unit of the message.
    rows = ((sign,), (page,)) if len(said) > 1 else ((sign, page),)
    return Outgoing(render("dispatch-notice", facts, locale), rows)


def _task_given(session: Session, told: Sequence[Asked]) -> Given | None:
    """The one task that all of a message's units were given; None when it tells of others too."""
    found = [given(session, each.prompt) for each in told]
    same = {each.task.id if each else None for each in found}
    return found[0] if len(same) == 1 else None


def _given(told: Given, on: date, locale: str) -> Outgoing:
    says = {"ack": "ack", "task": "task", "object": "decline"}
    row = tuple(
        Button(label(f"button.{name}", locale), f"/{word} #{told.task.id}")
        for name, word in says.items()
    )
    facts = {"task": told.task, "by": told.by, "reason": told.reason, "today": on}
    return Outgoing(render("dispatch-told", facts, locale), (row,))


def _dates(told: Sequence[Moved], today: date, locale: str) -> Outgoing | None:
    """Dates that were moved; None when they have all come back."""
    if not told:
        return None
    shown = [Button(each.code, f"/task #{each.task}") for each in told[:SHOWN]]
    rows = [tuple(shown[n : n + BUTTONS_IN_ROW]) for n in range(0, len(shown), BUTTONS_IN_ROW)]
    facts = {"moves": told[:SHOWN], "more": len(told[SHOWN:]), "today": today}
    return Outgoing(render("dates-told", facts, locale), tuple(rows))


def _proposed(
    session: Session, told: Sequence[Asked], now: datetime, days: Workdays
) -> dict[int, Slip]:
    """By task, the slips that are proposed in a message and not decided yet."""
    asking = {line.task for each in told for line in each.open if line.rule is Rule.SLIP}
    waiting = slips.proposed(session, now, days) if asking else []
    return {each.task: each for each in waiting if each.task in asking}


def _slip(
    session: Session, prompt: Asked, delivery: Delivery, days: Workdays, locale: str
) -> Outgoing | None:
    """A slip is never edited; what has ended before it is sent is not sent."""
    said = slips.letter(session, prompt.prompt, days)
    if said is None or not prompt.open or delivery.edit_of is not None:
        return None
    task = Button(label("button.task", locale), f"/task #{prompt.open[0].task}")
    return Outgoing(render("slip", {"letter": said}, locale), ((task,),))


def _page(prompt: Asked, locale: str, said: Sequence[Asked]) -> Button:
    key = "button.page-of" if len(said) > 1 else "button.page"
    return Button(label(key, locale, unit=prompt.unit), f"/page {prompt.prompt} 1")
