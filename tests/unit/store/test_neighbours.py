"""PostgreSQL finds nearly what looking at every vector finds, under every restriction."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fakes import MOMENT, article, source
from sqlalchemy import text

from watch import store
from watch.model import ArticleId, ModelKey
from watch.store import neighbours

KEY, OTHER = ModelKey("one@1"), ModelKey("other's@1")
COUNT, DIMENSION = 3_000, 64


def unit(matrix):
    return (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def matrix():
    """Unit vectors in a narrow cone, around a few hundred subjects, as a model writes news."""
    chance = np.random.default_rng(3)
    cone = 2 * chance.normal(size=DIMENSION)
    subjects = chance.normal(size=(300, DIMENSION))[chance.integers(300, size=COUNT)]
    return unit(cone + subjects + 0.6 * chance.normal(size=(COUNT, DIMENSION)))


@pytest.fixture(scope="module")
def filled(postgres, matrix):
    """A database of two months and languages whose vectors have graphs; nobody changes it."""
    database = store.open_database(postgres.new_database())
    told = [
        replace(
            article(n, text="", language="fr" if n % 3 else "en"),
            first_seen_at=MOMENT - timedelta(days=30 * (n % 2)),
        )
        for n in range(1, COUNT + 1)
    ]
    with database.write() as connection:
        store.sources.sync(connection, {"1": source()})
        store.articles.save(connection, told)
        store.vectors.save(connection, KEY, [one.id for one in told], matrix)
        store.vectors.save(connection, OTHER, [ArticleId(1)], np.eye(1, 8, dtype=np.float32))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "WORTH_A_GRAPH", 200)
        assert neighbours.build_graphs(database) == 4
        assert neighbours.build_graphs(database) == 0
    with database.alone() as connection:
        connection.execute(text("ANALYZE embedding"))
    yield database
    database.close()


def found(connection, probe, **restricted):
    return [n for n, _ in neighbours.nearest(connection, KEY, probe, 10, **restricted)]


def best(matrix, probe, ids):
    order = np.argsort(-(matrix[ids - 1] @ probe))
    return set(ids[order[:10]].tolist())


def probes(matrix):
    """Vectors far from every article: what all have in common is taken out, as in a search."""
    return (matrix[:40] - matrix.mean(axis=0)) * 30


@pytest.mark.parametrize("language", ["fr", "en"])
def test_graph_finds_nearly_all_of_the_ten_nearest(filled, matrix, language):
    every = np.arange(1, COUNT + 1)
    ids = every[every % 3 != 0] if language == "fr" else every[every % 3 == 0]
    with filled.read() as connection:
        shares = [
            len(set(found(connection, p, language=language)) & best(matrix, p, ids)) / 10
            for p in probes(matrix)
        ]
    assert np.mean(shares) >= 0.95


def test_graph_is_what_answers(filled, matrix):
    """Every part by a graph of its own: nothing is sorted that was not near."""
    probe = "[" + ",".join(str(x) for x in probes(matrix)[0].tolist()) + "]"
    with filled.read() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql(
            f"EXPLAIN SELECT article_id FROM embedding WHERE model_key = '{KEY}'"
            f" AND language = 'fr' ORDER BY data::halfvec({DIMENSION}) <#> '{probe}' LIMIT 10"
        )
        used = "\n".join(row[0] for row in plan)
    assert used.count("Index Scan using embedding_2026_") == 2


def test_restriction_to_some_articles_is_exact(filled, matrix):
    ids = np.flatnonzero(np.random.default_rng(5).random(COUNT) < 0.05) + 1
    with filled.read() as connection:
        for probe in probes(matrix):
            assert set(found(connection, probe, among=ids)) == best(matrix, probe, ids)
        assert found(connection, probe, among=ids[:0]) == []


def test_products_are_those_of_the_vectors_best_first(filled, matrix):
    probe = probes(matrix)[7]
    with filled.read() as connection:
        answer = neighbours.nearest(connection, KEY, probe, 10, language="fr")
    products = [product for _, product in answer]
    assert products == sorted(products, reverse=True)
    assert products == pytest.approx([matrix[n - 1] @ probe for n, _ in answer], rel=0.01)


def test_views_of_other_dimensions_keep_to_themselves(filled):
    with filled.read() as connection:
        only = neighbours.nearest(connection, OTHER, np.ones(8, dtype=np.float32), 5)
        assert [name for name, _ in only] == [1]
        assert {k: len(v) for k, v in neighbours.members(connection, OTHER).items()} == {"fr": 1}


def test_graph_whose_builder_was_killed_is_made_again(filled, monkeypatch):
    monkeypatch.setattr(neighbours, "WORTH_A_GRAPH", 200)
    query = "SELECT min(indexrelid::regclass::text) FROM pg_index JOIN pg_class ON oid = indexrelid"
    with filled.alone() as connection:
        name = connection.execute(text(f"{query} WHERE relname ~ '^embedding_.*_[0-9a-f]{{12}}$'"))
        index = name.scalar()
        connection.execute(
            text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = :n ::regclass"),
            {"n": index},
        )
    assert neighbours.build_graphs(filled) == 1


def test_sqlite_has_no_graphs(tmp_path):
    database = store.open_database(tmp_path / "watch.db")
    assert neighbours.build_graphs(database) == 0
    database.close()
