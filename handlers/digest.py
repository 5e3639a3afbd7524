"""The weekly digest: this week so far, or any week that is frozen, and what is behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.refusal import Refusal
from data.store import plans
from data.store.digests import edition
from data.store.standing import open_plan
from handlers.command import UNIT, Call, Offer, Reply, command
from handlers.own_digest import OFF, own_digest, switch
from handlers.page import cut, turn
from handlers.parse.week import week
from handlers.status import SEES_ALL
from messages.message import Enclosure, Making
from messages.render import label
from messages.weekly import PARTS, says

A_PAGE = {"items": 5, "goals": 2}  # reports in full, goals with their numbers: one screen
VIEWS = {"items": "items", "逐项": "items", "goals": "goals", "按目标": "goals"}
FILES = {
    "picture": Making.PICTURE,
    "图": Making.PICTURE,
    "bulletin": Making.BULLETIN,
    "公文": Making.BULLETIN,
    "ledger": Making.LEDGER,
    "台账": Making.LEDGER,
}


@dataclass(frozen=True)
class Wanted:
    """What a digest call names: the plan's key, the week, the view and its page."""

    key: str | None
    week: str | None
    view: str
    number: int


@command("digest", "周报", role=SEES_ALL | UNIT)
def digest(call: Call) -> Reply:
    """A week's digest; without a week the present one. A unit sees its share."""
    sees_all = bool(call.person.standings & SEES_ALL)
    if not sees_all and call.rest.lower() in OFF:
        return switch(call, OFF[call.rest.lower()])
    wanted = _wanted(call)
    if not sees_all:
        return own_digest(call, wanted.key, wanted.week)
    plan = open_plan(call.session, wanted.key)
    facts = edition(call.session, plan.id or 0, wanted.week, call.now, call.days).facts
    if wanted.view == "items":
        return _pages(facts, "items", facts["reports"], wanted.number)
    if wanted.view == "goals":
        goals = [goal for goal in facts["goals"] if goal["targets"]] or facts["goals"]
        return _pages(facts, "goals", goals, wanted.number)
    if wanted.view in FILES:
        return as_file(call, FILES[wanted.view], facts)
    return Reply("digest", facts, tuple(_offers(facts, row) for row in PARTS))


@command("export", "台账", role=SEES_ALL)
def export(call: Call) -> Reply:
    """The ledger as it stands now."""
    plan = open_plan(call.session, call.rest or None)
    return as_file(call, Making.LEDGER, {"plan": plan.key, "title": plan.title, "week": ""})


def as_file(call: Call, making: Making, facts: Mapping[str, Any]) -> Reply:
    """A file that is made when the answer leaves."""
    named = {name: facts[name] for name in ("plan", "week", "title")}
    today = call.days.today(call.now)
    name = label(f"file.{making}", call.person.locale, **named, today=today.isoformat())
    return Reply("enclosed", {"name": name}, file=Enclosure(making, name, named))


def _offers(facts: Mapping[str, Any], parts: Sequence[str]) -> tuple[Offer, ...]:
    return tuple(Offer(part, says(facts, part)) for part in parts)


def _pages(
    facts: Mapping[str, Any], view: str, entries: Sequence[dict[str, Any]], number: int
) -> Reply:
    page = cut(entries, number, A_PAGE[view])
    shown = {"week": facts["week"], "title": facts["title"], "page": page}
    return Reply(f"digest-{view}", shown, turn(page, says(facts, view)))


def _wanted(call: Call) -> Wanted:
    words = call.rest.split()
    keys = {plan.key for plan in plans.open_plans(call.session)}
    key = words.pop(0) if words and words[0] in keys else None
    named = None
    if words and words[0].lower() not in {*VIEWS, *FILES}:
        named = _week(words.pop(0), call)
    view = words.pop(0).lower() if words else ""
    view = VIEWS.get(view, view)
    number = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 7 else 1
    return Wanted(key, named, view, number)


def _week(word: str, call: Call) -> str:
    found = week(word, call.days.today(call.now).isocalendar().year)
    if found is None:
        raise Refusal("digest-week", week=word)
    return found
