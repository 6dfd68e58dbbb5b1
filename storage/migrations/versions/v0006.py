"""Presence lists: counts of a QR check-in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minute_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minute_count", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("shown_total", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_presence_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_presence_token_hash")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index("ix_presence_day", ["organisation_id", "day"], unique=False)
        batch_op.create_index("ix_presence_finished", ["finished", "closes_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_presence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "presence_count",
        sa.Column("presence_id", sa.Integer(), nullable=False),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("age", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name=op.f("fk_presence_count_presence_id_presence")
        ),
        sa.PrimaryKeyConstraint("presence_id", "gender", "age", name=op.f("pk_presence_count")),
    )
    op.create_table(
        "presence_ticket",
        sa.Column("presence_id", sa.Integer(), nullable=False),
        sa.Column("ticket_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["presence_id"], ["presence.id"], name=op.f("fk_presence_ticket_presence_id_presence")
        ),
        sa.PrimaryKeyConstraint("presence_id", "ticket_hash", name=op.f("pk_presence_ticket")),
    )
