"""Find a message by its screen; remember which failures of a broadcast were seen."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forgiven_to", sa.Integer(), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_screen", ["screen"], unique=False, sqlite_where=sa.text("screen IS NOT NULL")
        )
