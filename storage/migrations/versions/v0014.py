"""Indexes of parked drafts and of questions about a record."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(
            "ix_draft_parked", ["person_id"], unique=False, sqlite_where=sa.text("status = 'parked'")
        )

    with op.batch_alter_table("twin_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_twin_question_record_id"), ["record_id"], unique=False)
