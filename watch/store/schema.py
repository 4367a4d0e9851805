"""The one schema, for SQLite and PostgreSQL alike; migrations bring a database to it.

What only PostgreSQL has is in ``months``: there vectors lie in parts by month.
Moments are stored as UTC without a zone (SQLite has none) and come back aware.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from watch.store.halfvec import HalfVector

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

Label = String().with_variant(String(collation="C"), "postgresql")
Prose = Text().with_variant(Text(collation="C"), "postgresql")
"""Texts, short and long, that both engines order by their bytes."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, stored naive so that both engines order it alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse naive moments; store the UTC clock reading."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "moments must be aware"
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


meta = Table(
    "meta",
    metadata,
    Column("key", Label, primary_key=True),
    Column("value", Prose, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", Label, primary_key=True),
    Column("url", Prose, nullable=False),
    Column("name", Prose, nullable=False),
    Column("owner", Prose, nullable=False),
    Column("kind", Label, nullable=False),
    Column("language", Label, nullable=False),
    Column("reliability", Label, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("pack", Label, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("file_fingerprint", Label, nullable=False),
)

poll_record = Table(
    "poll_record",
    metadata,
    Column("source_id", Label, ForeignKey("source.id"), primary_key=True),
    Column("state", Label, nullable=False),
    Column("failure", Label, nullable=False),
    Column("reason", Prose, nullable=False),
    Column("etag", Prose, nullable=False),
    Column("last_modified", Prose, nullable=False),
    Column("body_fingerprint", Label, nullable=False),
    Column("polled_at", Moment),
    Column("ok_at", Moment),
    Column("due_at", Moment),
    Column("not_before_at", Moment),
    Column("failing_since_at", Moment),
    Column("failure_count", Integer, nullable=False),
    Column("entry_count", Integer, nullable=False),
    Column("newest_entry_at", Moment),
    Column("move_url", Prose, nullable=False),
    Column("move_sightings", Integer, nullable=False),
    Column("move_seen_at", Moment),
)

article = Table(
    "article",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", Label, ForeignKey("source.id"), nullable=False, index=True),
    Column("url", Prose, nullable=False),
    Column("title", Prose, nullable=False),
    Column("text", Prose, nullable=False),
    Column("language", Label, nullable=False),
    Column("published_at", Moment),
    Column("first_seen_at", Moment, nullable=False),
    Column("effective_at", Moment, nullable=False, index=True),
    Column("publisher", Label, nullable=False),
    Column("title_fingerprint", Label, nullable=False, index=True),
    Column("text_fingerprint", Label, nullable=False, index=True),
    Column("reprint_of", BigInteger),
    Column("story_id", BigInteger, index=True),
    Column("change", Integer, nullable=False, index=True),
)

sighting = Table(
    "sighting",
    metadata,
    Column("article_id", BigInteger, ForeignKey("article.id"), primary_key=True),
    Column("source_id", Label, ForeignKey("source.id"), primary_key=True, index=True),
    Column("seen_at", Moment, nullable=False),
)

apart = Table(
    "apart",
    metadata,
    Column("one", BigInteger, ForeignKey("article.id"), primary_key=True),
    Column("other", BigInteger, ForeignKey("article.id"), primary_key=True),
)

version = Table(
    "version",
    metadata,
    Column("article_id", BigInteger, ForeignKey("article.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Prose, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("article_id", BigInteger, ForeignKey("article.id"), primary_key=True),
    Column("state", Label, nullable=False),
    Column("reason", Prose, nullable=False),
    Column("text", Prose, nullable=False),
    Column("read_at", Moment, nullable=False),
)

embedding = Table(
    "embedding",
    metadata,
    Column("article_id", BigInteger, ForeignKey("article.id"), primary_key=True),
    Column("model_key", Label, primary_key=True),
    Column("data", HalfVector, nullable=False),
)

pain_point = Table(
    "pain_point",
    metadata,
    Column("id", Label, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Prose, nullable=False),
    Column("content", JSON, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("file_fingerprint", Label, nullable=False),
)

opportunity = Table(
    "opportunity",
    metadata,
    Column("id", Label, primary_key=True),
    Column("pain_id", Label, nullable=False),
    Column("story_id", BigInteger, nullable=False),
    Column("first_listed_at", Moment, nullable=False),
    Column("listed_at", Moment, nullable=False),
    Column("score", Float, nullable=False),
    Column("content", JSON),
    Column("known", JSON),
    Index("ix_opportunity_pain_story", "pain_id", "story_id", unique=True),
)

attachment = Table(
    "attachment",
    metadata,
    Column("opportunity_id", Label, ForeignKey("opportunity.id"), primary_key=True),
    Column("story_id", BigInteger, primary_key=True),
    Column("attached_at", Moment, nullable=False),
    Column("content", JSON, nullable=False),
)

change = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("opportunity_id", Label, ForeignKey("opportunity.id"), nullable=False, index=True),
    Column("kind", Label, nullable=False),
    Column("told", Prose, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
    Column("content", JSON, nullable=False),
    UniqueConstraint("opportunity_id", "kind", "told"),
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("opportunity_id", Label, ForeignKey("opportunity.id"), nullable=False, index=True),
    Column("act", Label, nullable=False),
    Column("content", JSON, nullable=False),
)

initiative = Table(
    "initiative",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("content", JSON, nullable=False),
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("content", JSON, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("week", Label, nullable=False),
    Column("reader", Label, nullable=False),
    Column("recipient", Label, nullable=False),
    Column("state", Label, nullable=False, index=True),
    Column("message_id", Label, nullable=False),
    Column("attempt_count", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment),
    Column("sent_at", Moment),
    Column("reason", Prose, nullable=False),
    UniqueConstraint("week", "reader", "recipient"),
)

approval = Table(
    "approval",
    metadata,
    Column("week", Label, primary_key=True),
    Column("reader", Label, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Label, nullable=False),
)

unsubscribed = Table(
    "unsubscribed",
    metadata,
    Column("address", Label, primary_key=True),
    Column("at", Moment, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("content", JSON, nullable=False),
)

edition = Table(
    "edition",
    metadata,
    Column("week", Label, primary_key=True),
    Column("reader", Label, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("frozen_at", Moment),
    Column("made_from", Label, nullable=False),
    Column("content", JSON, nullable=False),
)
