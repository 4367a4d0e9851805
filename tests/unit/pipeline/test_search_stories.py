"""A topic in any words finds stories: by the index, by what is newer, by the words alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, HashingEmbedder, article, source

from watch import index, store
from watch.model import ArticleId, SearchFilter, SourceId, StoryId
from watch.pipeline.search import answer
from watch.pipeline.search_stories import Wanted
from watch.settings import Home

VIEW = HashingEmbedder()
TOLD = [
    article(
        1,
        title="Shuttle robots in the warehouse",
        text="The shuttle robots bring bins to the pickers.",
    ),
    article(
        2,
        title="Robots navettes en entrepôt",
        text="Les robots navettes apportent les bacs.",
        language="fr",
    ),
    article(
        3,
        title="Vibration sensors on presses",
        text="The sensors warn the team before a bearing fails.",
    ),
    article(
        4,
        title="Frozen trout for bears",
        text="The zoo handed out frozen trout.",
        source_id=SourceId("other"),
    ),
]


def put(database, *articles):
    articles = [replace(a, story_id=a.story_id or StoryId(a.id)) for a in articles]
    matrix = VIEW.documents([f"{a.title}. {a.text}" for a in articles])
    with database.write() as connection:
        store.articles.save(connection, articles)
        store.vectors.save(connection, VIEW.key, [a.id for a in articles], matrix)


def build(database, home):
    with database.read() as connection:
        vectors = {VIEW.key: store.vectors.read(connection, VIEW.key)}
        change, name = store.articles.newest_change(connection), store.database_id(connection)
    index.build(home.generations, vectors, change=change, database_id=name)


@pytest.fixture
def home(database, tmp_path):
    with database.write() as connection:
        store.sources.sync(connection, {"1": source(), "2": source("other")})
    put(database, *TOLD)
    home = Home(root=tmp_path)
    build(database, home)
    return home


@pytest.fixture
def search(database, home):
    def run(query, limit=10, **chosen):
        wanted = Wanted(chosen=SearchFilter(**chosen), limit=limit)
        return list(answer(query, database, home, [VIEW], wanted).hits)

    return run


def ids(hits):
    return [hit.article.id for hit in hits]


def test_search_finds_by_meaning_and_words(search):
    """The best answer comes first, quoted and named."""
    first = search("vibration sensors")[0]
    assert first.article.id == 3
    assert first.sentence in (TOLD[2].title, TOLD[2].text)
    assert first.source_name == "Press"
    assert (first.dense_rank, first.lexical_rank) == (1, 1)


def test_search_is_the_same_with_and_without_an_index(search, home):
    """FAISS is a cache: thrown away, the answers stay."""
    before = [(i.article.id, round(i.score, 6)) for i in search("robots in the warehouse")]
    shutil.rmtree(home.generations)
    assert [(i.article.id, round(i.score, 6)) for i in search("robots in the warehouse")] == before


def test_search_finds_what_is_newer_than_the_index(search, database):
    """An article stored after the last build is found, and an updated one by its new words."""
    put(database, article(9, title="Zeppelin lands", text="The zeppelin landed."))
    put(database, replace(TOLD[3], title="Balloon race", text="The balloon race began."))
    assert ids(search("zeppelin lands"))[0] == 9
    assert ids(search("balloon race began"))[0] == 4
    assert search("frozen trout zoo") == [] or ids(search("frozen trout zoo"))[0] != 4


def test_search_keeps_to_its_filter(search):
    """Language, source and date restrict, alone and together."""
    assert set(ids(search("robots navettes shuttle", language="fr"))) == {2}
    assert set(ids(search("frozen trout robots", source_ids=[SourceId("other")]))) == {4}
    assert 4 not in ids(search("frozen trout", since_at=MOMENT - timedelta(hours=3, minutes=30)))


def test_story_is_found_once(search, database):
    """Two tellings of one story are one hit that holds both."""
    put(database, *(replace(TOLD[n], story_id=StoryId(1)) for n in (0, 1)))
    hits = search("robots")
    assert len([h for h in hits if h.story.id == 1]) == 1
    assert {a.id for a in hits[0].story.articles} == {1, 2}


def test_search_respects_its_limit_and_order(search):
    """At most so many, best first, ties by id."""
    hits = search("the robots sensors trout", limit=2)
    assert len(hits) == 2
    scores = [h.score for h in search("the robots sensors trout")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_search_is_never_wrong_when_the_index_is_damaged(search, home):
    """A damaged generation is set aside and the database answers."""
    before = ids(search("vibration sensors"))
    for path in home.generations.rglob("*.faiss"):
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        path.write_bytes(raw)
    assert ids(search("vibration sensors")) == before


def test_search_during_a_run_finds_articles_without_a_story_yet(search, database):
    """Between reading and grouping, or after a kill, the app still answers."""
    with database.write() as connection:
        told = article(8, title="Gyroscope", text="A gyroscope spins.")
        store.articles.save(connection, [told])
    assert 8 in ids(search("gyroscope"))


def test_article_without_a_vector_is_found_by_its_words(search, database):
    """Either way of looking is enough."""
    with database.write() as connection:
        told = article(8, title="Gyroscope", text="A gyroscope spins.", story_id=StoryId(8))
        store.articles.save(connection, [told])
    (hit,) = [h for h in search("gyroscope") if h.article.id == 8]
    assert hit.dense_rank is None
    assert hit.lexical_rank == 1
    assert np.isfinite(hit.score)
    assert hit.article.id == ArticleId(8)


def test_either_view_is_enough_to_be_placed(database, home):
    """Two views answer together; an article that one of them lacks still has the other's."""
    second = HashingEmbedder(64, name="second")
    with database.write() as connection:
        matrix = second.documents([f"{a.title}. {a.text}" for a in TOLD[:3]])
        store.vectors.save(connection, second.key, [a.id for a in TOLD[:3]], matrix)
    wanted = Wanted(limit=3)
    both = answer("frozen trout for bears", database, home, [VIEW, second], wanted).hits
    assert both[0].article.id == 4
    assert both[0].dense_rank == 1


def test_unrelated_query_finds_nothing(search):
    """Without a word in common and without likeness there is no answer to show."""
    assert search("xylophone quartet") == []


def test_words_of_the_other_language_do_not_push_its_articles_down(search):
    """The best French telling is placed beside the English ones, not after all of them."""
    assert 2 in ids(search("robots"))[:2]
