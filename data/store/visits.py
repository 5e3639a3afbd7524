"""Visits to the board as acts: who came in by which link, and went out again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from data.door import Link
from data.kinds import ActKind, Standing
from data.models import Act, Contact
from data.refusal import Refusal
from data.store import acts, people

LINK_LASTS = timedelta(minutes=15)
VISIT_LASTS = timedelta(hours=12)
VISITORS = frozenset({Standing.COORDINATOR, Standing.READER})


@dataclass(frozen=True)
class Visitor:
    """Who looks at the board, and what this person is today."""

    name: str
    locale: str | None
    standings: frozenset[Standing]

    @property
    def coordinates(self) -> bool:
        """Whether this person sees and steers all."""
        return Standing.COORDINATOR in self.standings


def expected(session: Session, link: Link, now: datetime) -> Visitor:
    """Who would come in by a link; refuses one that is used or too old, or lets nobody in."""
    visitor = _visitor(session, link.contact)
    if now >= link.until:
        raise Refusal("link-expired", minutes=LINK_LASTS.seconds // 60)
    if any(act.facts["link"] == link.seen for act in _of(session, link.contact, now)):
        raise Refusal("link-used")
    return visitor


def enter(session: Session, link: Link, now: datetime) -> int:
    """Use a link up: returns the visit. Of two who press at once, one comes in."""
    # On PostgreSQL the second waits here until the first is in.
    session.get_one(Contact, link.contact, with_for_update=True)
    expected(session, link, now)
    facts = {"link": link.seen}
    return acts.record(session, ActKind.ENTER, link.contact, now, facts=facts)


def leave(session: Session, visit: int, now: datetime) -> None:
    """End a visit; one that is over stays so."""
    act = session.get(Act, visit)
    if act is not None and act.kind is ActKind.ENTER:
        acts.record(session, ActKind.EXIT, act.contact_id, now, facts={"visit": visit})


def visitor(session: Session, visit: int, now: datetime) -> Visitor:
    """Who is on a visit; refuses one that is over, and somebody who may not look any more."""
    act = session.get(Act, visit)
    if act is None or act.kind is not ActKind.ENTER or now >= act.at + VISIT_LASTS:
        raise Refusal("board-over", hours=VISIT_LASTS.seconds // 3600)
    if _has_left(session, act):
        raise Refusal("board-closed")
    return _visitor(session, act.contact_id)


def _visitor(session: Session, contact: int) -> Visitor:
    found = people.standings(session, contact)
    if not found & VISITORS:
        raise Refusal("board-closed")
    person = session.get_one(Contact, contact)
    return Visitor(person.name, person.locale, found)


def _of(session: Session, contact: int, now: datetime) -> list[Act]:
    """The visits that somebody began by a link which may still be valid."""
    query = select(Act).where(Act.kind == ActKind.ENTER, Act.contact_id == contact)
    return list(session.exec(query.where(col(Act.at) > now - LINK_LASTS)))


def _has_left(session: Session, visit: Act) -> bool:
    query = select(Act).where(Act.kind == ActKind.EXIT, Act.contact_id == visit.contact_id)
    left = session.exec(query.where(col(Act.id) > visit.id))
    return any(act.facts["visit"] == visit.id for act in left)
