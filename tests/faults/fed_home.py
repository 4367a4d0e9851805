"""A home whose feeds are read from loopback, and what it holds after a run."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from fakes import MOMENT, HashingEmbedder

from watch import store

FEEDS, ITEMS = 4, 6


def feeds(at: datetime = MOMENT) -> dict[str, bytes]:
    """Return small feeds whose items are of one moment."""
    return {f"feed-{n}.json": _feed(n, at) for n in range(FEEDS)}


def _feed(number: int, at: datetime) -> bytes:
    items = [
        {
            "id": f"{number}-{item}",
            "url": f"https://press-{number}.example/{item}",
            "title": f"{_name(number, item)}: line stoppages fell by {10 + item} %",
            "content_text": f"{_name(number, item)} ended line stoppages. {_name(number, item)}.",
            "date_published": at.isoformat(),
        }
        for item in range(ITEMS)
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": f"Press {number}", "items": items}).encode()


def _name(number: int, item: int) -> str:
    """Return words that no other item has, so that each is a story of its own."""
    own = chr(ord("a") + number) + chr(ord("a") + item)
    return " ".join(f"{start}{own}" for start in ("Kamo", "veli", "rusta", "dora", "fenu", "hilo"))


def fed_home(root: Path, base: str) -> Path:
    """Write a home that reads the feeds served at a base address."""
    root.mkdir(parents=True)
    urls = "".join(f"  - url: {base}/feed-{n}.json\n" for n in range(FEEDS))
    (root / "sources.yaml").write_text(f"sources:\n{urls}", encoding="utf-8")
    (root / "painpoints.yaml").write_text(
        "pain_points:\n  - {id: stoppages, title: Line stoppages}\n", encoding="utf-8"
    )
    (root / "watch.yaml").write_text(
        "timezone: Europe/Paris\nlanguage: en\n"
        "collect: {allow_hosts: [127.0.0.1], per_host_rate: 1000, article_pages: false}\n"
        "rank: {floor: 0}\n",
        encoding="utf-8",
    )
    return root


def held(root: Path) -> dict[str, object]:
    """Return what a home holds, after checking that it is whole."""
    with (
        closing(store.open_database(root / "index" / "watch.db")) as database,
        database.read() as connection,
    ):
        assert store.backup.sound(connection)
        articles = store.articles.since(connection, datetime(1990, 1, 1, tzinfo=UTC))
        words = connection.exec_driver_sql("SELECT count(*) FROM article_fts").scalar()
        assert words == len(articles)
        if articles:
            assert store.vectors.missing(connection, HashingEmbedder().key) == []
        edition = store.editions.latest(connection)
        return {
            "articles": sorted((a.url, a.title) for a in articles),
            "listed": sorted(o.id for o in edition.opportunities) if edition else None,
            "editions": store.editions.weeks(connection),
            "stories": store.articles.story_total(connection),
        }
