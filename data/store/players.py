"""Who can be played on the local channel: everybody who has an account there, and strangers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from data.kinds import PlanState, Standing
from data.models import Account, Assignment, LocalMessage, Plan, Post, Task

CHANNEL = "local"
ORDER = tuple(Standing)


@dataclass(frozen=True)
class Player:
    """An account of the local channel: its address, what its person is, and the unit's place."""

    sender: str
    standing: Standing
    unit: int | None


def cast(session: Session) -> list[Player]:
    """Those who answer for units, in the plans' order; then coordinators and readers."""
    query = (
        select(Account.sender, Post.standing, Post.unit_id)
        .join(Post, col(Post.contact_id) == col(Account.contact_id))
        .where(Account.channel == CHANNEL)
        .order_by(col(Post.id))
    )
    players = [Player(*row) for row in session.exec(query)]
    places = _places(session)
    last = len(places)
    players.sort(key=lambda p: (places.get(p.unit or 0, last), ORDER.index(p.standing)))
    once = {player.sender: player for player in reversed(players)}
    return sorted(once.values(), key=lambda p: (p.unit is None, players.index(p)))


def strangers(session: Session) -> Sequence[str]:
    """Who has spoken here without an account, by name."""
    known = select(Account.sender).where(Account.channel == CHANNEL)
    query = select(LocalMessage.chat).where(col(LocalMessage.chat).not_in(known)).distinct()
    return session.exec(query.order_by(col(LocalMessage.chat))).all()


def _places(session: Session) -> dict[int, int]:
    """Units in the order in which the confirmed plans first name them."""
    query = (
        select(Assignment.unit_id)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
        .where(Plan.state == PlanState.CONFIRMED)
        .order_by(col(Plan.id), col(Task.ordinal), col(Assignment.ordinal))
    )
    named = dict.fromkeys(session.exec(query))
    return {unit: place for place, unit in enumerate(named)}
