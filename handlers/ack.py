"""Signing for tasks: one, or all of the message that is answered."""

from collections.abc import Sequence
from dataclasses import replace

from data.refusal import Refusal
from data.store import chats, reports, tasks
from data.store.tasks import Part
from handlers import parse
from handlers.about import named_tasks, own_only, own_parts, prompt_parts
from handlers.command import COMMANDS, UNIT, Call, Offer, Reply, command

ALL = "all"


@command("ack", "签收", "全部签收", "收到", "好的", "已阅", "知悉", role=UNIT)
def ack(call: Call) -> Reply:
    """Sign for the tasks named, else for those of the message answered, else of the newest."""
    named = parse.named(call.rest, tasks.codes(call.session, call.person.units))
    if call.rest == ALL:
        parts = tasks.of_units(call.session, call.person.units)
    elif named.ids or named.codes:
        parts = own_parts(call, named_tasks(call, named))
    else:
        parts = _answered(call)
    if named.rest and call.rest != ALL:  # words that say more than "received" are a report
        return COMMANDS["report"].run(replace(call, word="report"))
    return _sign(call, parts)


def _sign(call: Call, parts: Sequence[Part]) -> Reply:
    ids = [part.assignment for part in parts]
    fresh = set(reports.sign(call.session, ids, call.person.id, call.now))
    # A task of two units of this person is signed for once.
    signed = {part.task: part for part in parts if part.assignment in fresh}
    own = tasks.of_units(call.session, call.person.units)
    unsigned = {part.task for part in own if part.signed_at is None}
    asked = {part.task for part in parts}
    facts = {"signed": [*signed.values()], "asked": len(asked), "left": len(unsigned)}
    rest = ((Offer("ack-all", f"/ack {ALL}"),),) if unsigned else ()
    return Reply("signed", facts, (*rest, (Offer("tasks", "/tasks"),)))


def _answered(call: Call) -> list[Part]:
    told = call.told
    if told is not None and told.about:
        return own_parts(call, own_only(call, told.about))
    if told is None or told.prompt is None:
        channel, chat = call.incoming.channel, call.incoming.chat
        told = chats.newest_prompt(call.session, channel, chat, call.now)
    if told is None or told.prompt is None:
        if not tasks.of_units(call.session, call.person.units):
            raise Refusal("no-tasks")
        return []
    return prompt_parts(call, chats.lines(call.session, *told.prompts))
