"""Searches are asked, kept, told; a story that was found becomes an opportunity."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder, article, source

from watch import store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.model import Act, PainId, SavedSearch, SearchFilter, Status, StoryId
from watch.service import Service

VIEW = HashingEmbedder()
PICKING, INVOICES = PainId("picking-errors"), PainId("typed-invoices")
PAINS = """\
pain_points:
  - {title: Picking errors, area: logistics, importance: 9, satisfaction: 3}
  - {title: Typed invoices, area: finance, importance: 6, satisfaction: 4}
"""
TOLD = [
    article(1, title="Shuttle robots in the warehouse", text="Shuttle robots bring the bins."),
    article(2, title="Invoices read by a machine", text="No invoice is typed any more."),
    article(3, title="More shuttle robots", text="Shuttle robots again, in a warehouse."),
    article(
        4,
        title="Forty benches painted green for spring",
        text="Gardeners chose oak, pine and larch along every river path, near one old warehouse, "
        "behind seven schools, under tall poplars, before summer visitors come by train or boat.",
    ),
]
ROBOTS = SavedSearch(name="Robots", query="shuttle robots", created_at=MOMENT)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    return request.param


@pytest.fixture
def service(tmp_path, monkeypatch, engine, request):
    """A service on a home that has been run, without a model, on either engine."""
    if engine == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
        monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "painpoints.yaml").write_text(PAINS, encoding="utf-8")
    told = [replace(one, story_id=StoryId(one.id)) for one in TOLD]
    with Service(tmp_path, clock=FixedClock(MOMENT), views=[VIEW]) as opened:
        database = store.open_database(opened.home.database)
        with database.write() as connection:
            store.sources.sync(connection, {"1": source()})
            store.articles.save(connection, told)
            matrix = VIEW.documents([f"{a.title}. {a.text}" for a in told])
            store.vectors.save(connection, VIEW.key, [a.id for a in told], matrix)
        database.close()
        yield opened


def test_search_is_kept_asked_again_and_forgotten(service):
    number = service.searches.save(ROBOTS)
    search, answer = service.searches.run_saved(number)
    assert search.name == "Robots"
    assert {hit.story.id for hit in answer.hits} == {1, 3}
    service.searches.remove(number)
    assert service.searches.saved() == {}


@pytest.mark.parametrize("broken", [{"name": "  "}, {"query": " "}])
def test_search_without_a_name_or_a_topic_is_not_kept(service, broken):
    with pytest.raises(UsageError):
        service.searches.save(replace(ROBOTS, **broken))


@pytest.mark.parametrize("verb", ["run_saved", "remove", "in_digest"])
def test_number_of_no_search_is_refused_with_a_hint(service, verb):
    with pytest.raises(UsageError) as refused:
        getattr(service.searches, verb)(7, **({"on": True} if verb == "in_digest" else {}))
    assert "searches list" in refused.value.hint


def test_search_enters_the_digest_and_leaves_it(service):
    number = service.searches.save(ROBOTS)
    service.searches.in_digest(number, on=True)
    assert service.searches.saved()[number].in_digest
    service.searches.in_digest(number, on=False)
    assert not service.searches.saved()[number].in_digest


def test_period_of_a_saved_search_moves_with_the_day(service):
    search = replace(ROBOTS, days=30, chosen=SearchFilter(language="fr"))
    later = MOMENT + timedelta(days=5)
    assert search.filter_at(later).since_at == later - timedelta(days=30)
    assert search.filter_at(later).language == "fr"


def test_news_of_a_search_are_what_was_published_since(service):
    since = MOMENT - timedelta(hours=2)
    assert [hit.story.id for hit in service.searches.news(ROBOTS, since)] == [1]
    assert service.searches.news(ROBOTS, MOMENT) == []
    assert {hit.story.id for hit in service.searches.news(ROBOTS, since - timedelta(days=1))} == {
        1,
        3,
    }


def test_news_of_a_search_tell_nothing_that_is_off_the_topic(service):
    """A bench beside a warehouse is found by that word, far behind the robots."""
    asked = replace(ROBOTS, query="shuttle robots in the warehouse")
    scores = {hit.story.id: hit.score for hit in service.search(asked.query)}
    assert scores[4] < scores[1] / 2
    told = service.searches.news(asked, MOMENT - timedelta(days=1))
    assert 4 not in {hit.story.id for hit in told}


def test_story_becomes_an_opportunity_that_is_decided_like_any_other(service):
    made = service.reviews.create(StoryId(2), INVOICES)
    assert made.opportunity.pain_id == INVOICES
    assert made.opportunity.evidence[0].article_id == 2
    assert made.opportunity.evidence[0].sentence
    assert made.history == ()
    assert service.reviews.ledger() == []
    decided = service.reviews.record(made.opportunity.id, Act.DECIDE, status=Status.WATCHING)
    assert decided.standing.status is Status.WATCHING


def test_story_becomes_an_opportunity_once(service):
    first = service.reviews.create(StoryId(2), INVOICES)
    again = service.reviews.create(StoryId(2), INVOICES)
    assert first == again
    assert service.reviews.create(StoryId(2), PICKING).opportunity.id != first.opportunity.id


def test_opportunity_of_a_story_is_seen_by_the_next_search(service):
    made = service.reviews.create(StoryId(2), INVOICES)
    hits = service.search("invoices read by a machine")
    ties = {tie.opportunity_id for hit in hits for tie in hit.cards}
    assert ties == {made.opportunity.id}


@pytest.mark.parametrize(("story", "pain"), [(99, INVOICES), (2, "nothing")])
def test_opportunity_of_an_unknown_story_or_pain_is_refused(service, story, pain):
    with pytest.raises(UsageError):
        service.reviews.create(StoryId(story), pain)


def test_pain_point_is_suggested_for_a_story(service):
    assert service.searches.suggested(StoryId(3), service.pains()) in {PICKING, INVOICES}
    assert service.searches.suggested(StoryId(3), []) is None
