"""Taking back the last report, until a digest has frozen it."""

from data.store import tasks, withdrawals
from handlers.command import COORDINATOR, UNIT, Call, Offer, Reply, command


@command("undo", "撤回", role=UNIT | COORDINATOR)
def undo(call: Call) -> Reply:
    """Take back what my last message reported; coordinators hear of a request taken back."""
    taken = withdrawals.withdraw(call.session, call.person.id, call.now, call.days)
    parts = {
        part.assignment: part
        for part in tasks.of_assignments(call.session, [each.assignment for each in taken])
    }
    said = [(parts[each.assignment], each) for each in taken]
    ids = tuple(dict.fromkeys(part.task for part, _ in said))
    told = Reply("withdrawn", {"said": said, "by": call.person.name}, about=ids)
    others = {
        contact: told
        for part, _ in said
        if part.unit not in call.person.units
        for contact in call.people_of(part.unit)
    }
    return Reply(
        "undone",
        {"said": said},
        ((Offer("tasks", "/tasks"),),),
        about=ids,
        others=tuple(others.items()),
    )
