"""Why polls fail, where feeds moved, who carried an article, and the text of its page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("poll_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("failure", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("not_before_at", sa.DateTime()))
        batch_op.add_column(sa.Column("move_url", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("move_sightings", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("move_seen_at", sa.DateTime()))
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.add_column(sa.Column("publisher", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "sighting",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_sighting_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_sighting_source_id_source")
        ),
        sa.PrimaryKeyConstraint("article_id", "source_id", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_source_id"), "sighting", ["source_id"])
    op.execute(
        "INSERT INTO sighting (article_id, source_id, seen_at)"
        " SELECT id, source_id, first_seen_at FROM article"
    )
    op.create_table(
        "page",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_page_article_id_article")
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_page")),
    )


def downgrade() -> None:
    op.drop_table("page")
    op.drop_table("sighting")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_column("publisher")
    with op.batch_alter_table("poll_record", schema=None) as batch_op:
        for name in ("failure", "not_before_at", "move_url", "move_sightings", "move_seen_at"):
            batch_op.drop_column(name)
