"""Find the records that show a file."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_consented"), sqlite_where=sa.text("consent"))
        batch_op.create_index("ix_evidence_media", ["media_id"], unique=False)
