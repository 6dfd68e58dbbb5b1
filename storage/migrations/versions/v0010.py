"""Annual reports of member organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The way back is the copy that is made before every step."""
    op.create_table(
        "member_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("preview", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_member_report_decided_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_member_report_draft_id_draft"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_member_report_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_report")),
    )
    with op.batch_alter_table("member_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_report_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("ix_member_report_status", ["year", "status"], unique=False)
        batch_op.create_index("uq_member_report_year", ["organisation_id", "year"], unique=True)

    op.create_table(
        "member_report_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_member_report_question_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["member_report.id"],
            name=op.f("fk_member_report_question_report_id_member_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_report_question")),
    )
    with op.batch_alter_table("member_report_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_report_question_report_id"), ["report_id"], unique=False)

    op.create_table(
        "member_report_version",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_member_report_version_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["member_report.id"], name=op.f("fk_member_report_version_report_id_member_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "version", name=op.f("pk_member_report_version")),
    )
