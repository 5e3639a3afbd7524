"""What one can say, by role."""

from handlers.command import COMMANDS, Call, Offer, Reply, command
from handlers.page import cut, turn

A_PAGE = 7


@command("help", "帮助", "怎么报送")
def help_(call: Call) -> Reply:
    """The commands that this person may use, in a line each, page by page."""
    shown = [
        each.name
        for each in COMMANDS.values()
        if each.shown and call.person.standings & each.role and each.name != "start"
    ]
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    page = cut(shown, number, A_PAGE)
    facts = {
        "commands": page.items,
        "units": list(call.person.units.values()),
        "person": call.person,
    }
    return Reply("help", facts, (*turn(page, "/help"), (Offer("tasks", "/tasks"),)))
