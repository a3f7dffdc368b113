"""Summaries of incidents, kept so that lists are quick."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make room for summaries."""
    op.create_table(
        "summaries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"]),
        sa.PrimaryKeyConstraint("number"),
    )
