"""The privacy page knows every place where something is kept, and for how long."""

from __future__ import annotations

import pytest
from readme_shell import ROOT

from watch.store import runs, schema

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
ARTICLES, LISTS = "articles, vectors, stories", "pain points as last read, lists"
KEPT = {
    "meta": "settings of the home itself",
    "source": ARTICLES,
    "poll_record": ARTICLES,
    "article": ARTICLES,
    "sighting": ARTICLES,
    "apart": ARTICLES,
    "version": ARTICLES,
    "embedding": ARTICLES,
    "page": "text of article pages",
    "pain_point": LISTS,
    "edition": LISTS,
    "opportunity": LISTS,
    "attachment": LISTS,
    "change": LISTS,
    "decision": "decisions, remarks, pilots",
    "initiative": "what the company already does",
    "saved_search": "searches that were saved",
    "delivery": "digests: recipient",
    "approval": "digests: recipient",
    "unsubscribed": "addresses that asked for no more mail",
    "run": "runs",
}
"""The row of the page that tells of each table of the database."""


def rows() -> list[list[str]]:
    section = PAGE.split("\n## What is kept, where, how long\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_page_tells_of_every_table_of_the_database():
    """A new table needs somebody who says what of whom it holds, and how long."""
    assert set(KEPT) == set(schema.metadata.tables)


@pytest.mark.parametrize("words", sorted(set(KEPT.values())))
def test_what_is_kept_is_on_the_page_once(words):
    found = [row for row in rows() if row[0].startswith(words)]
    assert len(found) == 1
    assert "`index/" in found[0][1] or "ledger" in found[0][1]
    assert found[0][2]


def test_number_of_runs_is_that_of_the_code():
    assert {row[0]: row[2] for row in rows()}["runs"] == f"the last {runs.KEPT}"


def test_time_of_failed_jobs_is_that_of_the_code():
    pytest.importorskip("procrastinate", reason="the extra `server` is not installed")
    from watch.queue import rescue

    (row,) = (row for row in rows() if row[0].startswith("jobs of workers that failed"))
    assert row[2] == f"{rescue._KEPT_H // 24} days"
