"""签发: a unit's leader signs what its contacts report, or returns it, before it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.kinds import ReportState, Standing
from data.refusal import Refusal
from data.store import posts, reports, signoffs
from data.store.reports import Counted, Spoken
from data.store.signoffs import ToSign
from handlers import parse
from handlers.about import named_tasks
from handlers.command import Call, Offer, Reply, command
from handlers.page import cut, turn
from handlers.review import reviews_told

LEADER = frozenset({Standing.LEADER})
A_PAGE = 3
_NUMBER = re.compile(r"[sS](\d{1,9})(?:\s+|$)")
_BACK = re.compile(r"(?:back|退回)(?:\s+|$)", re.IGNORECASE)
_ALL = ("all", "全部")
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Held:
    """What waits for leaders now, with what they are told; `leaderless`: units without one."""

    reports: frozenset[int]
    leaderless: tuple[str, ...]
    told: tuple[tuple[int, Reply], ...]


def hold(call: Call, said: Sequence[Spoken], *, noted: bool) -> Held:
    """Let wait, of what somebody confirms, all that a leader has to sign first."""
    person, today = call.person, call.days.today(call.now)
    ids = [each.id for each in said]
    wanted = signoffs.wanted(call.session, ids, person.id, person.units, today)
    held = reports.hold(call.session, [*wanted.leaders], person.id, call.now, noted=noted)
    entries = signoffs.of_reports(call.session, held)
    by_leader: dict[int, list[ToSign]] = {}
    for each in entries:
        for leader in wanted.leaders[each.id]:
            by_leader.setdefault(leader, []).append(each)
    told = tuple((leader, _listed(own, 1)) for leader, own in by_leader.items())
    return Held(frozenset(held), wanted.leaderless, told)


def _listed(waiting: Sequence[ToSign], number: int) -> Reply:
    page = cut(waiting, number, A_PAGE)
    rows = tuple(_decisions(each, named=page.total > 1) for each in page.items)
    every = ((Offer("sign-all", "/sign all"),),) if page.total > 1 else ()
    about = (page.items[0].task,) if page.total == 1 else ()
    offers = (*rows, *every, *turn(page, "/sign"))
    return Reply("signoff", {"page": page}, offers, about=about)


def _decisions(each: ToSign, *, named: bool) -> tuple[Offer, ...]:
    code = {"code": each.code}
    return (
        Offer("sign-code" if named else "sign", f"/sign s{each.id}", code),
        Offer("return-code" if named else "return", f"/sign back s{each.id}", code),
    )


@command("sign", "签发", role=LEADER)
def sign(call: Call) -> Reply:
    """What waits for me, the oldest first; sign one or all of it, or return it with a word."""
    if not call.rest or (call.rest.isdecimal() and len(call.rest) < 7):
        return _listed(_waiting(call), int(call.rest or 1))
    if match := _BACK.match(call.rest):
        return _send_back(call, call.rest[match.end() :])
    if call.rest.casefold() in _ALL:
        chosen = _waiting(call)
    else:
        chosen, _ = _meant(call, call.rest)
    if not chosen:
        raise Refusal("signoff-none")
    counted = reports.sign_off(call.session, [each.id for each in chosen], call.person.id, call.now)
    if not counted.reports:
        raise _decided(call, chosen[0])
    return _signed(call, [each for each in chosen if each.id in counted.reports], counted)


def _signed(call: Call, signed: Sequence[ToSign], counted: Counted) -> Reply:
    facts = {"signed": signed, "by": call.person.name}
    told = [
        (contact, Reply("signoff-told", {**facts, "signed": own}, about=(own[0].task,)))
        for own in ([each] for each in signed)
        for contact in _concerned(call, own[0])
    ]
    others = (*told, *reviews_told(call, counted))
    return Reply("signoff-done", facts, ((Offer("sign-list", "/sign"),),), others=others)


def _send_back(call: Call, words: str) -> Reply:
    chosen, word = _meant(call, words)
    if len(chosen) != 1:
        raise Refusal("signoff-unknown")
    [entry] = chosen
    if entry.state is not ReportState.AWAITING:
        raise _decided(call, entry)
    if not word:
        return Reply("signoff-word", {"entry": entry}, asks=f"/sign back s{entry.id}")
    if not reports.give_back(call.session, entry.id, call.person.id, word):
        raise _decided(call, entry)
    facts = {"entry": entry, "by": call.person.name, "word": word}
    task = ((Offer("task", f"/task #{entry.task}"),),)
    told = Reply("signoff-back", facts, task, (entry.task,), asks=f"/report #{entry.task}")
    others = tuple((contact, told) for contact in _concerned(call, entry))
    return Reply("signoff-returned", facts, ((Offer("sign-list", "/sign"),),), others=others)


def _concerned(call: Call, entry: ToSign) -> list[int]:
    """The unit's people, and who reported, while still among them."""
    bound = {
        held.contact for unit in call.person.units for held in posts.of_unit(call.session, unit)
    }
    own = [entry.contact] if entry.contact in bound else []
    found = dict.fromkeys([*own, *call.people_of(entry.unit)])
    return [each for each in found if each != call.person.id]


def _waiting(call: Call) -> list[ToSign]:
    today = call.days.today(call.now)
    return signoffs.of_leader(call.session, call.person.id, call.person.units, today)


def _meant(call: Call, words: str) -> tuple[list[ToSign], str]:
    """What is named by its number or its task, and the word after it."""
    if match := _NUMBER.match(words):
        today, number = call.days.today(call.now), min(int(match[1]), _LARGEST)
        found = signoffs.find(call.session, number, call.person.id, today)
        chosen, word = [found] if found else [], words[match.end() :].strip()
    else:
        named = parse.named(words)
        ids = named_tasks(call, named)
        chosen, word = [each for each in _waiting(call) if each.task in ids], named.rest
    if not chosen:
        raise Refusal("signoff-unknown")
    return chosen, word


def _decided(call: Call, entry: ToSign) -> Refusal:
    """Why nothing waits any more: another leader was quicker, or the unit has said it anew."""
    call.session.expire_all()
    [now] = signoffs.of_reports(call.session, [entry.id])
    if now.state is ReportState.RETURNED:
        return Refusal("signoff-was-returned", code=now.code, by=now.leader)
    if now.leader:
        return Refusal("signoff-was-signed", code=now.code, by=now.leader)
    return Refusal("signoff-gone", code=now.code)
