"""The file of a message: fetched or made when it leaves, in the language of who gets it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from sqlmodel import Session

from data.models import Delivery, Digest, Plan
from data.refusal import Refusal
from data.store.digests import edition
from data.store.standing import open_plan, standing
from messages.message import Enclosure, File, Making, Outgoing
from messages.render import label, refusal
from schedules.parts import Parts
from schedules.wording import language

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA = {
    Making.KEPT: "application/octet-stream",
    Making.SHEET: f"{OFFICE}spreadsheetml.sheet",
    Making.LEDGER: f"{OFFICE}spreadsheetml.sheet",
    Making.BULLETIN: f"{OFFICE}wordprocessingml.document",
    Making.PICTURE: "image/png",
}
SAME_PICTURES = 8  # remembered: a digest goes to several readers

log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """What a file is made with."""

    session: Session
    parts: Parts
    now: datetime
    locale: str


def with_file(
    session: Session, delivery: Delivery, message: Outgoing, now: datetime, parts: Parts
) -> Outgoing:
    """The message with its file, if it has one; a file that cannot be had is said to be missing."""
    locale = language(session, delivery, parts.locale)
    wanted = _wanted(session, delivery, locale)
    if wanted is None or message.edit is not None:
        return message
    try:
        content = MAKERS[wanted.making](wanted.facts, Desk(session, parts, now, locale))
    except Exception:
        # The words matter more: a digest must not stay away because its picture fails.
        log.exception("a file could not be made", delivery=delivery.id, making=wanted.making)
        gone = refusal(Refusal("file-unmade", name=wanted.name), locale)
        return replace(message, text=f"{message.text}\n\n{gone}")
    return replace(message, file=File(wanted.name, content, MEDIA[wanted.making]))


def _wanted(session: Session, delivery: Delivery, locale: str) -> Enclosure | None:
    """What is enclosed: what the message names, or with the whole of a digest its picture."""
    if delivery.body and delivery.body.get("file"):
        named = delivery.body["file"]
        return Enclosure(Making(named["making"]), named["name"], named["facts"])
    if delivery.digest_id is None or delivery.units:
        return None
    digest = session.get_one(Digest, delivery.digest_id)
    plan = session.get_one(Plan, digest.plan_id)
    facts = {"plan": plan.key, "week": digest.week, "title": plan.title}
    return Enclosure(Making.PICTURE, label("file.picture", locale, **facts), facts)


def _kept(facts: Mapping[str, Any], desk: Desk) -> bytes:
    content = desk.parts.files.get(facts["hash"])
    if content is None:
        raise FileNotFoundError(facts["hash"])
    return content


def _sheet(facts: Mapping[str, Any], desk: Desk) -> bytes:
    from messages.sheet import sheet  # each maker loads a library that few processes need

    return sheet(facts["rows"])


def _bulletin(facts: Mapping[str, Any], desk: Desk) -> bytes:
    from messages.bulletin import bulletin

    return bulletin(_digest(facts, desk), desk.locale)


def _picture(facts: Mapping[str, Any], desk: Desk) -> bytes:
    return _drawn(json.dumps(_digest(facts, desk)), desk.locale, desk.parts.fonts)


@lru_cache(maxsize=SAME_PICTURES)
def _drawn(facts: str, locale: str, fonts: Path | None) -> bytes:
    from messages.picture import picture

    return picture(json.loads(facts), locale, fonts)


def _ledger(facts: Mapping[str, Any], desk: Desk) -> bytes:
    from messages.ledger import ledger

    plan = open_plan(desk.session, facts["plan"])
    return ledger(standing(desk.session, plan.id or 0, desk.now, desk.parts.days), desk.locale)


def _digest(facts: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
    plan = open_plan(desk.session, facts["plan"])
    return edition(desk.session, plan.id or 0, facts["week"], desk.now, desk.parts.days).facts


MAKERS: dict[Making, Callable[[Mapping[str, Any], Desk], bytes]] = {
    Making.KEPT: _kept,
    Making.SHEET: _sheet,
    Making.BULLETIN: _bulletin,
    Making.PICTURE: _picture,
    Making.LEDGER: _ledger,
}
