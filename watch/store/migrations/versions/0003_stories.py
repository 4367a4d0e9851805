"""What people said of stories, and the titles that articles had before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "apart",
        sa.Column("one", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["article.id"], name=op.f("fk_apart_one_article")),
        sa.ForeignKeyConstraint(["other"], ["article.id"], name=op.f("fk_apart_other_article")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_apart")),
    )
    op.create_table(
        "version",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_version_article_id_article")
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_version")),
    )


def downgrade() -> None:
    op.drop_table("version")
    op.drop_table("apart")
