"""The whole pipeline on the example home: counts, stories, list, and what a second run does."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime

import pytest
from fakes import HashingEmbedder

from watch import store
from watch.demo import server as demo_server
from watch.model import SearchFilter
from watch.service import Service, prepare_demo
from watch.store.codec import encode

PAIRS = [
    ("logistique-hebdo/robots-preparation-kerlouan", "supply-desk/kerlouan-shuttle-robots"),
    pytest.param(
        "energie-industrie/tessandre-comptage-compresseurs", "plant-floor/tessandre-foundry-power"
    ),
    ("usine-et-methodes/brisquet-lame-capteurs-presses", "plant-floor/brisquet-lame-vibration"),
    ("achats-fournisseurs/quillefer-factures-sans-saisie", "ops-wire/quillefer-invoices"),
    ("relation-client/delsandre-reponses-assistees", "ops-wire/delsandre-reply-times"),
]
REPRINTS = (
    "morning-ledger/norvessan-robots-warehouses",
    "supply-desk/norvessan-robots-agency",
    "ops-wire/norvessan-400-robots",
)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


def articles_of(service):
    """Return stored articles by feed and slug."""
    with (
        closing(store.open_database(service.home.database_path)) as database,
        database.read() as connection,
    ):
        found = store.articles.since(connection, LONG_AGO)
    return {article.url.partition("/articles/")[2].partition("?")[0]: article for article in found}


def same_edition(one, other):
    """Compare without the port of the server and the moment of the run."""

    def plain(edition):
        text = json.dumps(encode(edition), sort_keys=True)
        return text.replace(edition.made_at.isoformat(), "now")

    return plain(one) == plain(other)


def run_twice(root, view):
    server = prepare_demo(root)
    try:
        with Service(root, views=[view]) as service:
            first = service.run()
            edition = service.edition()
            second = service.run()
            yield_ = service.edition()
    finally:
        server.close()
    return service, first, edition, second, yield_


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo run twice with the fake view, in a cache of its own."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        yield run_twice(folder / "home", HashingEmbedder())


def test_every_source_ends_in_a_state(demo):
    """Of 18 sources two fail (a page, a 404), one has no dates, the rest are read."""
    _, first, _, _, _ = demo
    assert sum(first.sources.values()) == 18
    assert first.sources["failed"] == 2
    assert first.sources["undated"] == 1
    assert first.sources["ok"] == 15
    assert first.failed_sources == 2


def test_entries_become_articles_counted_once(demo):
    """An update inside a feed is one article; reprints are counted as duplicates."""
    service, first, _, _, _ = demo
    assert first.articles == first.articles_new
    assert first.articles < first.entries
    assert first.articles_duplicate > 0
    assert first.stories <= first.articles
    urls = Counter(a.url.partition("?")[0] for a in articles_of(service).values())
    assert max(urls.values()) == 1
    assert articles_of(service)["ops-wire/delsandre-reply-times"].title.startswith("Update:")


def test_second_run_adds_nothing_and_keeps_the_edition(demo):
    """Running again changes no article, no story and no line of the list."""
    _, first, edition, second, after = demo
    assert second.articles_new == second.articles_updated == 0
    assert (second.articles, second.stories) == (first.articles, first.stories)
    assert after == edition
    assert second.matches == 0 or edition.frozen_at  # once frozen, the next week's is begun
    assert second.sources["unchanged"] + second.sources.get("ok", 0) == 15


def test_failed_sources_say_why(demo):
    """The page and the missing file are told in words."""
    service, *_ = demo
    with service:
        reasons = {
            s.source.url.rpartition("/")[2]: s.record.reason for s in service.sources.standings()
        }
    assert "HTML" in reasons["broken-page.html"]
    assert "404" in reasons["gone.rss"]


def test_language_is_that_of_the_text_whatever_the_feed_declares(demo):
    """A feed declared English and written in French gives French articles."""
    service, *_ = demo
    found = {
        k: a.language for k, a in articles_of(service).items() if k.startswith("relation-client/")
    }
    assert Counter(found.values())["fr"] >= 0.9 * len(found)


def test_spam_source_has_no_more_rows_than_an_owner_may(demo):
    """Forty offers are at most two rows, and one more if a weak signal."""
    service, _, edition, _, _ = demo
    rows = [o for o in edition.opportunities if "Super Deals (exemple)" in o.owners]
    assert sum(not o.weak_signal for o in rows) <= 2
    with service:
        assert max(Counter(o.owners[0] for o in edition.opportunities).values()) <= 3


def test_no_article_is_dated_after_the_run(demo):
    """Future, missing and 1970 dates never make an article newer than its first sight."""
    service, *_ = demo
    for article in articles_of(service).values():
        assert article.effective_at <= article.first_seen_at
        assert article.effective_at.year > 1990


def test_edition_is_accounted_for(demo):
    """Every pain is served or named silent, and the counts are those of the run."""
    service, first, edition, _, _ = demo
    served = {o.pain_id for o in edition.opportunities}
    served |= {p for o in edition.opportunities for p in o.other_pain_ids}
    assert served.isdisjoint({s.pain_id for s in edition.silences})
    with service:
        assert served | {s.pain_id for s in edition.silences} == {p.id for p in service.pains()}
    assert edition.article_count <= first.articles
    assert (edition.source_count, edition.failed_source_count) == (18, 2)
    assert edition.example


def test_index_answers_for_the_whole_database(demo):
    """After a run the generation is current, and a search finds a story by its words."""
    service, *_ = demo
    with service:
        hits = service.search("Brisquet-Lame vibration sensors", limit=5)
        assert any("Brisquet" in hit.article.title for hit in hits)
        french = service.search("capteurs de vibration", SearchFilter(language="fr"), limit=5)
        assert {hit.article.language for hit in french} == {"fr"}
        assert [
            f for f in service.doctor() if f.subject in ("database", "index") and not f.ok
        ] == []


@pytest.mark.slow
def test_two_homes_with_the_same_data_give_the_same_list(tmp_path, own_cache, monkeypatch):
    """The order in which servers answer never shows in the list."""
    del own_cache
    fixed = demo_server.SystemClock().now()

    class Fixed:
        def now(self):
            return fixed

    monkeypatch.setattr(demo_server, "SystemClock", Fixed)
    seen = []
    for number in range(3):
        server = prepare_demo(tmp_path / str(number))
        try:
            with Service(
                tmp_path / str(number), views=[HashingEmbedder()], clock=Fixed()
            ) as service:
                service.run()
                edition = service.edition()
        finally:
            server.close()
        placed = {
            slug: (
                article.source_id.split("feeds-")[1].rpartition("-")[0],
                article.reprint_of is None,
            )
            for slug, article in articles_of(service).items()
        }
        seen.append((placed, [(o.title, o.score, o.pain_id) for o in edition.opportunities]))
    differing = {k for s in seen for k in s[0] if s[0][k] != seen[0][0].get(k)}
    assert differing == set()
    assert seen[0] == seen[1] == seen[2]


@pytest.fixture(scope="module")
def real_demo(tmp_path_factory, use_view):
    """The demo run twice with the real ``use`` view."""
    return run_twice(tmp_path_factory.mktemp("real") / "home", use_view)


@pytest.mark.slow
@pytest.mark.parametrize(("french", "english"), PAIRS, ids=lambda name: name.split("/")[1])
def test_french_and_english_tellings_are_one_story(real_demo, french, english):
    """The same event in two languages is one story with two owners."""
    found = articles_of(real_demo[0])
    assert found[french].story_id == found[english].story_id
    assert found[english].reprint_of is None


@pytest.mark.slow
def test_reprints_of_an_agency_are_one_voice(real_demo):
    """Three papers with one agency text are one story, and one of them at most is a voice."""
    found = articles_of(real_demo[0])
    told = [found[name] for name in REPRINTS]
    assert len({a.story_id for a in told}) == 1
    assert sum(a.reprint_of is None for a in told) <= 1


@pytest.mark.slow
def test_every_story_has_an_original(real_demo):
    """No story is made of reprints alone: it would never be listed."""
    stories = {}
    for article in articles_of(real_demo[0]).values():
        stories.setdefault(article.story_id, []).append(article)
    lost = [[a.title for a in told] for told in stories.values() if all(a.reprint_of for a in told)]
    assert lost == []


@pytest.mark.slow
def test_real_list_holds_what_helps(real_demo):
    """With the real view the list names deployments, not the spam, and a second run keeps it."""
    _, first, edition, second, after = real_demo
    titles = " ".join(o.title for o in edition.opportunities)
    assert "Quillefer" in titles or "Brisquet" in titles
    assert not [o for o in edition.opportunities if "Super Deals (exemple)" in o.owners]
    assert len(edition.opportunities) >= 4
    assert second.articles_new == 0
    assert same_edition(edition, after)
    assert first.articles_duplicate > 0
