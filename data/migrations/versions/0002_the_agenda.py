"""When the rules look again is kept by unit; who was merged into whom is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_agenda_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
    )
    op.create_index("ix_agenda_at_unit_id", "agenda", ["at", "unit_id"])
    merged = sa.text("successor_id IS NOT NULL")
    op.create_index(
        "ix_unit_successor_id",
        "unit",
        ["successor_id"],
        sqlite_where=merged,
        postgresql_where=merged,
    )
    op.execute(
        "INSERT INTO agenda (unit_id, at)"
        " SELECT DISTINCT unit_id, next_at FROM assignment WHERE next_at IS NOT NULL"
    )
    op.drop_index("ix_assignment_next_at_unit_id", table_name="assignment")
    op.drop_column("assignment", "next_at")


def downgrade() -> None:
    op.add_column("assignment", sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE assignment SET next_at ="
        " (SELECT min(agenda.at) FROM agenda WHERE agenda.unit_id = assignment.unit_id)"
        " WHERE starts_on IS NOT NULL"
    )
    op.create_index("ix_assignment_next_at_unit_id", "assignment", ["next_at", "unit_id"])
    op.drop_index("ix_unit_successor_id", table_name="unit")
    op.drop_index("ix_agenda_at_unit_id", table_name="agenda")
    op.drop_table("agenda")
