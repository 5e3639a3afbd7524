"""In which language somebody is spoken to."""

from data.models import Contact
from data.refusal import Refusal
from handlers.at_hand import at_hand
from handlers.command import Call, Offer, Reply, command
from messages.render import LOCALES

NAMES = {"中文": "zh", "汉语": "zh", "chinese": "zh", "英文": "en", "英语": "en", "english": "en"}


@command("lang", "语言")
def lang(call: Call) -> Reply:
    """Choose the language of everything that is said to me from now on."""
    wanted = call.rest.casefold()
    wanted = NAMES.get(wanted, wanted)
    if not wanted:
        offers = (tuple(Offer(f"lang-{each}", f"/lang {each}") for each in LOCALES),)
        return Reply("language", {"chosen": False}, offers)
    if wanted not in LOCALES:
        raise Refusal("lang-unknown", name=call.rest)
    call.session.get_one(Contact, call.person.id).locale = wanted
    words = at_hand(call.session, call.person.id)
    return Reply("language", {"chosen": True}, locale=wanted, words=words)
