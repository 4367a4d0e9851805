"""The life of opportunities: decisions, changes, gathered stories; editions that are frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SEALED = {
    "decision": ("UPDATE", "DELETE"),
    "change": ("UPDATE", "DELETE"),
}
"""Rows that are written once. PostgreSQL's are sealed in 0006."""

_SAME_ROW = {
    "decision": "number = NEW.number",
    "change": "number = NEW.number OR (opportunity_id = NEW.opportunity_id "
    "AND kind = NEW.kind AND told = NEW.told)",
    "edition": "week = NEW.week AND reader = NEW.reader AND frozen_at IS NOT NULL",
}
"""SQLite's INSERT OR REPLACE fires no trigger on deletion: such rows are refused on insertion."""


def upgrade() -> None:
    _opportunity()
    _edition()
    op.create_table(
        "attachment",
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.Column("attached_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _to_opportunity("attachment"),
        sa.PrimaryKeyConstraint("opportunity_id", "story_id", name=op.f("pk_attachment")),
    )
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _to_opportunity("change"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sa.UniqueConstraint(
            "opportunity_id", "kind", "told", name=op.f("uq_change_opportunity_id")
        ),
    )
    op.create_index(op.f("ix_change_opportunity_id"), "change", ["opportunity_id"])
    op.create_index(op.f("ix_change_seen_at"), "change", ["seen_at"])
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _to_opportunity("decision"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_opportunity_id"), "decision", ["opportunity_id"])
    op.create_table(
        "initiative",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_initiative")),
    )
    _seal()


def _opportunity() -> None:
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content", sa.JSON()))
        batch_op.add_column(sa.Column("known", sa.JSON()))


def _edition() -> None:
    """Give editions a reader; those of the company are the reader with an empty name."""
    _free_the_name_of_the_key()
    op.create_table(
        "new_edition",
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("frozen_at", sa.DateTime()),
        sa.Column("made_from", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("week", "reader", name=op.f("pk_edition")),
    )
    op.execute(
        "INSERT INTO new_edition (week, reader, made_at, made_from, content) "
        "SELECT week, '', made_at, made_from, content FROM edition"
    )
    op.drop_table("edition")
    op.rename_table("new_edition", "edition")


def _free_the_name_of_the_key() -> None:
    if op.get_bind().dialect.name == "postgresql":  # names of keys are those of a whole schema
        op.execute("ALTER TABLE edition RENAME CONSTRAINT pk_edition TO pk_edition_before")


def _to_opportunity(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunity.id"],
        name=op.f(f"fk_{table}_opportunity_id_opportunity"),
    )


def _seal() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table, acts in _SEALED.items():
        for act in acts:
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
    for table, same in _SAME_ROW.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - constants
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )
    op.execute(
        "CREATE TRIGGER edition_frozen_update BEFORE UPDATE ON edition "
        "WHEN OLD.frozen_at IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'a frozen edition is never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER edition_frozen_delete BEFORE DELETE ON edition "
        "WHEN OLD.frozen_at IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'a frozen edition is never changed'); END"
    )


def downgrade() -> None:
    for table in ("initiative", "decision", "change", "attachment"):
        op.drop_table(table)
    _free_the_name_of_the_key()
    op.create_table(
        "old_edition",
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_from", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_edition")),
    )
    op.execute(
        "INSERT INTO old_edition SELECT week, made_at, made_from, content "
        "FROM edition WHERE reader = ''"
    )
    op.drop_table("edition")
    op.rename_table("old_edition", "edition")
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_column("known")
        batch_op.drop_column("content")
