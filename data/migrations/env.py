"""Alembic's entrance; it runs in the connection, and so in the transaction, that start-up gives."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from data.models import metadata


def plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a column kind of ours as what it is kept as: a migration outlives our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return (
        f"sa.String({item.length or ''})" if kind == "type" and hasattr(item, "length") else False
    )


def run(connection: Connection) -> None:
    """Run the migrations; batch mode gives one history for both databases."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain,
        transaction_per_migration=False,
    )
    context.run_migrations()


run(context.config.attributes["connection"])
