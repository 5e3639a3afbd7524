"""Units that are paused, and what was told to people beside prompts, by indexes of these few."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

PAUSED = ("ix_unit_paused_at", "unit", ["paused_at"])
PERSONS = ("ix_delivery_contact_id", "delivery", ["contact_id"])


def upgrade() -> None:
    op.drop_index(*PERSONS[:2])
    for index, condition in ((PAUSED, "paused_at IS NOT NULL"), (PERSONS, "prompt_id IS NULL")):
        few = sa.text(condition)
        op.create_index(*index, unique=False, sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    op.drop_index(*PAUSED[:2])
    op.drop_index(*PERSONS[:2])
    op.create_index(*PERSONS, unique=False)
