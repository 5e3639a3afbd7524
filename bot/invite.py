"""`invite`: codes for a unit, for coordinators and readers, or for every unit without anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from data.kinds import Standing
from data.refusal import Refusal
from data.store import invitations, links, people, unmanned
from data.workdays import Workdays
from messages.invitations import rows
from messages.sheet import sheet

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


def invite_one(session: Session, name: str, role: Standing, now: datetime) -> Invited:
    """An invitation for a unit, or for `coordinator` or `reader`; refuses an unknown unit."""
    if name in OF_HOUSE:
        return _issue(session, None, None, Standing(name), now)
    unit = people.find_unit(session, name)
    return _issue(session, unit.id, unit.name, role, now)


def invite_missing(session: Session, now: datetime, days: Workdays) -> list[Invited]:
    """An invitation for every unit of the open plans that has no contact."""
    return [
        Invited(each.code, each.unit, Standing.CONTACT, each.expires_at, each.link)
        for each in unmanned.invite_all(session, now, days.today(now))
    ]


def write_invitations(made: Sequence[Invited], path: Path, days: Workdays, locale: str) -> None:
    """The list as .xlsx, to be forwarded; it holds codes, so nobody else may read the file."""
    until = max(each.expires_at for each in made).astimezone(days.zone)
    table = rows(((each.unit or "", each.code, each.link) for each in made), until, locale)
    try:
        path.touch(mode=0o600)
        path.write_bytes(sheet(table))
    except OSError as error:
        raise Refusal("invite-unwritten", name=str(path)) from error


def _issue(
    session: Session, unit_id: int | None, unit: str | None, standing: Standing, now: datetime
) -> Invited:
    issued = invitations.issue(session, unit_id, standing, now)
    link = links.invitation(session, issued.code)
    return Invited(issued.code, unit, standing, issued.expires_at, link)
