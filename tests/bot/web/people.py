"""The people of every page test: two units, the coordinator, the reader."""

from datetime import UTC, datetime

from sqlmodel import Session

from data.kinds import Standing, UnitKind
from data.models import Account, Contact, Post, Unit

NOW = datetime(2018, 2, 11, tzinfo=UTC)
UNITS = ("科技司", "财务司")
HOUSE = {"督办员": Standing.COORDINATOR, "分管领导": Standing.READER}


def settle(session: Session) -> None:
    """Each with an account on the local channel, under the own name."""
    for name in UNITS:
        unit = Unit(name=name, full_name=f"教育部{name}", kind=UnitKind.DEPARTMENT)
        session.add(unit)
        session.flush()
        _person(session, name, Standing.CONTACT, unit.id)
    for name, standing in HOUSE.items():
        _person(session, name, standing, None)


def _person(session: Session, name: str, standing: Standing, unit: int | None) -> None:
    contact = Contact(name=name, created_at=NOW)
    session.add(contact)
    session.flush()
    assert contact.id is not None
    session.add(Post(contact_id=contact.id, unit_id=unit, standing=standing, since=NOW))
    session.add(
        Account(contact_id=contact.id, channel="local", sender=name, chat=name, used_at=NOW)
    )
