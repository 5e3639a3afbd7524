"""What one can say, by role."""

from handlers.command import COMMANDS, Call, Offer, Reply, command


@command("help", "帮助", "怎么报送")
def help_(call: Call) -> Reply:
    """The commands that this person may use, in a line each."""
    shown = [
        each.name
        for each in COMMANDS.values()
        if each.shown and call.person.standings & each.role and each.name != "start"
    ]
    facts = {"commands": shown, "units": list(call.person.units.values()), "person": call.person}
    return Reply("help", facts, ((Offer("tasks", "/tasks"),),))
