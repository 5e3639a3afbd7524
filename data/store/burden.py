"""The burden: how many messages each unit got, what people's acts sent it included."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from data.kinds import Standing
from data.models import Block, Delivery, Post, Prompt, Unit

IN_WINDOW = (
    col(Delivery.sent_at) > bindparam("since"),
    col(Delivery.sent_at) <= bindparam("until"),
    col(Delivery.edit_of).is_(None),
)
PROMPTS = (
    select(col(Unit.name), func.count(col(Prompt.id).distinct()))
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
ACTS = (
    select(col(Unit.name), func.count())
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
)


def burden(session: Session, since: datetime, until: datetime) -> dict[str, int]:
    """Messages that reached each unit in a window; several contacts of one unit got the same."""
    window = {"since": since, "until": until}
    acts: dict[str, int] = {}
    for unit, count in session.execute(ACTS, window):
        acts[unit] = max(acts.get(unit, 0), count)
    found = dict(session.execute(PROMPTS, window).all())
    return {unit: found.get(unit, 0) + acts.get(unit, 0) for unit in found.keys() | acts.keys()}
