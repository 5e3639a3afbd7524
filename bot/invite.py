"""`invite`: codes for a unit, for coordinators and readers, or for every unit without anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from data.kinds import Standing
from data.store import invitations, links, people
from data.workdays import Workdays


class Role(StrEnum):
    """What an invitation of a unit makes of a person."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    LEADER = "leader"


OF_HOUSE = ("coordinator", "reader")


@dataclass(frozen=True)
class Invited:
    """An invitation as it is shown, once."""

    code: str
    unit: str | None
    role: Standing
    expires_at: datetime
    link: str | None

    def as_json(self, days: Workdays) -> dict[str, Any]:
        """As interface.md, section 4, has it."""
        expires = self.expires_at.astimezone(days.zone).isoformat()
        return {
            "code": self.code,
            "unit": self.unit,
            "role": self.role.value,
            "expires": expires,
            "link": self.link,
        }


def invite_one(session: Session, name: str, role: Role, now: datetime) -> Invited:
    """An invitation for a unit, or for `coordinator` or `reader`; refuses an unknown unit."""
    if name in OF_HOUSE:
        return _issue(session, None, None, Standing(name), now)
    unit = people.find_unit(session, name)
    return _issue(session, unit.id, unit.name, Standing(role.value), now)


def invite_missing(session: Session, now: datetime) -> list[Invited]:
    """An invitation for every unit of the open plans that has no contact."""
    return [
        _issue(session, unit.id, unit.name, Standing.CONTACT, now)
        for unit in people.manned(session)
        if unit.tasks and not unit.people
    ]


def _issue(
    session: Session, unit_id: int | None, unit: str | None, standing: Standing, now: datetime
) -> Invited:
    issued = invitations.issue(session, unit_id, standing, now)
    link = links.invitation(session, issued.code)
    return Invited(issued.code, unit, standing, issued.expires_at, link)
