"""Sources asked, renamed, switched on and off; OPML of other people within bounds."""

from __future__ import annotations

import pytest
from fakes import MOMENT, HashingEmbedder, served

from watch import config
from watch.clock import FixedClock
from watch.errors import UsageError
from watch.links import source_id
from watch.model import FoundFeed, Reliability, SourceState
from watch.service import MAX_OPML_BYTES, Service

A = source_id("https://a.example/rss")
SOURCES = """\
packs:
  trade: {en: Trade press, enabled: false}
# the first
sources:
  - url: https://a.example/rss  # ask Claire
    pack: trade
  # kept for the record
  - url: https://b.example/rss
"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Loopback</title>
<item><title>Robots &lt;b&gt;in&lt;/b&gt; the warehouse</title><link>https://x.example/1</link>
<pubDate>Tue, 17 Nov 2026 08:00:00 GMT</pubDate><description>They pick.</description></item>
<item><title>An older one</title><link>https://x.example/2</link>
<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", "utf-8")
    settings = "collect: {allow_hosts: [127.0.0.1]}\n"
    (tmp_path / "watch.yaml").write_text(settings, "utf-8")
    return tmp_path


@pytest.fixture
def service(home):
    with Service(home, clock=FixedClock(MOMENT), views=[HashingEmbedder()]) as opened:
        yield opened


def test_source_is_renamed_and_every_comment_stays(service, home):
    changed = service.sources.edit(A, name="Alpha", language="fr", reliability="high")
    assert (changed.name, changed.language, changed.reliability) == (
        "Alpha", "fr", Reliability.HIGH,
    )  # fmt: skip
    text = (home / "sources.yaml").read_text("utf-8")
    for remark in ("# the first", "# ask Claire", "# kept for the record"):
        assert remark in text
    assert text.index("Alpha") < text.index("# kept for the record")


def test_source_is_switched_off_and_on_again(service, home):
    service.sources.edit(A, enabled=False)
    assert "enabled: false" in (home / "sources.yaml").read_text("utf-8").partition("sources:")[2]
    assert service.sources.edit(A, enabled=True).enabled


def test_nothing_new_said_of_a_source_writes_nothing(service, home):
    service.sources.edit(A, enabled=True, language="")
    assert (home / "sources.yaml").read_text("utf-8") == SOURCES


def test_long_name_is_cut_and_cleaned(service):
    changed = service.sources.edit(A, name=f"Alpha\u202e\n{'x ' * 200}")
    assert changed.name.startswith("Alpha x")
    assert len(changed.name) <= 80


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"reliability": "total"}])
def test_value_that_cannot_be_is_refused_and_nothing_written(service, home, fields):
    with pytest.raises(UsageError, match="cannot be the"):
        service.sources.edit(A, **fields)
    assert (home / "sources.yaml").read_text("utf-8") == SOURCES


def test_unknown_source_is_refused(service):
    with pytest.raises(UsageError, match="there is no source"):
        service.sources.edit(source_id("https://c.example/rss"), name="C")


def test_address_of_a_source_is_not_changed_in_place(home):
    with pytest.raises(ValueError, match="url"):
        config.edit_source(home / "sources.yaml", A, {"url": "https://c.example"})


def test_asked_source_tells_its_newest_articles_and_nothing_is_stored(service):
    with served({"rss": FEED}) as address:
        answer = service.sources.preview(FoundFeed(url=f"{address}/rss", title="Loopback"))
    assert answer.standing.record.state is SourceState.OK
    assert [one.title for one in answer.newest] == ["Robots in the warehouse", "An older one"]
    assert {standing.record.state for standing in service.sources.standings()} <= {
        SourceState.NEVER, SourceState.OFF,
    }  # fmt: skip


def test_asked_source_that_does_not_answer_says_so(service):
    with served({}) as address:
        answer = service.sources.preview(FoundFeed(url=f"{address}/rss"))
    assert answer.standing.record.state is SourceState.FAILED
    assert answer.newest == ()


def test_opml_as_somebody_sent_it_is_added_once(service):
    data = (
        b'<opml version="2.0"><body><outline text="C" xmlUrl="https://c.example/"/></body></opml>'
    )
    assert service.sources.take_opml(data, "feeds.opml") == (1, 0)
    assert service.sources.take_opml(data, "feeds.opml") == (0, 1)


def test_opml_that_is_too_large_is_not_parsed(service, monkeypatch):
    from watch import collect

    monkeypatch.setattr(collect, "read_opml", lambda _data: pytest.fail("it was parsed"))
    with pytest.raises(UsageError, match="larger than 2 MB"):
        service.sources.take_opml(b" " * (MAX_OPML_BYTES + 1), "big.opml")


def test_opml_that_lists_nothing_changes_nothing(service, home):
    with pytest.raises(UsageError, match="lists no feed"):
        service.sources.take_opml(b"\0\1\2", "noise.opml")
    assert (home / "sources.yaml").read_text("utf-8") == SOURCES
