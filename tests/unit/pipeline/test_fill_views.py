"""A new model reads what is already stored."""

from __future__ import annotations

from fakes import HashingEmbedder, article

from watch import store
from watch.pipeline.intake import fill_views


def test_new_view_reads_every_stored_article_once(stocked):
    """After a change of model no article is left out, and none is embedded twice."""
    with stocked.write() as connection:
        store.articles.save(connection, [article(n) for n in range(1, 301)])
    view = HashingEmbedder(name="new")
    fill_views(stocked, [view])
    with stocked.read() as connection:
        assert store.vectors.count(connection, view.key) == store.articles.total(connection)
        assert store.vectors.missing(connection, view.key) == []
    read = view.texts_read
    fill_views(stocked, [view])
    assert view.texts_read == read > 0
