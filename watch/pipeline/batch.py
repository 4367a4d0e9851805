"""The articles of a batch, told apart: new, newer versions, duplicates. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watch.model import Article, ArticleId, SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is to be stored, and how many of the articles read were duplicates."""

    new: list[Article]
    updated: list[Article]
    duplicates: int


def tell_apart(
    read: Sequence[Article],
    known: Mapping[ArticleId, Article],
    alike: Mapping[str, Sequence[Article]],
) -> Batch:
    """Tell new articles from updates, repeats and reprints.

    A repeat (the same article from another feed) is not stored again; a reprint (the same
    text under another address) is stored as one. Both are duplicates. In whatever order
    servers answer, the earliest telling is the original and gives the article its source.
    """
    new: dict[ArticleId, Article] = {}
    updated: dict[ArticleId, Article] = {}
    same_text = {print_: list(found) for print_, found in alike.items()}
    duplicates = 0
    for article in sorted(read, key=_age):
        if article.id in new:
            duplicates += 1
        elif article.id in known:
            before = updated.get(article.id, known[article.id])
            elsewhere = article.source_id != before.source_id
            duplicates += elsewhere
            if _differs(article, before) or (elsewhere and _age(article) < _age(before)):
                updated[article.id] = _newer_version(article, before)
        else:
            new[article.id] = article
            if article.text_fingerprint:
                tellings = same_text.setdefault(article.text_fingerprint, [])
                duplicates += bool(tellings)
                tellings.append(article)
    for tellings in same_text.values():
        _mark_reprints(tellings, new, updated)
    return Batch(new=list(new.values()), updated=list(updated.values()), duplicates=duplicates)


def _mark_reprints(
    tellings: Sequence[Article],
    new: dict[ArticleId, Article],
    updated: dict[ArticleId, Article],
) -> None:
    """Make the earliest telling of a text the original of all the others."""
    first = min(tellings, key=_age)
    for article in tellings:
        original = None if article.id == first.id else first.id
        if article.reprint_of == original:
            continue
        target = new if article.id in new else updated
        target[article.id] = replace(target.get(article.id, article), reprint_of=original)


def _age(article: Article) -> tuple[bool, datetime, SourceId, ArticleId]:
    """Return what the earliest telling has least of; an aggregator only repeats."""
    return bool(article.publisher), article.effective_at, article.source_id, article.id


def _differs(article: Article, before: Article) -> bool:
    """Tell whether its own source now tells the article otherwise."""
    same_source = article.source_id == before.source_id
    return same_source and (article.title, article.text) != (before.title, before.text)


def _newer_version(article: Article, before: Article) -> Article:
    """Return the update of a known article: new words, same identity, age and story."""
    first = min(article, before, key=_age)
    return replace(
        article,
        first_seen_at=before.first_seen_at,
        effective_at=first.effective_at,
        published_at=first.published_at,
        reprint_of=before.reprint_of,
        story_id=before.story_id,
    )
