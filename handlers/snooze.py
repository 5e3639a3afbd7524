"""Not now: a unit puts off what it is asked for, at most to the next round."""

from data.kinds import ActKind
from data.refusal import Refusal
from data.store import acts, chats, dates, tasks
from data.store.tasks import LIVE, Part
from data.workdays import DAY
from handlers import parse
from handlers.about import named_tasks, own_parts, prompt_parts
from handlers.command import UNIT, Call, Offer, Reply, command

USUAL = DAY * 3


@command("snooze", "稍后", "稍后提醒", role=UNIT)
def snooze(call: Call) -> Reply:
    """Ask again later of the tasks named, else of all in the message answered."""
    named = parse.named(call.rest, tasks.codes(call.session, call.person.units))
    today = call.days.today(call.now)
    parts = own_parts(call, named_tasks(call, named)) if named.ids or named.codes else _asked(call)
    parts = [part for part in parts if part.state in LIVE]
    if not parts:
        raise Refusal("snooze-how")
    on = parse.day(named.rest, today) if named.rest else today + USUAL
    if on is None:
        raise Refusal("snooze-when")
    if on <= today or parse.plain(named.rest).startswith("-"):
        raise Refusal("snooze-past")
    ids = [part.assignment for part in parts]
    found = dates.put_off(call.session, ids, on, call.now, call.days)
    for part in parts:
        until = {"to": found[part.assignment].isoformat()}
        acts.record(
            call.session,
            ActKind.SNOOZE,
            call.person.id,
            call.now,
            task=part.task,
            unit=part.unit,
            facts=until,
        )
    facts = {
        "parts": parts,
        "on": min(found.values()),
        "capped": max(found.values()) < on,
        "joined": min(found.values()) > call.days.on_or_after(on),
        "several": len(set(found.values())) > 1,
    }
    return Reply("snoozed", facts, ((Offer("tasks", "/tasks"),),))


def _asked(call: Call) -> list[Part]:
    """The parts of the message answered, else of the newest that still asks for something."""
    told = call.told if call.told and call.told.prompt else None
    told = told or chats.open_prompt(
        call.session, call.incoming.channel, call.incoming.chat, call.now
    )
    if told is None or told.prompt is None:
        raise Refusal("snooze-how")
    return prompt_parts(call, chats.unanswered(call.session, *told.prompts))
