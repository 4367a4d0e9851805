"""What was read for an edition and how the list came about."""

from __future__ import annotations

from datetime import datetime

from watch.model import Edition, Silence
from watch.wording.translator import Translator

_FEW_SOURCES = 5
"""With fewer, an area counts as poorly covered."""


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


def provenance(edition: Edition, made_at: datetime, translator: Translator) -> tuple[str, ...]:
    """Return the last lines of a list: what was read, what the score says, when it was made.

    Args:
        made_at: In the zone that the reader is to see.
    """
    return (
        reading(edition, translator),
        translator.translate(
            "The score out of 100 says how useful it could be, “confirmed” or “probable” "
            "how sure it is."
        ),
        translator.translate(
            "Calculated by techwatch on {moment}; no sentence is generated, "
            "every quotation is verbatim.",
            moment=translator.moment(made_at),
        ),
    )


def silence_reading(silence: Silence, translator: Translator) -> str:
    """Return what was read about a pain point without news, by how many sources of its area."""
    return translator.translate(
        "{articles}, {sources}.",
        articles=translator.plural("{n} article read", "{n} articles read", silence.article_count),
        sources=_devoted(silence.source_count, translator),
    )


def _devoted(count: int, translator: Translator) -> str:
    if not count:
        return translator.translate("no dedicated source")
    if count < _FEW_SOURCES:
        return translator.plural("only {n} dedicated source", "only {n} dedicated sources", count)
    return translator.plural("{n} dedicated source", "{n} dedicated sources", count)
