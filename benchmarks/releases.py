"""Real entries published again, week by week, as feeds that a home folder polls.

Captured feeds keep the dates that they had. The graded articles have none that would do (half of
them bear no date, a tenth the day of one inventory): each is given a moment of the season by a
seeded draw.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.redundancy import FEEDS, LONG_AGO, captured
from watch import understand
from watch.collect.documents.feed import Document, Feed
from watch.collect.documents.parse import parse
from watch.model import Article, Entry, SourceId
from watch.protocols import Embedder, Matrix
from watch.service.evaluation import GradedSet
from watch.service.evaluation.rankings import embedded

ZONE = ZoneInfo("Europe/Paris")
NEWS_YEARS = 2
"""What is older is no news to the product either (``rank.max_age_days``)."""

SHOWN = timedelta(days=6)
"""How long a feed shows an entry: longer than the days between two runs, so that none is missed."""

_AGENCY = re.compile(r"\(([^(),]+), [^()]*\)$")
"""Who runs a system of the US inventory stands at the end of its title: the owner of the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A feed with everything that it will ever publish; every entry has its date."""

    name: str
    owner: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The weeks of a season, by their Mondays."""

    mondays: Sequence[date]

    def moment(self, week: int, weekday: int, clock: time) -> datetime:
        """Return a clock reading of a week; 0 is Monday."""
        day = self.mondays[week] + timedelta(days=weekday)
        return datetime.combine(day, clock, ZONE)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment and the first one after the season."""
        last = datetime.combine(self.mondays[-1] + timedelta(weeks=1), time.min, ZONE)
        return self.moment(0, 0, time.min), last


def season(first: date, weeks: int) -> Calendar:
    """Return consecutive weeks from a Monday on."""
    return Calendar(mondays=[first + timedelta(weeks=n) for n in range(weeks)])


def captured_publishers() -> list[Publisher]:
    """Return the captured feeds, parsed by the product; entries without a date are left out."""
    found = []
    for name, row in captured().items():
        feed = parse(Document(body=(FEEDS / name).read_bytes(), url=row["url"]))
        if isinstance(feed, Feed):
            dated = [replace(e, published_at=e.published_at or e.updated_at) for e in feed.entries]
            found.append(
                Publisher(
                    name=feed.title or name,
                    owner=urlsplit(row["url"]).hostname or name,
                    entries=[e for e in dated if e.published_at],
                )
            )
    return found


def densest(publishers: Sequence[Publisher], weeks: int) -> Calendar:
    """Return the consecutive weeks in which most was published."""
    counted = Counter(
        entry.published_at.astimezone(ZONE).date()
        - timedelta(days=entry.published_at.astimezone(ZONE).weekday())
        for publisher in publishers
        for entry in publisher.entries
        if entry.published_at and entry.published_at.year >= 1990
    )
    best = max(sorted(counted), key=lambda day: sum(counted[d] for d in season(day, weeks).mondays))
    return season(best, weeks)


def newsworthy(publishers: Sequence[Publisher], calendar: Calendar) -> list[Publisher]:
    """Return what can be news in a season: not too old, and not after it."""
    first, end = calendar.bounds
    oldest = first - timedelta(days=365 * NEWS_YEARS)
    kept = (
        replace(
            p, entries=[e for e in p.entries if e.published_at and oldest <= e.published_at < end]
        )
        for p in publishers
    )
    return [publisher for publisher in kept if publisher.entries]


def graded_publishers(data: GradedSet, calendar: Calendar, seed: int) -> list[Publisher]:
    """Return the graded articles by who published them, at drawn moments; rows are their links."""
    draw = random.Random(seed)  # a draw for a benchmark
    first, end = calendar.bounds
    entries: dict[str, list[Entry]] = defaultdict(list)
    for row, article in enumerate(data.articles):
        entries[owner_of(article)].append(
            Entry(
                guid=data.given_ids[row],
                url=graded_url(row),
                title=escape(article.title),
                content=escape(article.text),
                language=article.language,
                published_at=first + (end - first) * draw.random(),
            )
        )
    return [
        Publisher(name=owner, owner=owner, entries=found)
        for owner, found in sorted(entries.items())
    ]


def graded_url(row: int) -> str:
    """Return the address under which a graded article is published."""
    return f"https://graded.example/{row}"


def owner_of(article: Article) -> str:
    """Return who answers for a graded article: its source, or the agency that runs the system."""
    agency = _AGENCY.search(article.title) if "inventory" in article.source_id else None
    return agency[1] if agency else article.source_id


def publish(
    folder: Path, publishers: Sequence[Publisher], now: datetime, *, everything: bool = False
) -> None:
    """Write each feed as it stands at a moment: the entries of the last days, the newest first.

    The date of the file, that of the newest entry, is what an HTTP server tells a client that
    asks whether it has changed.

    Args:
        everything: Show all that is out, as the archives are read at the beginning.
    """
    oldest = LONG_AGO if everything else now - SHOWN
    for number, publisher in enumerate(publishers):
        out = sorted(
            (e for e in publisher.entries if e.published_at and oldest < e.published_at <= now),
            key=lambda e: (e.published_at, e.guid, e.url),
            reverse=True,
        )
        path = folder / feed_name(number)
        path.write_text(_json_feed(publisher.name, out), encoding="utf-8")
        stamp = out[0].published_at.timestamp() if out and out[0].published_at else 0.0
        os.utime(path, (stamp, stamp))


def feed_name(number: int) -> str:
    """Return the file of the feed with that number."""
    return f"{number}.json"


def _json_feed(title: str, entries: Sequence[Entry]) -> str:
    items = [
        {
            "id": entry.guid or entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content,
            "language": entry.language,
            "date_published": entry.published_at.isoformat() if entry.published_at else None,
        }
        for entry in entries
    ]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}
    return json.dumps(told, ensure_ascii=False)


class ReadBefore:
    """An embedding view that has read some texts already; others it reads once."""

    def __init__(self, view: Embedder, known: Mapping[str, Matrix]) -> None:
        self.key, self.dimension = view.key, view.dimension
        self._view = view
        self._known = dict(known)

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known |= zip(missing, self._view.documents(missing), strict=True)
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Return one unit row per query."""
        return self._view.queries(texts)


def read_before(view: Embedder, articles: Sequence[Article]) -> ReadBefore:
    """Return a view that knows the articles; their vectors are kept in the user's cache."""
    texts = [understand.article_text(article.title, article.text) for article in articles]
    vectors = embedded(articles, view, lambda _: None)
    return ReadBefore(view, dict(zip(texts, vectors, strict=True)))


def articles_of(publishers: Sequence[Publisher], now: datetime) -> list[Article]:
    """Return what the product reads in the feeds, in a fixed order."""
    return list(_read(publishers, now))


def _read(publishers: Sequence[Publisher], now: datetime) -> Iterator[Article]:
    for number, publisher in enumerate(publishers):
        yield from understand.read(publisher.entries, SourceId(feed_name(number)), now)
