"""Which article pages a run reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import MOMENT, article, match, source

from watch import store
from watch.clock import FixedClock
from watch.model import Page, PageState, SourceId, SourceKind
from watch.pipeline import Tools, pages
from watch.protocols import SilentProgress
from watch.settings import CollectSettings, Home, Settings

SOURCES = {
    "press": source(),
    "search": source("search", kind=SourceKind.AGGREGATOR),
}
ARTICLES = {n: article(n) for n in (1, 2, 3)}


def asked(*matches, articles=ARTICLES):
    return [request.article_id for request in pages.shortlisted(matches, articles, SOURCES)]


def test_most_relevant_come_first_and_once():
    twice = match(1, relevance=0.2), match(1, "other", relevance=0.4)
    assert asked(*twice, match(2, relevance=0.9)) == [2, 1]


def test_address_of_an_aggregator_is_not_asked():
    elsewhere = {4: article(4, source_id=SourceId("search"))}
    assert asked(match(4), articles=elsewhere) == []


def test_article_without_an_address_is_not_asked():
    assert asked(match(5), articles={5: article(5, url="")}) == []


@pytest.fixture
def web(monkeypatch):
    """A web on which every page says its own number; remembers who was asked for."""
    requested = []

    def read(requests, settings, *, stop, shared):
        del stop, shared
        for request in requests:
            requested.append(request.article_id)
            text = f"page{request.article_id}" if request.article_id != 3 else ""
            yield Page(article_id=request.article_id, state=PageState.READ, text=text)

    monkeypatch.setattr(pages.collect, "read_pages", read)
    return requested


def run(database, limits=None):
    requests = pages.shortlisted([match(1), match(2), match(3)], ARTICLES, SOURCES)
    tools = Tools(
        database=database,
        home=Home(root=Path()),
        settings=Settings(collect=limits or CollectSettings()),
        clock=FixedClock(MOMENT),
        progress=SilentProgress(),
        views=lambda: (),
    )
    return pages.read_pages(tools, requests)


def test_pages_are_read_once_and_counted_when_they_give_text(stocked, web):
    assert run(stocked) == 2
    assert run(stocked) == 0
    assert web == [1, 2, 3]
    with stocked.read() as connection:
        assert store.fulltext.search(connection, ["page2"], limit=1)[0][0] == 2


def test_number_of_pages_is_bounded(stocked, web):
    run(stocked, CollectSettings(max_pages_per_run=1))
    assert web == [1]
