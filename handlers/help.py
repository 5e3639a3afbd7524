"""What one can say, by role."""

from handlers.command import COMMANDS, Call, Offer, Reply, command, may
from handlers.page import cut, turn

A_PAGE = 7
ORDER = (  # what one does most often comes first
    *("status", "review", "tasks", "task", "report", "ack", "done", "extend", "blocked", "decline"),
    *("undo", "snooze", "history", "why", "digest", "board", "export", "dispatch", "plan"),
    *("remind", "due", "sign", "assign", "slip", "pause", "resume", "drop", "invite", "units"),
    *("contacts", "group", "switch", "handover", "merge", "account", "lang", "help", "start"),
)


@command("help", "帮助", "怎么报送")
def help_(call: Call) -> Reply:
    """The commands that this person may use, in a line each, page by page."""
    allowed = (each for each in COMMANDS.values() if each.shown and may(call.person, each))
    shown = sorted((each.name for each in allowed if each.name != "start"), key=_place)
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    page = cut(shown, number, A_PAGE)
    facts = {
        "commands": page.items,
        "units": list(call.person.units.values()),
        "person": call.person,
    }
    return Reply("help", facts, (*turn(page, "/help"), (Offer("tasks", "/tasks"),)))


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
