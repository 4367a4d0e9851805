"""The only door: what it refuses, what it says, and that it opens late."""

from __future__ import annotations

import pytest
from fakes import HashingEmbedder, pain

from watch.clock import FixedClock, SystemClock
from watch.errors import UsageError
from watch.protocols import Clock, Embedder, Progress, SilentProgress
from watch.service import Service, new_source

OPML = """<opml version="2.0"><body>
<outline type="rss" text="A" xmlUrl="https://a.example/rss"/>
<outline type="rss" text="B" xmlUrl="https://b.example/rss"/>
</body></opml>"""


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


def test_opml_adds_what_is_not_there_yet(service, tmp_path):
    """Known feeds are counted, new ones added, and a second import adds none."""
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    assert service.import_opml(path) == (1, 1)
    assert service.import_opml(path) == (0, 2)
    assert [s.source.url for s in service.sources()] == [
        "https://a.example/rss",
        "https://b.example/rss",
    ]


@pytest.mark.parametrize("content", [None, "", "<opml/>", "not xml"])
def test_opml_without_feeds_is_refused(service, tmp_path, content):
    """A missing or empty list is told with what to do."""
    path = tmp_path / "feeds.opml"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(UsageError) as caught:
        service.import_opml(path)
    assert caught.value.hint


def test_known_source_is_refused_without_a_poll(service):
    """The same feed is not added twice, whatever its scheme."""
    with pytest.raises(UsageError, match="already"):
        service.add_source(new_source("http://a.example/rss"))


def test_source_that_is_no_feed_is_refused_and_not_written(service, home):
    """An address on a private network is polled by nobody and added by nobody."""
    before = (home / "sources.yaml").read_text("utf-8")
    with pytest.raises(UsageError, match="was not added"):
        service.add_source(new_source("http://127.0.0.1:9/rss"))
    assert (home / "sources.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("url", ["ftp://a.example/", "a.example", "", "javascript:alert(1)"])
def test_new_source_is_a_web_address(url):
    """Anything but http and https is refused."""
    with pytest.raises(UsageError):
        new_source(url)


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
    assert faults.keys() >= {"sources", "settings", "database", "index", "last run"}
    assert all(f.text for f in faults.values())
    assert faults["database"].hint
