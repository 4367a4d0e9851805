"""Feeds found behind the address of a page, numbered for a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.standings import source_object
from watch.model import FoundFeed, Source
from watch.wording import Translator, one_line

_INDENT = 5
_TITLE = 120


def feed_object(feed: FoundFeed) -> dict[str, Any]:
    """Return a found feed as JSON."""
    return {
        "url": feed.url,
        "title": feed.title,
        "entries": feed.entry_count,
        "newest_entry_at": feed.newest_entry_at,
    }


def added_object(source: Source, entries: int) -> dict[str, Any]:
    """Return a source that was just added as JSON."""
    return {**source_object(source), "entries": entries}


def shown_feeds(screen: Screen, feeds: Sequence[FoundFeed], translator: Translator) -> None:
    """Print the feeds found, the likeliest first, each with how much it holds and how new."""
    for number, feed in enumerate(feeds, start=1):
        title = one_line(feed.title, _TITLE) or "—"
        screen.paragraph(title, indent=_INDENT, style="bold", margin=f"{number:>3}")
        count = translator.plural("{n} entry", "{n} entries", feed.entry_count)
        newest_at = feed.newest_entry_at
        newest = translator.day(newest_at) if newest_at else translator.translate("no date")
        said = translator.translate("{count}, newest: {day}", count=count, day=newest)
        screen.paragraph(said, indent=_INDENT)
        screen.line(" " * _INDENT + one_line(feed.url, 2000), "dim")
