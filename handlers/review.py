"""What waits for a coordinator: closings, dates, objections and obstacles, decided with a word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from data.kinds import ReviewKind
from data.refusal import Refusal
from data.store import people, reviews, slips, tasks, unconfirmed
from data.store.reports import Counted
from data.store.reviews import Asked
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.page import cut, turn

A_PAGE = 3
_NUMBER = re.compile(r"[rR](\d{1,9})(?:\s+|$)")
_LARGEST = 2**31 - 1


def review_asked(asked: Asked) -> Reply:
    """What a coordinator is told of what a unit asks for."""
    return Reply("review-asked", {"asked": asked}, (_decisions(asked),))


def reviews_told(call: Call, counted: Counted) -> list[tuple[int, Reply]]:
    """What coordinators hear of what the reports that count now ask for."""
    asked = [reviews.find(call.session, each) for each in counted.reviews]
    told = [review_asked(each) for each in asked if each]
    coordinators = people.coordinators(call.session) if told else []
    return [(contact, each) for each in told for contact in coordinators]


def _decisions(asked: Asked, named: str = "") -> tuple[Offer, ...]:
    """Yes and no; `named` says by what they are told from the others of the same message."""
    code = {"code": asked.code}
    yes = "settled" if asked.kind is ReviewKind.BLOCKED else "approve"
    return (
        Offer(f"{yes}{named}", f"/approve r{asked.id}", code),
        Offer(f"return{named}", f"/return r{asked.id}", code),
    )


@command("review", "审核", role=COORDINATOR)
def review(call: Call) -> Reply:
    """The queue, the oldest first."""
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    return _queue(call, reviews.undecided(call.session), number)


def _queue(call: Call, waits: Sequence[Asked], number: int = 1) -> Reply:
    page = cut(waits, number, A_PAGE)
    times = Counter(each.code for each in waits)
    rows = tuple(_decisions(each, _named(each, times)) for each in page.items)
    waiting = len(slips.proposed(call.session, call.now, call.days))
    letters = ((Offer("slips", "/slip", {"count": waiting}),),) if waiting else ()
    offers = (*rows, *turn(page, "/review"), *letters)
    left = unconfirmed.listed(call.session, call.now, call.days)
    return Reply("review", {"page": page, "slips": waiting, "unconfirmed": left}, offers)


def _named(asked: Asked, times: Counter[str]) -> str:
    if times.total() == 1:
        return ""
    return "-code" if times[asked.code] == 1 else f"-{asked.kind}"


@command("approve", "同意", role=COORDINATOR, shown=False)
def approve(call: Call) -> Reply:
    """Grant what is asked for; of an obstacle: it is dealt with."""
    return _decide(call, approved=True)


@command("return", "退回", role=COORDINATOR, shown=False)
def send_back(call: Call) -> Reply:
    """Return it with a word, which is asked for when it was not given."""
    return _decide(call, approved=False)


def _decide(call: Call, *, approved: bool) -> Reply:
    found, word = _meant(call)
    if len(found) > 1:
        return _queue(call, found)
    [asked] = found
    if asked.decided_at is not None:
        raise _decided(call, asked)
    if not approved and not word:
        return Reply("return-word", {"asked": asked}, asks=f"/return r{asked.id}")
    if not reviews.decide(
        call.session, asked.id, approved, word, call.person.id, call.now, call.days
    ):
        call.session.expire_all()
        raise _decided(call, reviews.find(call.session, asked.id) or asked)
    concerned = [*_concerned(call, asked, approved=approved)]
    facts = {"asked": asked, "approved": approved, "word": word, "told": bool(concerned)}
    told = Reply(
        "review-decided",
        facts,
        () if approved else ((Offer("task", f"/task #{asked.task}"),),),
        about=(asked.task,),
        asks="" if approved else f"/report #{asked.task}",
    )
    others = tuple((contact, told) for contact in concerned)
    row: tuple[Offer, ...] = (Offer("review", "/review"),)
    if approved and asked.kind is ReviewKind.DECLINE:
        row = (Offer("assign", f"/assign #{asked.task}"), *row)
    return Reply("decided", facts, (row,), others=others)


def _concerned(call: Call, asked: Asked, *, approved: bool) -> Iterable[int]:
    """Who is told: those who asked; of a new date all with a part, of an end a group's members."""
    units = [asked.unit]
    parts = tasks.of_tasks(call.session, [asked.task]) if approved else []
    if asked.kind is ReviewKind.EXTENSION:
        units += [part.unit for part in parts]
    if asked.kind is ReviewKind.CLOSING:
        own = {part.assignment for part in parts if part.unit == asked.unit}
        units += [part.unit for part in parts if part.parent in own]
    found = [each for unit in units for each in call.people_of(unit)]
    return dict.fromkeys(found)


def _meant(call: Call) -> tuple[list[Asked], str]:
    """What is asked for by its number or its task's code, and the word after it."""
    if match := _NUMBER.match(call.rest):
        one = reviews.find(call.session, min(int(match[1]), _LARGEST))
        found, word = [one] if one else [], call.rest[match.end() :].strip()
    else:
        named = parse.named(call.rest)
        ids = named_tasks(call, named)
        found = reviews.of_task(call.session, ids[0]) if len(ids) == 1 else []
        word = named.rest
    if not found:
        raise Refusal("review-unknown")
    return found, word


def _decided(call: Call, asked: Asked) -> Refusal:
    at = (asked.decided_at or call.now).astimezone(call.days.zone)
    if asked.approved is None:
        return Refusal("review-lapsed", code=asked.code, at=at)
    key = "review-approved" if asked.approved else "review-returned"
    return Refusal(key, code=asked.code, by=asked.decided_by or "", at=at)
