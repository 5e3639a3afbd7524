"""How far a part is reckoned stands apart from it: it moves every day, the part hardly ever."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "reckoning",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_reckoning_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_reckoning")),
    )
    op.execute(
        "INSERT INTO reckoning SELECT id, reckoned_on FROM assignment"
        " WHERE starts_on IS NOT NULL AND reckoned_on IS NOT NULL"
    )
    op.drop_column("assignment", "reckoned_on")


def downgrade() -> None:
    op.add_column("assignment", sa.Column("reckoned_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE assignment SET reckoned_on ="
        " (SELECT until FROM reckoning WHERE assignment_id = assignment.id)"
    )
    op.drop_table("reckoning")
