"""The weekly digest: this week so far, or any week that is frozen, and what is behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.models import Plan
from data.refusal import Refusal
from data.store import plans
from data.store.digests import edition, plans_of_week
from data.store.standing import open_plan
from data.workdays import iso_week
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
    plan = _plan(call, wanted)
    if not sees_all:
        return own_digest(call, plan, wanted.week)
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


def _plan(call: Call, wanted: Wanted) -> Plan:
    """The plan named; else for a week the only one that has its digest, closed or not."""
    if wanted.key is None and wanted.week is not None:
        having = plans_of_week(call.session, wanted.week)
        if len(having) == 1:
            return having[0]
    return open_plan(call.session, wanted.key)


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
    keys = {str(plan["key"]) for plan in plans.listing(call.session)}
    key = words.pop(0) if words and words[0] in keys else None
    named = None
    if words and words[0].lower() not in {*VIEWS, *FILES}:
        named = _week(words.pop(0), call)
    view = words.pop(0).lower() if words else ""
    view = VIEWS.get(view, view)
    number = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 7 else 1
    return Wanted(key, named, view, number)


def _week(word: str, call: Call) -> str:
    """The week a word names; a bare number is never of a week to come, but of the last year's."""
    this = iso_week(call.days.today(call.now))
    found, before = (week(word, int(this[:4]) - years) for years in (0, 1))
    if found is None or before is None:
        raise Refusal("digest-week", week=word)
    return before if found > this else found
