"""Corrections of records, as decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make room for corrections, and see to it that one is never changed."""
    op.add_column("records", sa.Column("corrects", sa.Integer()))
    op.create_table(
        "corrections",
        sa.Column("decision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"]),
        sa.ForeignKeyConstraint(["report"], ["reports.id"]),
        sa.PrimaryKeyConstraint("decision"),
    )
    op.create_index("ix_corrections_report", "corrections", ["report"])
    # They can be removed: a forgotten report takes its words with it.
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER keep_corrections_update BEFORE UPDATE ON corrections "
            "BEGIN SELECT RAISE(ABORT, 'corrections are never changed'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER keep_corrections BEFORE UPDATE ON corrections "
            "FOR EACH ROW EXECUTE FUNCTION accordingto_keep()"
        )
