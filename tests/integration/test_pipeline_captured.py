"""Real captured feeds, served over HTTP, through the whole pipeline."""

from __future__ import annotations

import csv
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime

import pytest
from fakes import HashingEmbedder, served

from watch import store
from watch.links import canonical_url
from watch.service import Service
from watch.text import clean_text
from watch.understand.clean import plain_text


@pytest.mark.slow
def test_captured_feeds_are_read_once_and_for_all(shared_data, tmp_path, own_cache):
    """Feeds are read, pages fail by name, and a second run finds nothing new."""
    del own_cache
    feeds = shared_data / "feeds"
    with (feeds / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = {r["file"]: r for r in csv.DictReader(manifest) if r["kind"] == "captured"}
    files = {name: (feeds / name).read_bytes() for name in rows}
    root = tmp_path / "home"
    root.mkdir()
    (root / "painpoints.yaml").write_text(
        "pain_points:\n  - title: Pannes machine\n", encoding="utf-8"
    )
    (root / "watch.yaml").write_text(
        "collect: {allow_hosts: [127.0.0.1], per_host: 16, per_host_rate: 1000,"
        " article_pages: false}\n",
        encoding="utf-8",
    )
    with served(files) as base:
        listed = "".join(f"  - url: {base}/{name}\n" for name in files)
        (root / "sources.yaml").write_text(f"sources:\n{listed}", encoding="utf-8")
        with Service(root, views=[HashingEmbedder()]) as service:
            first = service.run()
            standings = {
                s.source.url.removeprefix(f"{base}/"): s for s in service.sources.standings()
            }
            edition = service.edition()
            second = service.run()
            assert service.edition() == edition
    pages = {name for name, row in rows.items() if not row["format"]}
    failed = {n for n, s in standings.items() if s.record.state.value == "failed"}
    assert pages <= failed
    assert len(failed - pages) <= 3, sorted(failed - pages)
    assert first.entries == sum(int(rows[n]["items"]) for n in rows.keys() - failed)
    assert first.articles == first.articles_new > 3000
    assert second.articles_new == second.articles_updated == 0
    assert (second.articles, second.stories) == (first.articles, first.stories)
    assert second.failed_sources == len(failed)
    assert second.entries == 0
    with (
        closing(store.open_database(root / "index" / "watch.db")) as database,
        database.read() as connection,
    ):
        found = store.articles.since(connection, datetime(1990, 1, 1, tzinfo=UTC))
        harvest = store.harvest.every(connection, datetime.now(UTC))
    assert len(found) == first.articles
    for article in found:
        assert clean_text(article.title) == article.title != ""
        assert clean_text(article.text) == article.text
        assert article.effective_at <= article.first_seen_at
    sources_of = defaultdict(set)
    for article in found:
        sources_of[canonical_url(article.url)].add(article.source_id)
    twice = {url for url, told in sources_of.items() if url and len(told) > 1}
    assert twice <= {"http://layer-acht.org/blog/debian/"}  # all entries of a blog bear it
    assert sum(h.duplicate_share > 0 for h in harvest.values()) > 20
    tagged = [
        a.title for a in found if "<script" in a.title.lower() and plain_text(a.title) != a.title
    ]
    assert tagged == []
