"""The only door: what it refuses, what it says, and that it opens late."""

from __future__ import annotations

import pytest
from fakes import HashingEmbedder, pain

from watch.clock import FixedClock, SystemClock
from watch.errors import UsageError
from watch.protocols import Clock, Embedder, Progress, SilentProgress
from watch.service import Service
from watch.service.addresses import new_source


@pytest.fixture
def home(tmp_path):
    (tmp_path / "sources.yaml").write_text("sources:\n  - url: https://a.example/rss\n", "utf-8")
    (tmp_path / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    return tmp_path


@pytest.fixture
def service(home):
    with Service(home, views=[HashingEmbedder()]) as opened:
        yield opened


def test_fakes_keep_the_protocols():
    """What tests use in place of the real thing has the same shape."""
    embedder: Embedder = HashingEmbedder()
    rows = embedder.documents(["a b", "", "a b"])
    assert rows.shape == (3, embedder.dimension)
    assert (rows[0] == rows[2]).all()
    clock: Clock = SystemClock()
    assert FixedClock(clock.now()).now().tzinfo
    progress: Progress = SilentProgress()
    progress.start("x", 1)
    progress.advance()
    progress.advance(2, label="Ops Wire")


def test_nothing_is_made_before_it_is_asked_for(home):
    """Opening the door touches no file."""
    before = sorted(p.name for p in home.iterdir())
    with Service(home):
        pass
    assert sorted(p.name for p in home.iterdir()) == before


def test_before_the_first_run_there_is_no_edition(service):
    """An empty home has no edition, no week and no digest."""
    assert service.edition() is None
    assert service.weeks() == []
    with pytest.raises(UsageError) as caught:
        service.digest(service.home.root)
    assert "techwatch run" in caught.value.hint


def test_search_before_the_first_run_finds_nothing(service):
    """An empty database answers with nothing, not with an error."""
    assert service.search("robots") == []


@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_empty_search_is_refused_with_a_hint(service, query):
    """Nothing to look for is the person's mistake, told as such."""
    with pytest.raises(UsageError) as caught:
        service.search(query)
    assert caught.value.hint


@pytest.mark.parametrize(
    "query", ['"', "'; DROP TABLE article", "NEAR(", "*", "\0", "停机", "a" * 9999]
)
def test_hostile_search_is_a_search(service, query):
    """Any text is a topic."""
    assert service.search(query) == []


@pytest.mark.parametrize("url", ["ftp://a.example/", "a.example", "", "javascript:alert(1)"])
def test_new_source_is_a_web_address(url):
    """Anything but http and https is refused."""
    with pytest.raises(UsageError):
        new_source(url)


def test_article_by_hand_is_found_at_once(service):
    """With its text nothing is fetched; a search finds it before the next run."""
    url = "https://www.example.org/robots"
    added = service.add_article(
        url, title="Robots d'entrepôt", text="Quatre cents robots navettes."
    )
    assert added.title == "Robots d'entrepôt"
    assert [hit.article.id for hit in service.search("robots navettes")] == [added.id]
    assert service.add_article(url, title="Robots d'entrepôt", text="Autre.").id == added.id


def test_pain_is_added_once(service):
    """A second pain of the same title is refused."""
    added = service.add_pain(pain("x", title="Retards de livraison"))
    assert added.id == "retards-de-livraison"
    assert [p.id for p in service.pains()] == ["pannes", "retards-de-livraison"]
    with pytest.raises(UsageError, match="already"):
        service.add_pain(pain("y", title="Retards de livraison"))


def test_language_is_the_settings_else_the_company(home):
    """The reader's language follows watch.yaml, then painpoints.yaml."""
    assert Service(home).language == "fr"
    (home / "watch.yaml").write_text("language: en\n", "utf-8")
    assert Service(home).language == "en"


def test_doctor_names_every_fault_and_never_raises(tmp_path):
    """An empty folder, broken files and a damaged database are findings, not crashes."""
    with Service(tmp_path) as service:
        assert {f.subject for f in service.doctor() if not f.ok} >= {"sources", "pain points"}
        (tmp_path / "sources.yaml").write_text("sources: [", "utf-8")
        (tmp_path / "watch.yaml").write_text("flor: 1", "utf-8")
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "watch.db").write_bytes(b"garbage" * 1000)
        faults = {f.subject: f for f in service.doctor() if not f.ok}
    assert faults.keys() == {"sources", "settings", "pain points", "database"}
    assert all(f.text for f in faults.values())
    assert faults["database"].hint
