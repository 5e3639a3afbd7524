"""When it is not clear which task is meant: one button a task, and the words wait."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.refusal import Refusal
from data.store import chats, tasks
from data.store.tasks import Part
from handlers import parse
from handlers.about import Unclear
from handlers.command import COMMANDS, UNIT, Call, Offer, Reply, command, may
from handlers.group import LOOKS, SAYS
from handlers.page import cut, turn

SHOWN = 8  # two rows of buttons
_PICK = re.compile(r"(\d{1,9}) ([a-z]{1,20}) (#\d{1,9})")
_CHOOSE = re.compile(r"(\d{1,9})(?: (blocked|extend|decline))? (\d{1,9})")


def choose_task(call: Call, ids: Sequence[int], text: str, word: str = "report") -> Reply:
    """Ask which task a text is about: those of the message it answers, else all own ones."""
    chats.keep_words(call.session, call.seen_id, text)
    return _ask(call, ids, text, (call.seen_id, word), 1)


def _ask(call: Call, ids: Sequence[int], text: str, waits: tuple[int, str], number: int) -> Reply:
    seen, word = waits
    own = tasks.of_units(call.session, call.person.units)
    parts = {part.task: part for part in own if not ids or part.task in ids}
    if not parts:
        raise Refusal("no-tasks")
    page = cut(list(parts.values()), number, SHOWN)
    buttons = [
        Offer("code", f"/pick {seen} {word} #{part.task}", {"code": part.code})
        for part in page.items
    ]
    rows = [tuple(buttons[n : n + 4]) for n in range(0, len(buttons), 4)]
    facts = {"text": text, "page": page}
    offers = (*rows, *turn(page, f"/choose {seen}" + (f" {word}" if word != "report" else "")))
    return Reply("choose", facts, offers, about=tuple(parts))


def which_plan(call: Call, unclear: Unclear) -> Reply:
    """Ask which plan's task a bare code means."""
    named = parse.named(call.rest)
    others = [f"#{each}" for each in named.ids]
    others += [each for each in named.codes if each != unclear.code]
    says = f"/{call.word}"
    if words := " ".join([*others, named.rest]).strip():
        chats.keep_words(call.session, call.seen_id, words)
        says = f"/pick {call.seen_id} {call.word}"
    facts = {"code": unclear.code, "tasks": unclear.tasks}
    return Reply("which-plan", facts, tuple(_plan_row(part, says) for part in unclear.tasks))


def _plan_row(part: Part, says: str) -> tuple[Offer, ...]:
    return (
        Offer("code-of-plan", f"{says} #{part.task}", {"code": part.code, "brief": part.brief}),
    )


@command("choose", role=UNIT, shown=False)
def choose(call: Call) -> Reply:
    """The next page of tasks for words that wait."""
    match = _CHOOSE.fullmatch(call.rest)
    text = chats.kept_words(call.session, int(match[1]), call.person.id) if match else None
    if match is None or text is None:
        raise Refusal("words-gone")
    among = call.told.about if call.told else ()
    waits = (int(match[1]), match[2] or "report")
    return _ask(call, among, text, waits, int(match[3]))


@command("pick", shown=False)
def pick(call: Call) -> Reply:
    """Say the words that waited of the task that was chosen."""
    match = _PICK.fullmatch(call.rest)
    text = chats.kept_words(call.session, int(match[1]), call.person.id) if match else None
    wanted = COMMANDS.get(match[2]) if match else None
    if match is None or text is None or wanted is None:
        raise Refusal("words-gone")
    in_place = call.incoming.private or wanted.name in LOOKS | SAYS
    if not in_place or not may(call.person, wanted):
        raise Refusal("not-allowed")
    said = replace(call, word=wanted.name, rest=f"{match[3]} {text}", seen_id=int(match[1]))
    try:
        return wanted.run(said)
    except Unclear as unclear:  # another of the tasks that it names
        return which_plan(said, unclear)
