"""Files are looked into, refused with a reason, and copied for the public."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(
            "ix_evidence_consented", ["media_id"], unique=False, sqlite_where=sa.text("consent")
        )

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("public_path", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_media_organisation", ["organisation_id", "created_at"], unique=False)
        batch_op.create_index("ix_media_person", ["person_id", "created_at"], unique=False)

    # Files that were refused before are an old story: nobody is told about them now.
    op.execute("UPDATE media SET why = 'gone', told_at = created_at WHERE state = 'refused'")
