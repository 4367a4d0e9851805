"""What was read for an edition, in one sentence."""

from __future__ import annotations

from watch.model import Edition
from watch.wording.translator import Translator


def reading(edition: Edition, translator: Translator) -> str:
    """Return what was read and what failed."""
    counts = {
        "articles": translator.plural(
            "{n} article read", "{n} articles read", edition.article_count
        ),
        "stories": translator.plural("{n} story", "{n} stories", edition.story_count),
        "sources": translator.plural(
            "{n} source polled", "{n} sources polled", edition.source_count
        ),
    }
    if not edition.failed_source_count:
        return translator.translate("{articles}, {stories}; {sources}, none failed.", **counts)
    return translator.plural(
        "{articles}, {stories}; {sources}, {n} failed.",
        "{articles}, {stories}; {sources}, {n} failed.",
        edition.failed_source_count,
        **counts,
    )
