"""Polls become stored articles: whole batches, each article once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from fakes import MOMENT, HashingEmbedder, source

from watch import store
from watch.links import host_of
from watch.model import (
    Entry,
    Failed,
    FailureKind,
    Fetched,
    PollRequest,
    SourceId,
    SourceKind,
    SourceState,
    Unchanged,
)
from watch.pipeline.intake import Intake
from watch.settings import CollectSettings

AGENCY = (
    "The agency reports that the plant has cut its stoppages with forty sensors and one simple"
    " rule that people follow every day."
)
NAMES = ("a", "b", "c")


def entry(number, /, **fields):
    usual = {
        "guid": f"g{number}",
        "url": f"https://press.example/{number}",
        "title": f"Title {number}",
        "summary": (
            f"Number {number} stands alone with words of its own about the {number}th event"
            " of this long day."
        ),
        "published_at": MOMENT - timedelta(hours=number),
    }
    return Entry(**usual | fields)


def fetched(name, *entries):
    return Fetched(source_id=SourceId(name), entries=entries, body_fingerprint="f")


@pytest.fixture
def take(database):
    with database.write() as connection:
        store.sources.sync(connection, {n: source(n) for n in NAMES})

    def run(*outcomes, view=None, settings=None, now=MOMENT):
        views = [view or HashingEmbedder()]
        with database.read() as connection:
            records = store.sources.records(connection)
            sources = store.sources.every(connection).values()
            requests = [
                PollRequest(source=source, record=record)
                for source, record in store.sources.polled(sources, records)
            ]
        intake = Intake(database, settings or CollectSettings(), requests, lambda: views)
        intake.take(outcomes, now)
        return intake.counts

    run.database = database
    return run


def stored(take):
    with take.database.read() as connection:
        found = store.articles.since(connection, MOMENT - timedelta(days=9999))
    return {article.url.rpartition("/")[2]: article for article in found}


def test_articles_vectors_and_standing_are_stored_together(take):
    """After a batch all three are there."""
    view = HashingEmbedder()
    counts = take(fetched("a", entry(1), entry(2)), view=view)
    assert (counts.entries, counts.new, counts.updated, counts.duplicate) == (2, 2, 0, 0)
    with take.database.read() as connection:
        assert store.vectors.missing(connection, view.key) == []
        assert store.sources.records(connection)["a"].state is SourceState.OK


def test_failure_in_the_middle_stores_nothing(take):
    """When a text cannot be embedded, neither articles nor feed positions remain."""

    class Broken(HashingEmbedder):
        def documents(self, texts):
            raise RuntimeError("model fell over")

    with pytest.raises(RuntimeError, match="fell over"):
        take(fetched("a", entry(1)), view=Broken())
    with take.database.read() as connection:
        assert store.articles.total(connection) == 0
        assert store.sources.records(connection) == {}


def test_same_poll_again_brings_nothing(take):
    """Reading the same feed twice changes no row and embeds no text."""
    outcome = fetched("a", entry(1), entry(2))
    take(outcome)
    before = stored(take)
    view = HashingEmbedder()
    counts = take(outcome, view=view, now=MOMENT + timedelta(days=1))
    assert (counts.new, counts.updated, counts.duplicate) == (0, 0, 0)
    assert view.texts_read == 0
    assert stored(take) == before


def test_update_keeps_identity_age_and_story(take):
    """New words at the same address update the article; it does not become young again."""
    take(fetched("a", entry(1)))
    before = stored(take)["1"]
    later = MOMENT + timedelta(days=3)
    counts = take(fetched("a", entry(1, title="Corrected", published_at=later)), now=later)
    assert (counts.new, counts.updated) == (0, 1)
    after = stored(take)["1"]
    assert after.title == "Corrected"
    assert replace(after, title=before.title, title_fingerprint=before.title_fingerprint) == before


def test_article_of_two_feeds_is_stored_once(take):
    """Cross-posting is a duplicate, in one batch and across batches."""
    counts = take(fetched("a", entry(1)), fetched("b", entry(1)))
    assert (counts.new, counts.duplicate) == (1, 1)
    counts = take(fetched("c", entry(1)))
    assert (counts.new, counts.duplicate) == (0, 1)
    assert len(stored(take)) == 1


def test_reprint_is_stored_and_marked(take):
    """The same text at another address is kept as a reprint, in one batch and across batches."""
    take(fetched("a", entry(5, summary=AGENCY)), fetched("b", entry(4, summary=AGENCY)))
    take(fetched("c", entry(3, summary=AGENCY)))
    found = stored(take)
    assert found["5"].reprint_of is None
    assert found["4"].reprint_of == found["3"].reprint_of == found["5"].id


def test_original_is_the_first_published_not_the_first_to_arrive(take):
    """In whatever order servers answer, the earliest text is the original."""
    seen = set()
    told = [
        fetched("a", entry(1, summary=AGENCY)),
        fetched("b", entry(9, summary=AGENCY)),
        fetched("c", entry(5, summary=AGENCY)),
    ]
    for number, order in enumerate(permutations(told)):
        moved = [
            replace(
                o,
                entries=tuple(
                    replace(
                        e,
                        url=f"{e.url}-{number}",
                        guid=f"{e.guid}-{number}",
                        summary=f"Round {number}. {e.summary}",
                    )
                    for e in o.entries
                ),
            )
            for o in order
        ]
        take(*moved)
        found = {
            k.partition("-")[0]: a for k, a in stored(take).items() if k.endswith(f"-{number}")
        }
        seen.add(tuple(sorted(k for k, a in found.items() if a.reprint_of is None)))
    assert seen == {("9",)}


def test_flood_is_cut_to_the_newest(take):
    """A feed of 500 entries brings 200 articles, the newest."""
    entries = [entry(n) for n in range(1, 501)]
    counts = take(fetched("a", *entries))
    assert (counts.entries, counts.new) == (500, 200)
    assert stored(take).keys() == {str(n) for n in range(1, 201)}


def test_failed_and_unchanged_polls_leave_articles_alone(take):
    """Only the standing of the source changes."""
    take(fetched("a", entry(1)))
    take(
        Failed(source_id=SourceId("b"), kind=FailureKind.TIMEOUT, reason="too slow"),
        Unchanged(source_id=SourceId("a")),
    )
    with take.database.read() as connection:
        records = store.sources.records(connection)
    assert records["b"].state is SourceState.FAILED
    assert records["a"].state is SourceState.UNCHANGED
    assert len(stored(take)) == 1


NEWS = {
    "search": source("search", kind=SourceKind.AGGREGATOR),
    "its entry has changed": source("a", url="https://www.lesechos.fr/rss", owner="Les Echos"),
}


@pytest.mark.parametrize(
    ("name", "claim", "owner"),
    [
        ("search", "https://www.usinenouvelle.com/", "usinenouvelle.com"),
        ("search", "https://www.lesechos.fr/", "Les Echos"),
        ("search", "L'Usine", "L'Usine"),
        ("a", "https://www.usinenouvelle.com/", ""),
    ],
)
def test_only_an_aggregator_may_name_a_publisher(take, name, claim, owner):
    with take.database.write() as connection:
        store.sources.sync(connection, NEWS)
    take(fetched(name, entry(1, publisher=claim)))
    (found,) = stored(take).values()
    assert found.publisher == owner


@pytest.mark.parametrize("order", [("search", "a"), ("a", "search")])
def test_article_belongs_to_its_paper_and_not_to_the_aggregator(take, order):
    with take.database.write() as connection:
        store.sources.sync(connection, NEWS)
    claim = "https://www.lesechos.fr/"
    for name in order:
        take(fetched(name, entry(1, publisher=claim)))
    (found,) = stored(take).values()
    assert (found.source_id, found.publisher) == ("a", "")


def test_feed_that_moved_for_good_is_asked_at_its_new_address(take):
    moved = replace(fetched("a", entry(1)), permanent_url="https://new.example/feed")
    for days in (0, 1, 3, 6):
        with take.database.read() as connection:
            assert store.sources.every(connection)["a"].url == source("a").url
        take(moved, now=MOMENT + timedelta(days=days))
    with take.database.read() as connection:
        assert store.sources.every(connection)["a"].url == "https://new.example/feed"


def test_source_that_nobody_named_is_called_by_the_title_of_its_feed(take):
    nameless = replace(source("d"), name=host_of(source("d").url))
    with take.database.write() as connection:
        store.sources.sync(connection, {"d": nameless, "b": source("b")})
    for name in ("d", "b"):
        take(replace(fetched(name, entry(1)), feed_title=" La\n Gazette "))
    with take.database.read() as connection:
        names = {s.id: s.name for s in store.sources.every(connection).values()}
    assert (names["d"], names["b"]) == ("La Gazette", source("b").name)
