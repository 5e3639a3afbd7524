"""看板: a link to the web board, for whoever asks for it in private."""

from data.door import Link
from data.refusal import Refusal
from data.store.visits import LINK_LASTS, VISIT_LASTS, VISITORS
from handlers.command import Call, Reply, command


@command("board", "看板", role=VISITORS)
def board(call: Call) -> Reply:
    """A link that lets this person in, once and for a short time."""
    door = call.door
    if door is None or not door.address:
        raise Refusal("board-nowhere")
    link = Link(call.person.id, call.seen_id, call.now + LINK_LASTS)
    facts = {
        "link": door.url(link),
        "outside": door.outside,
        "minutes": LINK_LASTS.seconds // 60,
        "hours": VISIT_LASTS.seconds // 3600,
    }
    return Reply("board", facts, secret=True)
