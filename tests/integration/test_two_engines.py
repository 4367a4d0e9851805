"""SQLite with FAISS, and PostgreSQL with pgvector: the captured feeds give the same lists."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import numpy as np
import pytest
from fakes import served

from watch.clock import FixedClock
from watch.model import SearchFilter
from watch.service import Service

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
"""Soon after most of the feeds were captured."""

PAINS = """\
company: {name: Ateliers Exemple, language: fr, currency: EUR}
pain_points:
  - {title: Machines stop without warning, area: maintenance, importance: 9, satisfaction: 2}
  - {title: La facture d'énergie augmente, area: energy, importance: 8, satisfaction: 3}
  - {title: Support answers customers too slowly, area: customer service, importance: 8,
     satisfaction: 3}
  - {title: Les données sont volées par des pirates, area: it, importance: 8, satisfaction: 3}
"""
QUERIES = (
    "artificial intelligence at work",
    "cybersécurité des entreprises",
    "open source 3D printing",
    "énergie solaire et batteries",
    "software release",
)


class Remembering:
    """A view that reads each text once: both engines are given the same vectors."""

    def __init__(self, view) -> None:
        self.key, self.dimension, self._view = view.key, view.dimension, view
        self._known = {}

    def documents(self, texts):
        return self._all(texts, self._view.documents)

    def queries(self, texts):
        return self._all(texts, self._view.queries)

    def _all(self, texts, read):
        new = [text for text in dict.fromkeys(texts) if (read.__name__, text) not in self._known]
        if new:
            found = zip(new, read(new), strict=True)
            self._known |= {(read.__name__, text): row for text, row in found}
        return np.asarray([self._known[read.__name__, text] for text in texts])


def run(root, base, names, view):
    """Run a home on the captured feeds; return its list, those of each pain, and what it finds."""
    root.mkdir()
    (root / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    (root / "watch.yaml").write_text(
        "collect: {allow_hosts: [127.0.0.1], per_host: 16, per_host_rate: 1000,"
        " article_pages: false}\n",
        encoding="utf-8",
    )
    sources = "".join(f"  - url: {base}/{name}\n" for name in names)
    (root / "sources.yaml").write_text(f"sources:\n{sources}", encoding="utf-8")
    with Service(root, clock=FixedClock(NOW), views=[view]) as service:
        report = service.run()
        found = [service.search(query) for query in QUERIES]
        found.append(service.search(QUERIES[0], SearchFilter(language="fr")))
        listed = list(service.edition().opportunities)
        for pain in service.pains()[:2]:
            listed += service.try_pain(pain, limit=20)
        return report, listed, found


@pytest.mark.slow
def test_both_engines_list_and_find_the_same(
    shared_data, tmp_path, monkeypatch, postgres, use_view
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    feeds = shared_data / "feeds"
    with (feeds / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        names = [row["file"] for row in csv.DictReader(manifest) if row["kind"] == "captured"]
    view = Remembering(use_view)
    with served({name: (feeds / name).read_bytes() for name in names}) as base:
        report, ours, found = run(tmp_path / "sqlite", base, names, view)
        monkeypatch.setenv("DATABASE_URL", postgres.new_database())
        other_report, theirs, also_found = run(tmp_path / "postgresql", base, names, view)
    assert not (tmp_path / "postgresql" / "index" / "watch.db").exists()
    assert other_report.articles == report.articles > 3000
    assert other_report.stories == report.stories
    assert len(ours) > 20
    assert [o.id for o in theirs] == [o.id for o in ours]
    assert [o.score for o in theirs] == pytest.approx([o.score for o in ours], abs=1e-4)
    for hits, others in zip(found, also_found, strict=True):
        assert len(hits) == 10
        assert [hit.article.id for hit in others] == [hit.article.id for hit in hits]
        assert [hit.score for hit in others] == pytest.approx([hit.score for hit in hits], abs=1e-4)
