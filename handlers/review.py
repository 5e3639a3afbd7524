"""What waits for a coordinator: closings, approved or returned with a word."""

import re

from data.refusal import Refusal
from data.store import people, reviews
from data.store.reviews import Asked
from handlers import parse
from handlers.about import named_tasks
from handlers.command import COORDINATOR, Call, Offer, Reply, command
from handlers.page import cut, turn

A_PAGE = 3
_NUMBER = re.compile(r"[rR](\d{1,9})(?:\s+|$)")


def closing_asked(asked: Asked) -> Reply:
    """What a coordinator is told of a closing that was asked for."""
    return Reply("closing-asked", {"asked": asked}, (_decisions(asked, named=False),))


def _decisions(asked: Asked, *, named: bool) -> tuple[Offer, ...]:
    code = {"code": asked.code}
    return (
        Offer("approve-code" if named else "approve", f"/approve r{asked.id}", code),
        Offer("return-code" if named else "return", f"/return r{asked.id}", code),
    )


@command("review", "审核", role=COORDINATOR)
def review(call: Call) -> Reply:
    """The queue, the oldest first."""
    number = int(call.rest) if call.rest.isdecimal() and len(call.rest) < 7 else 1
    page = cut(reviews.undecided(call.session), number, A_PAGE)
    rows = tuple(_decisions(each, named=page.total > 1) for each in page.items)
    return Reply("review", {"page": page}, (*rows, *turn(page, "/review")))


@command("approve", "同意", role=COORDINATOR, shown=False)
def approve(call: Call) -> Reply:
    """Close the task."""
    return _decide(call, approved=True)


@command("return", "退回", role=COORDINATOR, shown=False)
def send_back(call: Call) -> Reply:
    """Return it with a word, which is asked for when it was not given."""
    return _decide(call, approved=False)


def _decide(call: Call, *, approved: bool) -> Reply:
    asked, word = _meant(call)
    if asked.decided_at is not None:
        raise _decided(call, asked)
    if not approved and not word:
        return Reply("return-word", {"asked": asked}, asks=f"/return r{asked.id}")
    if not reviews.decide(call.session, asked.id, approved, word, call.person.id, call.now):
        raise _decided(call, reviews.find(call.session, asked.id) or asked)
    facts = {"asked": asked, "approved": approved, "word": word}
    told = Reply(
        "closing-decided",
        facts,
        () if approved else ((Offer("task", f"/task #{asked.task}"),),),
        about=(asked.task,),
        asks="" if approved else f"/report #{asked.task}",
    )
    others = tuple((contact, told) for contact in people.contacts(call.session, asked.unit))
    return Reply("decided", facts, ((Offer("review", "/review"),),), others=others)


def _meant(call: Call) -> tuple[Asked, str]:
    """The closing by its number or its task's code, and the word after it."""
    if match := _NUMBER.match(call.rest):
        found = reviews.find(call.session, int(match[1]))
        word = call.rest[match.end() :].strip()
    else:
        named = parse.named(call.rest)
        ids = named_tasks(call, named)
        found = reviews.of_task(call.session, ids[0]) if len(ids) == 1 else None
        word = named.rest
    if found is None:
        raise Refusal("review-unknown")
    return found, word


def _decided(call: Call, asked: Asked) -> Refusal:
    at = asked.decided_at or call.now
    return Refusal(
        "review-approved" if asked.approved else "review-returned",
        code=asked.code,
        by=asked.decided_by or "",
        at=at.astimezone(call.days.zone),
    )
