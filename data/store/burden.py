"""The burden: how many messages each unit got, what people's acts sent it included."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, union_all
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Block, Delivery, Post, Prompt, Unit

IN_WINDOW = (
    col(Delivery.sent_at) > bindparam("since"),
    col(Delivery.sent_at) <= bindparam("until"),
    col(Delivery.edit_of).is_(None),
)
PROMPTS: Any = (
    select(col(Unit.name).label("unit"), func.count(col(Prompt.id).distinct()).label("count"))
    .join(Prompt, col(Prompt.recipient_id) == col(Unit.id))
    .outerjoin(Block, col(Block.prompt_id) == col(Prompt.id))
    .join(
        Delivery,
        (col(Delivery.prompt_id) == col(Prompt.id)) | (col(Delivery.id) == col(Block.delivery_id)),
    )
    .where(col(Prompt.recipient) == "unit", *IN_WINDOW)
    .group_by(col(Unit.name))
)
# What a coordinator decided or changed, told as it stands: neither an answer nor a digest.
PERSONS = (
    select(col(Unit.name).label("unit"), func.count().label("count"))
    .select_from(Delivery)
    .join(Post, col(Post.contact_id) == col(Delivery.contact_id))
    .join(Unit, col(Unit.id) == col(Post.unit_id))
    .where(
        col(Post.standing) == Standing.CONTACT,
        col(Delivery.answer).is_(False),
        col(Delivery.prompt_id).is_(None),
        col(Delivery.digest_id).is_(None),
        *IN_WINDOW,
    )
    .group_by(col(Unit.name), col(Delivery.contact_id))
    .subquery()
)
ACTS = select(PERSONS.c.unit, func.max(PERSONS.c.count)).group_by(PERSONS.c.unit)
BURDEN = union_all(PROMPTS, ACTS)


def burden(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Messages that reached each unit in a window; several contacts of one unit got the same."""
    found: Counter[str] = Counter()
    for unit, count in session.execute(BURDEN, {"since": since, "until": until}):
        found[unit] += count
    return dict(found)
