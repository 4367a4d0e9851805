"""Another profile tried on a small stocked home: the list that a run with it would give."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import numpy as np
import pytest
from fakes import MOMENT, HashingEmbedder

from watch.clock import FixedClock
from watch.errors import UsageError
from watch.service import Service

NEWS = (
    ("Robots halve picking errors in the warehouse", "The maker Brisquet cut errors by 41 %."),
    ("Warehouse pickers try voice picking", "A pilot has begun in one hall of the warehouse."),
    ("Survey: picking errors cost more each year", "Managers say that errors are their worry."),
    ("Goods-to-person robots launched", "The supplier presents new robots for the warehouse."),
    ("A grant for warehouse automation", "Companies may apply for support until the spring."),
)
DETAIL = "The people at the site explain at some length what was changed and how it was done. "
PAINS = """\
company: {language: en}
pain_points:
  - title: Too many picking errors in the warehouse
    area: logistics
"""
LOOSE = "  floor: 0\n  list_size: 3\n  per_pain: 9\n  per_owner: 9\n"
"""No bar and three places for five stories, so that some come in and some drop out."""


class ListeningEmbedder(HashingEmbedder):
    """Remembers every document it was asked to read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def documents(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        return super().documents(texts)


@pytest.fixture
def view():
    return ListeningEmbedder()


@pytest.fixture
def home(tmp_path, view, own_cache):
    """A home with five articles and the list of the week."""
    root = tmp_path / "home"
    root.mkdir()
    (root / "sources.yaml").write_text("sources: []\n", "utf-8")
    (root / "painpoints.yaml").write_text(PAINS, "utf-8")
    settle(root, "balanced")
    with opened(root, view) as service:
        for number, (title, text) in enumerate(NEWS):
            url = f"https://news{number}.example/{number}"
            service.add_article(url, title=title, text=f"{text} {DETAIL}")
        service.run()
    return root


def settle(root, profile):
    stated = "  profiles:\n    told: {corroboration: 90, impact: 0, readiness: 0}\n"
    (root / "watch.yaml").write_text(f"rank:\n{LOOSE}{stated}  profile: {profile}\n", "utf-8")


def opened(root, view):
    return Service(root, clock=FixedClock(MOMENT), views=[view])


def dump(root):
    """Return everything that the database holds."""
    with closing(sqlite3.connect(root / "index" / "watch.db")) as connection:
        return list(connection.iterdump())


def test_own_profile_changes_nothing(home, view):
    """At the moment of the stored list, with its weights, the same list comes out."""
    with opened(home, view) as service:
        found = service.what_if("balanced")
        stored = service.edition()
    assert [s.opportunity for s in found.shifts] == list(stored.opportunities)
    assert len(found.shifts) >= 3
    assert all(s.now == s.then and not s.points for s in found.shifts)


@pytest.mark.parametrize("profile", ["proof", "early", "told"])
def test_list_is_the_one_that_a_run_with_the_profile_makes(home, view, profile):
    """What is foretold is what comes: places, scores, every part."""
    with opened(home, view) as service:
        found = service.what_if(profile)
    settle(home, profile)
    with opened(home, view) as service:
        service.run()
        made = service.edition()
    assert made.profile == profile
    assert [s.opportunity for s in found.shifts if s.then.place] == list(made.opportunities)
    assert any(s.points for s in found.shifts)


def test_no_article_is_embedded_and_nothing_is_written(home, view):
    """Only sentences that may be quoted are read; the database stays as it was."""
    with opened(home, view) as service:
        before = dump(home)
        assert any(f"{NEWS[0][0]}." in text for text in view.read)  # the run did embed them
        view.read.clear()
        service.what_if("early")
        assert dump(home) == before
    assert view.read
    assert not [text for text in view.read for title, _ in NEWS if title in text]


def test_unknown_profile_names_those_there_are(home, view):
    """Those that ship and those of the file."""
    with opened(home, view) as service, pytest.raises(UsageError) as caught:
        service.what_if("bold")
    assert "balanced, proof, early, told" in caught.value.hint


def test_before_the_first_run_the_way_is_shown(tmp_path, view):
    """Without a list there is nothing to compare with."""
    with opened(tmp_path, view) as service, pytest.raises(UsageError) as caught:
        service.what_if("early")
    assert "techwatch run" in caught.value.hint


def test_models_that_have_read_nothing_are_told(home):
    """After a change of models the next run embeds the articles; this does not."""
    other = HashingEmbedder(128, name="other")
    with opened(home, other) as service, pytest.raises(UsageError) as caught:
        service.what_if("early")
    assert "techwatch run" in caught.value.hint
