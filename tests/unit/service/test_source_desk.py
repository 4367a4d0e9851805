"""Sources through the only door: standings, additions, OPML, followed searches."""

from __future__ import annotations

import pytest
from fakes import MOMENT, HashingEmbedder

from watch import collect, config, store
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.links import source_id
from watch.model import FoundFeed, PollRecord, Reliability, SourceKind, SourceState
from watch.protocols import SilentProgress
from watch.service import Service

OPML = """<opml version="2.0"><body>
<outline type="rss" text="A" xmlUrl="https://a.example/rss"/>
<outline type="rss" text="B" xmlUrl="https://b.example/rss"/>
</body></opml>"""

TWO_PACKS = """packs:
  trade: {en: Trade press}
  other: {en: Another sector, enabled: false}
sources:
  - url: https://a.example/rss
    pack: trade
  - url: https://b.example/rss
    pack: other
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "sources.yaml").write_text("sources:\n  - url: https://a.example/rss\n", "utf-8")
    (tmp_path / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    return tmp_path


@pytest.fixture
def service(home):
    with Service(home, clock=FixedClock(MOMENT), views=[HashingEmbedder()]) as opened:
        yield opened


def listed(home):
    return list(config.read_sources(home / "sources.yaml").values())


def failed_before(home, url):
    """Store that the last poll of a source failed."""
    record = PollRecord(source_id=source_id(url), state=SourceState.FAILED, reason="no such host")
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, config.read_sources(home / "sources.yaml"))
        store.sources.save_record(connection, record)
    database.close()


# Standings


def test_source_never_polled_has_an_empty_standing(service):
    (standing,) = service.sources.standings()
    assert standing.record.state is SourceState.NEVER
    assert standing.harvest.articles == 0


def test_failure_of_a_source_that_is_off_no_longer_counts(service, home):
    (home / "sources.yaml").write_text(TWO_PACKS, "utf-8")
    failed_before(home, "https://a.example/rss")
    failed_before(home, "https://b.example/rss")
    states = [standing.record.state for standing in service.sources.standings()]
    assert states == [SourceState.FAILED, SourceState.OFF]


def test_check_asks_enabled_sources_only_and_names_each(service, home):
    """Addresses on a private network are refused at once: nothing leaves this computer."""
    (home / "sources.yaml").write_text(
        TWO_PACKS.replace("https://a.example/rss", "http://127.0.0.1:9/rss\n    name: Refused"),
        "utf-8",
    )

    labels: list[str] = []

    class Watched(SilentProgress):
        def advance(self, steps=1, label=""):
            labels.append(label)

    (standing,) = service.sources.check(Watched())
    assert standing.record.state is SourceState.FAILED
    assert standing.record.reason
    assert labels == ["Refused"]
    assert service.sources.standings()[0].record.state is SourceState.NEVER


def test_source_without_a_name_bears_the_title_of_its_feed(service, home):
    (home / "sources.yaml").write_text("sources: [{url: https://a.example/rss}]\n", "utf-8")
    source = listed(home)[0]
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        store.sources.sync(connection, {"print": source})
        store.sources.entitle(connection, source, " La\nGazette ")
        store.sources.sync(connection, {"another": source})  # its entry was edited
    database.close()
    assert [one.source.name for one in service.sources.standings()] == ["La Gazette"]
    (home / "sources.yaml").write_text(
        "sources: [{url: https://a.example/rss, name: Le mien}]\n", "utf-8"
    )
    assert [one.source.name for one in service.sources.standings()] == ["Le mien"]


# Additions


def test_found_feed_is_added_under_its_own_title(service, home):
    feed = FoundFeed(url="https://b.example/rss", title=" La\nGazette \u202e")
    (added,) = service.sources.add([feed], language="fr")
    assert (added.name, added.owner, added.language) == ("La Gazette", "b.example", "fr")
    assert listed(home)[1] == added


def test_feed_without_a_title_is_called_after_its_host(service):
    (added,) = service.sources.add([FoundFeed(url="https://b.example/rss")])
    assert added.name == "b.example"


def test_what_a_person_says_wins_over_the_feed_s_title(service):
    feed = FoundFeed(url="https://b.example/rss", title="RSS 2.0")
    (added,) = service.sources.add([feed], name="La Gazette", owner="Exemple SA", pack="trade")
    assert (added.name, added.owner, added.pack) == ("La Gazette", "Exemple SA", "trade")


def test_very_long_title_is_cut(service):
    (added,) = service.sources.add([FoundFeed(url="https://b.example/rss", title="mot " * 100)])
    assert len(added.name) <= 80


def test_only_new_feeds_are_added(service, home):
    feeds = [FoundFeed(url="http://a.example/rss"), FoundFeed(url="https://b.example/rss")]
    assert [source.url for source in service.sources.add(feeds)] == ["https://b.example/rss"]
    assert len(listed(home)) == 2
    with pytest.raises(UsageError, match="already"):
        service.sources.add(feeds)


def test_one_feed_under_two_addresses_is_added_once(service, home):
    feeds = [FoundFeed(url="http://b.example/rss"), FoundFeed(url="https://b.example/rss")]
    assert len(service.sources.add(feeds)) == 1
    assert len(listed(home)) == 2


def found(title, entries=1):
    return FoundFeed(url=f"https://b.example/{title}", title=title, entry_count=entries)


@pytest.mark.parametrize(
    ("feeds", "meant"),
    [
        ([], None),
        ([found("a")], "a"),
        ([found("comments")], "comments"),
        ([found("empty", 0)], "empty"),
        ([found("a"), found("Commentaires sur a")], "a"),
        ([found("a"), found("empty", 0)], "a"),
        ([found("a"), found("b")], None),
        ([found("comments"), found("empty", 0)], None),
    ],
)
def test_feed_that_is_plainly_meant(service, feeds, meant):
    best = service.sources.plainly_meant(feeds)
    assert (best.title if best else None) == meant


def test_discovery_is_made_under_the_settings_of_the_home(service, home, monkeypatch):
    (home / "watch.yaml").write_text("collect:\n  allow_hosts: [intranet]\n", "utf-8")
    asked = {}

    def discover(address, settings, *, clock):
        asked.update(address=address, hosts=settings.allow_hosts, now=clock.now())
        return "what was found"

    monkeypatch.setattr(collect, "discover", discover)
    assert service.sources.discover("intranet/blog") == "what was found"
    assert asked == {"address": "intranet/blog", "hosts": ("intranet",), "now": MOMENT}


# A followed search


def test_search_names_its_words_and_who_learns_them(service):
    """Nothing is asked of anybody to say so."""
    found = service.sources.news_search(
        ["fuite hydraulique", " SMED", "SMED", ""], language="fr", area="maintenance"
    )
    assert found.words == ("fuite hydraulique", "SMED")
    assert found.company == "Google"
    source = found.source
    assert source.url.startswith("https://news.google.com/rss/search?q=%22fuite%20hydraulique%22")
    assert (source.kind, source.reliability) == (SourceKind.AGGREGATOR, Reliability.LOW)
    assert (source.pack, source.language, source.topics) == ("search", "fr", ("maintenance",))
    assert source.name == "Google News: fuite hydraulique, SMED"
    assert service.sources.news_search(["a"], engine="bing").company == "Microsoft"


def test_words_beyond_the_engine_s_limit_are_not_said_to_be_sent(service):
    many = [f"mot{number}" for number in range(60)]
    found = service.sources.news_search(many)
    assert 0 < len(found.words) < 60
    assert all(word in found.source.url for word in found.words)
    assert many[len(found.words)] not in found.source.url


def test_search_speaks_the_reader_s_language_and_country(service, home):
    (home / "painpoints.yaml").write_text("company: {language: en, country: GB}\n", "utf-8")
    url = service.sources.news_search(["robots"]).source.url
    assert "gl=GB" in url
    assert "ceid=GB:en" in url


@pytest.mark.parametrize(
    ("words", "engine"), [([], "google"), (["", " "], "bing"), (["a"], "yahoo")]
)
def test_search_without_words_or_engine_is_refused(service, words, engine):
    with pytest.raises(UsageError) as caught:
        service.sources.news_search(words, engine=engine)
    assert caught.value.hint


def polled(monkeypatch, *, failures: int = 0, entries: int = 0):
    """Let every poll end so, without a network."""

    def checked(sources, settings, now, progress):
        from watch.model import SourceStanding

        record = PollRecord(
            source_id=sources[0].id,
            reason="the server answered 429" if failures else "",
            failure_count=failures,
            entry_count=entries,
        )
        return [SourceStanding(source=sources[0], record=record)]

    monkeypatch.setattr("watch.service.source_desk.checked", checked)


def test_search_that_answers_is_followed_once(service, home, monkeypatch):
    polled(monkeypatch, entries=40)
    search = service.sources.news_search(["robots"])
    assert service.sources.follow(search).record.entry_count == 40
    assert listed(home)[1] == search.source
    with pytest.raises(UsageError, match="already"):
        service.sources.follow(search)


def test_search_that_does_not_answer_is_not_added(service, home, monkeypatch):
    polled(monkeypatch, failures=1)
    before = (home / "sources.yaml").read_text("utf-8")
    with pytest.raises(UsageError, match="429") as caught:
        service.sources.follow(service.sources.news_search(["robots"]))
    assert caught.value.hint
    assert (home / "sources.yaml").read_text("utf-8") == before


# OPML


def test_opml_adds_what_is_not_there_yet(service, tmp_path):
    """Known feeds are counted, new ones added, and a second import adds none."""
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    assert service.sources.import_opml(path) == (1, 1)
    assert service.sources.import_opml(path) == (0, 2)
    assert [s.source.url for s in service.sources.standings()] == [
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
        service.sources.import_opml(path)
    assert caught.value.hint


def test_export_goes_back_in_with_its_packs(service, home, tmp_path):
    (home / "sources.yaml").write_text(TWO_PACKS, "utf-8")
    path = tmp_path / "feeds.opml"
    assert service.sources.export_opml(path, every=True) == 2
    assert path.read_text("utf-8") == service.sources.as_opml(every=True)
    other = tmp_path / "other"
    other.mkdir()
    with Service(other) as elsewhere:
        assert elsewhere.sources.import_opml(path) == (2, 0)
    assert [(s.url, s.pack) for s in listed(other)] == [
        ("https://a.example/rss", "trade"),
        ("https://b.example/rss", "other"),
    ]


def test_export_leaves_out_what_is_off_unless_asked(service, home, tmp_path):
    (home / "sources.yaml").write_text(TWO_PACKS, "utf-8")
    assert service.sources.export_opml(tmp_path / "feeds.opml") == 1
    assert "b.example" not in service.sources.as_opml()


def test_export_that_cannot_be_written_is_told(service, tmp_path):
    with pytest.raises(UsageError) as caught:
        service.sources.export_opml(tmp_path / "absent" / "feeds.opml")
    assert caught.value.hint
