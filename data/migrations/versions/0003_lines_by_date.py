"""Two dates of a task whose slots fall on one day have a line each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BEFORE = ["assignment_id", "rule", "on", "fate", "recipient"]


def upgrade() -> None:
    with op.batch_alter_table("prompt_line") as table:
        table.drop_constraint("uq_prompt_line_assignment_id_rule_on_fate_recipient", type_="unique")
    date = sa.text('coalesce(deadline, "on")')
    op.create_index("uq_prompt_line_slot", "prompt_line", [*BEFORE, date], unique=True)


def downgrade() -> None:
    op.drop_index("uq_prompt_line_slot", table_name="prompt_line")
    op.execute(
        "DELETE FROM prompt_line WHERE id NOT IN"
        ' (SELECT min(id) FROM prompt_line GROUP BY assignment_id, rule, "on", fate, recipient)'
    )
    with op.batch_alter_table("prompt_line") as table:
        table.create_unique_constraint(
            "uq_prompt_line_assignment_id_rule_on_fate_recipient", BEFORE
        )
