"""督办单: what is long overdue is proposed; a coordinator releases it or sets it aside."""

import re

from data.kinds import SlipLevel
from data.refusal import Refusal
from data.store import people, slips
from data.store.slips import Slip
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command

SHOWN = 3
LEVELS = {
    **{level.value: level for level in SlipLevel},
    **{"蓝": SlipLevel.BLUE, "黄": SlipLevel.YELLOW, "红": SlipLevel.RED},
}
_FIRST = re.compile(r"([^\s，,。；;：:]+)[\s，,。；;：:]*(.*)", re.DOTALL)


def offers(slip: Slip, *, named: bool) -> tuple[Offer, ...]:
    """The buttons that decide on a proposed slip; `named` with the task's code on them."""
    facts = {"code": slip.code, "level": slip.level}
    end = "-code" if named else ""
    says = f"#{slip.task} {slip.level}"
    return (
        Offer(f"release{end}", f"/release {says}", facts),
        Offer(f"shelve{end}", f"/shelve {says}", facts),
    )


@command("slip", "督办单", role=COORDINATOR)
def slip(call: Call) -> Reply:
    """What is proposed; of one task with the facts it stands on."""
    if call.rest:
        found, _ = _meant(call)
        return Reply("slip-proposed", {"slips": [found], "all": 1}, (offers(found, named=False),))
    waiting = slips.proposed(call.session, call.now, call.days)
    rows = tuple(offers(each, named=len(waiting) > 1) for each in waiting[:SHOWN])
    return Reply("slip-proposed", {"slips": waiting[:SHOWN], "all": len(waiting)}, rows)


@command("release", "制发", role=COORDINATOR, shown=False)
def release(call: Call) -> Reply:
    """Send it, with any words of one's own, to the units that lead the task and their leaders."""
    slips.hold(call.session)
    found, word = _meant(call)
    number = slips.release(call.session, found, call.person.id, word, call.now, call.days)
    unmanned = [name for unit, name in found.units if not people.contacts(call.session, unit)]
    facts = {
        "slip": found,
        "number": number,
        "year": call.days.today(call.now).year,
        "later": not call.days.is_open(call.now),
        "unmanned": unmanned,
    }
    return Reply("slip-released", facts, ((Offer("review", "/review"),),))


@command("shelve", "搁置", role=COORDINATOR, shown=False)
def shelve(call: Call) -> Reply:
    """Set it aside at this level; the reason is asked for when it was not given."""
    slips.hold(call.session)
    found, word = _meant(call)
    if not word:
        says = f"/shelve #{found.task} {found.level}"
        return Reply("slip-why", {"slip": found}, asks=says)
    slips.shelve(call.session, found, call.person.id, word, call.now)
    return Reply("slip-shelved", {"slip": found}, ((Offer("review", "/review"),),))


def _meant(call: Call) -> tuple[Slip, str]:
    """The slip that waits on the task named, of the level named if any, and the words after it."""
    named = parse.named(call.rest)
    ids = named_tasks(call, named)
    if len(ids) != 1:
        raise Refusal("slip-how")
    waiting = slips.proposed(call.session, call.now, call.days, task=ids[0])
    if not waiting:
        raise Refusal("slip-none")
    level, word = _level(named.rest.strip())
    if level not in (None, waiting[0].level):
        raise Refusal("slip-changed", code=waiting[0].code, level=waiting[0].level)
    return waiting[0], word


def _level(words: str) -> tuple[SlipLevel | None, str]:
    """The level that the words begin with, if any, and what is left of them."""
    match = _FIRST.fullmatch(words)
    name = match[1].casefold().removesuffix("督办单").removesuffix("色") if match else ""
    level = LEVELS.get(name)
    return (level, match[2]) if match and level else (None, words)
