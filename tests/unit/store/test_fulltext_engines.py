"""Full text finds and weighs the same on both engines."""

from __future__ import annotations

import random

import pytest
from fakes import article, source

from watch import store
from watch.store import fulltext_postgres

WORDS = """
robot robots sensor capteurs maintenance 3.5 12,5 energie energy électricité electricity usine
factory picking entrepôt warehouse l'atelier co2 e-mail maintenances bearings bearing
""".split()


@pytest.fixture
def both(tmp_path, postgres):
    """An empty database of each engine, with one source."""
    opened = [store.open_database(at) for at in (tmp_path / "watch.db", postgres.new_database())]
    for database in opened:
        with database.write() as connection:
            store.sources.sync(connection, {"1": source()})
    yield opened
    for database in opened:
        database.close()


def save(both, *articles):
    for database in both:
        with database.write() as connection:
            store.articles.save(connection, articles)


def found(both, phrases, limit=50):
    """Return what SQLite and PostgreSQL find."""
    answers = []
    for database in both:
        with database.read() as connection:
            answers.append(store.fulltext.search(connection, phrases, limit=limit))
    return answers


def assert_same(both, phrases, limit=50):
    ours, theirs = found(both, phrases, limit)
    assert [name for name, _ in theirs] == [name for name, _ in ours], phrases
    assert [w for _, w in theirs] == pytest.approx([w for _, w in ours], abs=1e-6)
    return ours


def told(chance, number):
    language = chance.choice(["fr", "en", "und"])
    title = " ".join(chance.choices(WORDS, k=chance.randint(0, 5)))
    text = " ".join(chance.choices(WORDS, k=chance.randint(0, 40)))
    return article(number, title=title, text=text, language=language)


@pytest.mark.parametrize("seed", range(3))
def test_both_engines_find_the_same_in_the_same_order_with_the_same_weights(both, seed):
    chance = random.Random(seed)
    save(both, *(told(chance, n) for n in range(1, 80)))
    save(both, *(told(chance, n) for n in range(40, 100)))  # some of them anew
    answers = 0
    for _ in range(40):
        phrases = [
            " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))
            for _ in range(chance.randint(1, 6))
        ]
        answers += len(assert_same(both, phrases, chance.choice([3, 50])))
    assert answers > 500


def test_places_of_a_phrase_that_overlap_all_count(both):
    save(both, article(1, title="", text="robot robot robot robot"), article(2, text="robot"))
    (only,) = assert_same(both, ["robot robot"])
    assert only[0] == 1


def test_phrase_does_not_begin_in_the_title_and_end_in_the_text(both):
    save(both, article(1, title="picking", text="robots"), article(2, text="picking robots"))
    assert [name for name, _ in assert_same(both, ["picking robots"])] == [2]


def test_very_long_words_are_told_apart(both):
    long = "x" * 3000
    save(both, article(1, text=f"{long}a"), article(2, text=f"{long}b {long}b"))
    assert [name for name, _ in assert_same(both, [f"{long}a"])] == [1]
    assert [name for name, _ in assert_same(both, [f"{long}b {long}b"])] == [2]


def test_word_at_the_end_of_a_very_long_text_is_found(both):
    """A tsvector's places end at the 16,383rd word, and it counts a word 255 times at most."""
    save(both, article(1, text="usine " * 20_000 + "capteurs robot"), article(2, text="robot"))
    assert_same(both, ["capteurs robot", "usine"])
    assert [name for name, _ in assert_same(both, ["robot"])] == [2, 1]


def test_text_of_more_distinct_words_than_a_tsvector_holds_is_kept(both):
    """What PostgreSQL would refuse is not found by its last words; all else is."""
    many = " ".join(f"w{n:010d}" for n in range(120_000))
    save(both, article(1, text=f"robot {many} capteurs"))
    assert_same(both, ["robot", "w0000000005"])
    ours, theirs = found(both, ["capteurs"])
    assert (len(ours), theirs) == (1, [])


def test_frequent_word_only_weighs_where_rare_ones_give_candidates_enough(both, monkeypatch):
    save(both, *(article(n, text="robots") for n in range(1, 30)))
    save(both, article(40, text="robots and capteurs"), article(41, title="Capteurs", text="robot"))
    monkeypatch.setattr(fulltext_postgres, "_CANDIDATES", 2)
    ours, theirs = found(both, ["robots", "capteurs"])
    assert theirs == [(name, pytest.approx(weight)) for name, weight in ours[:2]]
    assert len(ours) == 31
