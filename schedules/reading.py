"""The job that reads what people have sent: documents become drafts, and the senders hear of it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlmodel import Session

from data.kinds import PlanState
from data.models import Contact, Delivery
from data.reader.document import parse
from data.reader.draft import Draft
from data.reader.paper import read_paper
from data.reader.registry import Registry
from data.reader.shipped import events, registry
from data.refusal import Refusal
from data.store import drafts, readings, revisions
from data.store.learned import registry_of
from data.store.readings import Asker, Taken
from messages.drafts import message
from messages.message import Outgoing
from messages.render import render
from schedules.parts import Parts
from schedules.wording import as_body

log = structlog.get_logger()


async def reading(parts: Parts) -> None:
    """Read every document that waits, one after the other; a crash leaves it to the next run."""
    while taken := await parts.store.call(readings.claim, parts.real(), parts.holder):
        await _take_up(parts, taken)


async def _take_up(parts: Parts, taken: Taken) -> None:
    known = await parts.store.read(registry_of, registry())
    try:
        draft, source = await asyncio.to_thread(_read, parts, taken, known)
    except Refusal as refusal:
        await parts.store.call(_refuse, parts, taken, refusal.key, refusal.facts)
    except Exception:
        # Whatever a document does to the reader, its sender hears, and the next one is read.
        log.exception("a document could not be read", reading=taken.id)
        await parts.store.call(_refuse, parts, taken, "file-broken", {"name": taken.name})
    else:
        await parts.store.call(_keep, parts, taken, draft, source, known)


def _read(parts: Parts, taken: Taken, known: Registry) -> tuple[Draft, str]:
    """The heavy part, in a thread of its own; documents of most forms in a process of their own."""
    content = parts.files.get(taken.hash)
    if content is None or taken.worn:
        raise Refusal("file-broken", name=taken.name)
    paper = parse(taken.name, content)
    draft = read_paper(paper, taken.name, registry=known, events=events(), year=taken.year)
    return draft, paper.text


def _keep(
    session: Session, parts: Parts, taken: Taken, draft: Draft, source: str, known: Registry
) -> None:
    now = parts.now()
    plan = revisions.take_in(session, draft, source, now, known)
    for asker in readings.settle(session, taken, parts.holder, plan):
        locale = _locale(session, asker, parts.locale)
        _owe(session, taken, asker, _said(session, plan, locale), now)


def _said(session: Session, plan: int, locale: str) -> Outgoing:
    found = drafts.overview(session, plan)
    if found.state is PlanState.DRAFT:
        return message(found, locale)
    return Outgoing(render("plan-known", {"plan": found}, locale))


def _refuse(
    session: Session, parts: Parts, taken: Taken, key: str, facts: Mapping[str, object]
) -> None:
    for asker in readings.settle(session, taken, parts.holder, None, key, dict(facts)):
        locale = _locale(session, asker, parts.locale)
        said = Outgoing(render("refusal", {"key": key, "facts": facts}, locale))
        _owe(session, taken, asker, said, parts.now())


def _locale(session: Session, asker: Asker, house: str) -> str:
    return session.get_one(Contact, asker.contact).locale or house


def _owe(session: Session, taken: Taken, asker: Asker, said: Outgoing, now: datetime) -> None:
    """An answer: it leaves at any hour."""
    session.add(
        Delivery(
            key=f"reading:{taken.id}:{asker.seen}",
            channel=asker.channel,
            chat=asker.chat,
            contact_id=asker.contact,
            answer=True,
            body={**as_body(said), "file": None},
            reply_to=asker.reply_to,
            owed_at=now,
        )
    )
