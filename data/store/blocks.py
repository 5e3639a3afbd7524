"""Messages with a block for each of several units: their prompts."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select, union_all
from sqlmodel import Session, col

from data.models import Block, Delivery


def further(session: Session, deliveries: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The prompts of these deliveries beside their first, by delivery; most have none."""
    query = select(col(Block.delivery_id), col(Block.prompt_id)).where(
        col(Block.delivery_id).in_(deliveries)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for delivery, prompt in session.execute(query.order_by(col(Block.prompt_id))):
        found[delivery].append(prompt)
    return {delivery: tuple(prompts) for delivery, prompts in found.items()}


def of(session: Session, delivery: Delivery) -> tuple[int, ...]:
    """Every prompt of a delivery; none for one that tells something else."""
    if delivery.prompt_id is None:
        return ()
    key = delivery.id or 0
    return (delivery.prompt_id, *further(session, [key]).get(key, ()))


def tells(prompt: int) -> Any:
    """Whether a delivery is of this prompt."""
    own = select(col(Delivery.id)).where(col(Delivery.prompt_id) == prompt)
    inside = select(col(Block.delivery_id)).where(col(Block.prompt_id) == prompt)
    # One by one: of "or" PostgreSQL makes a walk through all deliveries.
    return col(Delivery.id).in_(union_all(own, inside))


def copy(session: Session, delivery: int, other: Delivery) -> None:
    """Give another message of the same words the same blocks."""
    if prompts := further(session, [delivery]).get(delivery):
        session.flush()
        session.add_all(Block(delivery_id=other.id or 0, prompt_id=each) for each in prompts)
