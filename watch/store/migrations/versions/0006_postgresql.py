"""What PostgreSQL does in its own way: order of texts, vectors, full text, months, sealed rows.

On SQLite only the table of vectors gets another name: each table of PostgreSQL is a type as well,
and pgvector has one of that name. No PostgreSQL database was in use before, so going back forgets
its vectors and its full text, which are computed from articles.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SEALED = {"decision": "", "change": "", "edition": "WHEN (OLD.frozen_at IS NOT NULL)"}
"""Tables whose rows are written once, and when a row is; SQLite's are sealed in 0004."""

_BY_MONTH = (
    """
    CREATE TABLE embedding (
        month DATE NOT NULL,
        article_id BIGINT NOT NULL,
        model_key VARCHAR COLLATE "C" NOT NULL,
        language VARCHAR COLLATE "C" NOT NULL,
        data HALFVEC NOT NULL,
        CONSTRAINT pk_embedding PRIMARY KEY (article_id, model_key, month),
        CONSTRAINT fk_embedding_article_id_article FOREIGN KEY (article_id) REFERENCES article (id)
    ) PARTITION BY LIST (month)
    """,
    "CREATE TABLE embedding_default PARTITION OF embedding DEFAULT",
    """
    CREATE TABLE article_fts (
        month DATE NOT NULL,
        article_id BIGINT NOT NULL,
        length INTEGER NOT NULL,
        words TSVECTOR NOT NULL,
        title TEXT COLLATE "C" NOT NULL,
        body TEXT COLLATE "C" NOT NULL,
        CONSTRAINT pk_article_fts PRIMARY KEY (article_id, month),
        CONSTRAINT fk_article_fts_article_id_article
            FOREIGN KEY (article_id) REFERENCES article (id)
    ) PARTITION BY LIST (month)
    """,
    "CREATE INDEX ix_article_fts_words ON article_fts USING gin (words)",
    "CREATE TABLE article_fts_default PARTITION OF article_fts DEFAULT",
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.rename_table("vector", "embedding")
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    _order_texts_by_their_bytes()
    for statement in _BY_MONTH:
        op.execute(statement)
    op.create_table(
        "article_fts_total",
        sa.Column("articles", sa.BigInteger(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
    )
    op.execute("INSERT INTO article_fts_total VALUES (0, 0)")
    _seal()


def _order_texts_by_their_bytes() -> None:
    """Make texts compare as they do on SQLite, whatever language the server was set up for."""
    inspector = sa.inspect(op.get_bind())
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.String):
                kind = "TEXT" if isinstance(column["type"], sa.Text) else "VARCHAR"
                change = f'ALTER COLUMN "{column["name"]}" TYPE {kind} COLLATE "C"'
                op.execute(f'ALTER TABLE "{table}" {change}')


def _seal() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table, sealed in _SEALED.items():
        op.execute(
            f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW {sealed} EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}"
            " EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.rename_table("embedding", "vector")
        return
    for table in _SEALED:
        op.execute(f"DROP TRIGGER {table}_sealed ON {table}")
        op.execute(f"DROP TRIGGER {table}_never_emptied ON {table}")
    op.execute("DROP FUNCTION refuse_change")
    for table in ("article_fts_total", "article_fts", "embedding"):
        op.drop_table(table)
