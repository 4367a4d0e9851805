"""What is put into the store comes out the same, later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from fakes import MOMENT, article, pain, source
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from watch import store
from watch.errors import StoreError
from watch.model import (
    Article,
    ArticleId,
    ModelKey,
    Placement,
    PollRecord,
    Reliability,
    SourceId,
    SourceKind,
    SourceState,
    StoryId,
    Validators,
)
from watch.store.fulltext import _wanted
from watch.store.fulltext_sqlite import expression

KEY = ModelKey("hashing@1")


def test_article_comes_back_the_same(stocked):
    """Every field of an article survives, hostile characters and zones included."""
    paris = timezone(timedelta(hours=2))
    whole = article(
        2**62 + 5,
        title="L’été — 50 % d'énergie 🔧 <b>",
        text="x" * 20_000,
        language="und",
        published_at=None,
        effective_at=datetime(2026, 7, 1, 12, tzinfo=paris),
        reprint_of=ArticleId(1),
        story_id=StoryId(2),
    )
    with stocked.write() as connection:
        store.articles.save(connection, [whole])
    with stocked.read() as connection:
        back = store.articles.existing(connection, [whole.id])[whole.id]
    assert back == whole
    assert back.effective_at.utcoffset() == timedelta(0)


def test_naive_moment_is_refused(stocked):
    """A moment without a zone never enters the database."""
    with pytest.raises(Exception, match="aware"), stocked.write() as connection:
        store.articles.save(connection, [article(9, effective_at=datetime(2026, 1, 1))])  # noqa: DTZ001


def test_saving_again_updates_in_place(stocked):
    """An update replaces words in table and full text alike, and is a newer change."""
    with stocked.write() as connection:
        before = store.articles.newest_change(connection)
        store.articles.save(connection, [article(1, title="Zeppelin lands")])
        assert store.articles.newest_change(connection) == before + 1
        assert store.articles.total(connection) == 3
        assert [i for i, _ in store.fulltext.search(connection, ["zeppelin"], limit=9)] == [1]
        assert 1 not in [
            i for i, _ in store.fulltext.search(connection, ["Title of article"], limit=9)
        ]


def test_articles_are_read_by_what_a_stage_needs(stocked):
    """Oldest first; without a story; of some stories; counted by source."""
    with stocked.write() as connection:
        store.articles.place(
            connection, {ArticleId(1): Placement(story_id=StoryId(3), reprint_of=ArticleId(3))}
        )
    with stocked.read() as connection:
        assert store.articles.ids(store.articles.without_story(connection)) == [3, 2]
        assert store.articles.ids(
            store.articles.since(connection, MOMENT - timedelta(hours=2))
        ) == [2, 1]
        (placed,) = store.articles.of_stories(connection, [StoryId(3)])
        assert (placed.id, placed.reprint_of) == (1, 3)
        assert store.articles.counts(connection) == {"press": 3}
        assert store.articles.story_total(connection) == 1


def test_tellings_of_a_print_are_all_found_oldest_first(stocked):
    """Every article of one text is known by the print of the text, reprints among them."""
    with stocked.write() as connection:
        store.articles.save(
            connection,
            [
                article(10, text_fingerprint="same"),
                article(11, text_fingerprint="same"),
                article(12, text_fingerprint="same", reprint_of=ArticleId(11)),
            ],
        )
        found = store.articles.by_fingerprint(connection, ["same", "none"])
        assert {print_: [a.id for a in told] for print_, told in found.items()} == {
            "same": [12, 11, 10]
        }


def test_more_ids_than_one_statement_holds(stocked):
    """Thousands of ids are asked for in one call."""
    with stocked.write() as connection:
        store.articles.save(connection, [article(n) for n in range(100, 1400)])
        assert len(store.articles.existing(connection, list(range(5000)))) == 1303


def test_article_of_an_unknown_source_is_refused(stocked):
    """An article always belongs to a source that exists."""
    with pytest.raises(StoreError, match=r"(?i)foreign key"), stocked.write() as connection:
        store.articles.save(connection, [article(9, source_id=SourceId("nobody"))])


def test_vectors_come_back_as_unit_rows_in_order_of_id(stocked):
    """Half precision costs less than one part in a thousand; rows follow ascending ids."""
    rows = np.random.default_rng(1).normal(size=(3, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    with stocked.write() as connection:
        store.vectors.save(connection, KEY, [ArticleId(n) for n in (3, 1, 2)], rows)
    with stocked.read() as connection:
        ids, matrix = store.vectors.read(connection, KEY)
        assert ids.tolist() == [1, 2, 3]
        assert np.abs(matrix - rows[[1, 2, 0]]).max() < 1e-3
        assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-6)
        assert store.vectors.keys(connection) == [KEY]
        assert store.vectors.missing(connection, ModelKey("other")) == [1, 2, 3]
        assert store.vectors.missing(connection, KEY) == []


def test_every_half_precision_value_comes_back_with_the_same_bits(stocked):
    """All 63,488 finite ones, subnormal and negative zero among them."""
    every = np.arange(2**16, dtype=np.uint16).view("<f2")
    finite = every[np.isfinite(every)].reshape(-1, 256)
    ids = [ArticleId(n) for n in range(100, 100 + len(finite))]
    table = store.vectors.schema.embedding
    with stocked.write() as connection:
        store.articles.save(connection, [article(n) for n in ids])
        store.vectors.save(connection, KEY, ids, finite.astype(np.float32))
        query = select(table.c.data).order_by(table.c.article_id)
        back = connection.execute(query).scalars().all()
    assert b"".join(back) == finite.tobytes()


def test_vectors_are_replaced_and_read_after_a_change(stocked):
    """A second save replaces; a reader may ask only for what is newer."""
    one = np.eye(1, 4, dtype=np.float32)
    with stocked.write() as connection:
        store.vectors.save(connection, KEY, [ArticleId(1)], one)
        store.vectors.save(connection, KEY, [ArticleId(1)], one[:, ::-1])
        assert store.vectors.count(connection, KEY) == 1
        change = store.articles.newest_change(connection)
        assert store.vectors.read(connection, KEY, after_change=change)[1].shape == (0, 0)
        store.articles.save(connection, [article(2)])
        store.vectors.save(connection, KEY, [ArticleId(2)], one)
        ids, _ = store.vectors.read(connection, KEY, after_change=change)
        assert ids.tolist() == [2]


def test_poll_record_comes_back_the_same(stocked):
    """The standing of a source survives, and a second save replaces it."""
    record = PollRecord(
        source_id=SourceId("press"),
        state=SourceState.FAILED,
        reason="timed out",
        validators=Validators(etag='"x"', last_modified="Mon"),
        body_fingerprint="f",
        polled_at=MOMENT,
        ok_at=MOMENT,
        due_at=MOMENT,
        failing_since_at=MOMENT,
        failure_count=3,
        entry_count=5,
        newest_entry_at=MOMENT,
    )
    with stocked.write() as connection:
        store.sources.save_record(connection, replace(record, state=SourceState.OK))
        store.sources.save_record(connection, record)
        assert store.sources.records(connection) == {"press": record}


def test_source_comes_back_the_same(database):
    """Every field of a source survives."""
    whole = source(
        "a",
        kind=SourceKind.REGULATOR,
        language="fr",
        reliability=Reliability.HIGH,
        topics=("energy", "hr"),
        pack="p",
        enabled=False,
    )
    with database.write() as connection:
        store.sources.sync(connection, {"1": whole})
        assert store.sources.every(connection) == {"a": whole}


def test_sync_keeps_app_edits_until_the_file_changes(database):
    """An edit in the app stays while the file's entry is the same, and yields to a new one."""
    with database.write() as connection:
        store.sources.sync(connection, {"v1": source("a")})
        connection.execute(
            store.sources.update(store.sources.schema.source).values(name="Renamed in the app")
        )
        store.sources.sync(connection, {"v1": source("a")})
        assert store.sources.every(connection)["a"].name == "Renamed in the app"
        store.sources.sync(connection, {"v2": source("a", name="Renamed in the file")})
        assert store.sources.every(connection)["a"].name == "Renamed in the file"


def test_removed_source_is_switched_off_and_its_articles_stay(stocked):
    """Leaving the file ends the polling, not the memory; coming back starts it again."""
    with stocked.write() as connection:
        store.sources.sync(connection, {})
        assert not store.sources.every(connection)["press"].enabled
        assert store.articles.total(connection) == 3
        store.sources.sync(connection, {"print": source()})
        assert store.sources.every(connection)["press"].enabled


def test_pain_comes_back_the_same(database):
    """Every field of a pain point survives, and a removed one is out of force."""
    whole = pain("a", yearly_cost=1.5, keywords=("x", "y"), sketches=("s",), solutions=("id",))
    with database.write() as connection:
        store.pains.sync(connection, {"1": whole, "2": pain("b")})
        assert store.pains.active(connection) == [whole, pain("b")]
        store.pains.sync(connection, {"2": pain("b")})
        assert store.pains.active(connection) == [pain("b")]


def test_pains_follow_the_order_of_the_file(database):
    """Moving an entry in the file moves the pain, though its text is the same."""
    with database.write() as connection:
        store.pains.sync(connection, {"1": pain("a"), "2": pain("b")})
        store.pains.sync(connection, {"2": pain("b"), "1": pain("a")})
        assert [p.id for p in store.pains.active(connection)] == ["b", "a"]


HOSTILE = [
    '"',
    "'; DROP TABLE article; --",
    "NEAR(a b)",
    "a AND",
    "OR OR OR",
    "NOT",
    "title:",
    "*",
    "a*",
    "^a",
    "(((",
    "{title} : x",
    '"unclosed',
    "\0",
    "\ud800",
    "-x",
    "停机",
    "",
    "a" * 10_000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_fulltext_takes_any_query_as_words(stocked, query):
    """No query text is ever FTS syntax, and none raises."""
    with stocked.read() as connection:
        store.fulltext.search(connection, [query, *query.split()], limit=5)
        assert store.articles.total(connection) == 3


@given(st.lists(st.text(alphabet=st.characters()), max_size=4))
def test_fulltext_expression_is_only_quoted_words(phrases):
    """What reaches SQLite is quoted words joined by OR, whatever came in."""
    for part in filter(None, expression(_wanted(phrases)).split(" OR ")):
        assert part[0] == part[-1] == '"'
        assert set(part[1:-1]) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_fulltext_finds_across_accents_and_ranks_titles_first(stocked):
    """A word without its accent finds it; a title counts more than a body."""
    with stocked.write() as connection:
        store.articles.save(
            connection,
            [
                article(21, language="fr", title="Rien", text="La facture d’électricité baisse."),
                article(22, language="fr", title="Électricité moins chère", text="Une usine."),
            ],
        )
        found = store.fulltext.search(connection, ["electricite"], limit=5)
    assert [i for i, _ in found] == [22, 21]
    assert all(weight > 0 for _, weight in found)


def test_article_type_and_table_have_the_same_fields():
    """No field of an article is forgotten by the table."""
    fields = set(Article.__dataclass_fields__)
    assert fields == set(store.articles._FIELDS)


def test_moments_keep_their_order_across_zones(stocked):
    """Two moments of different zones sort as they happened."""
    early = datetime(2027, 1, 1, 1, tzinfo=timezone(timedelta(hours=9)))
    late = datetime(2026, 12, 31, 20, tzinfo=UTC)
    with stocked.write() as connection:
        store.articles.save(
            connection, [article(31, effective_at=late), article(32, effective_at=early)]
        )
        since = store.articles.since(connection, datetime(2026, 12, 1, tzinfo=UTC))
    assert store.articles.ids(since) == [32, 31]
