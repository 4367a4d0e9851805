"""What other programs read: a feed, a calendar, JSON; valid, and text only."""

from __future__ import annotations

import io
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest
from digest_editions import FROZEN_AT, five, full, living
from exported_cards import named, studied
from hostile_texts import payloads
from icalendar import Calendar
from lxml import etree

from watch.deliver import exports
from watch.model import Status
from watch.wording import Translator, one_line

HERE = exports.Place(home_id="0123abcd", public_url="https://veille.example")
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[3] / "docs"


def frozen(**changes):
    return full(frozen_at=FROZEN_AT, **changes)


def feed(edition, language="en"):
    return exports.atom_feed(edition, HERE, Translator(language))


def calendar(*cards, language="en"):
    return exports.calendar_file(cards, HERE, Translator(language), NOW)


def test_feed_reads_back_as_the_edition():
    edition = frozen()
    told = feedparser.parse(io.BytesIO(feed(edition)))
    assert not told.bozo
    assert told.version == "atom10"
    assert [entry.title for entry in told.entries] == [o.title for o in edition.opportunities]
    assert told.feed.title == f"Operations watch · {edition.company.name}"
    assert {entry.updated for entry in told.entries} == {"2026-11-20T18:00:00+00:00"}
    assert told.entries[0].link == edition.opportunities[0].evidence[0].url


def test_feed_has_what_rfc_4287_asks_for():
    root = etree.fromstring(feed(frozen()))
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content").get("type") == "text"
        assert len(entry.find(f"{ATOM}content")) == 0


def test_ids_of_a_feed_are_stable_tags_that_no_other_entry_has():
    edition = frozen()
    roots = [etree.fromstring(feed(edition, language)) for language in ("fr", "en")]
    first, second = ([e.findtext(f"{ATOM}id") for e in root] for root in roots)
    assert first == second
    ids = [one for one in first if one]
    assert all(one.startswith("tag:techwatch.invalid,2026:0123abcd:") for one in ids)
    later = replace(edition, week="2026-W48")
    others = [e.findtext(f"{ATOM}id") for e in etree.fromstring(feed(later))]
    assert not {one for one in others if one} & set(ids)


def test_open_edition_has_no_feed():
    with pytest.raises(ValueError, match="frozen"):
        feed(full(frozen_at=None))


def test_example_says_so_in_its_feed():
    assert b"<title>[Example] " in feed(frozen(example=True))


def test_feed_of_hostile_texts_is_valid_and_text_only(shared_data):
    texts = payloads(shared_data)
    listed = tuple(named(text, n).opportunity for n, text in enumerate(texts))
    root = etree.fromstring(feed(frozen(opportunities=listed)))
    entries = root.findall(f"{ATOM}entry")
    allowed = {
        f"{ATOM}{name}" for name in ("id", "title", "updated", "content", "link", "category")
    }
    assert len(entries) == len(texts)
    for entry, text in zip(entries, texts, strict=True):
        assert {child.tag for child in entry} <= allowed
        assert not any(len(child) for child in entry)
        assert (entry.findtext(f"{ATOM}title") or "—") == (one_line(text, 300) or "—")
        for link in entry.findall(f"{ATOM}link"):
            assert link.get("href").startswith(("http://", "https://"))


def test_calendar_reads_back_as_deadlines_and_due_dates():
    content = calendar(studied())
    events = {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}
    binding = events["deadline-opp-1@0123abcd.techwatch.invalid"]
    due = events["due-opp-1@0123abcd.techwatch.invalid"]
    assert len(events) == 2
    assert binding.decoded("dtstart") == date(2026, 12, 31)
    assert due.decoded("dtstart") == date(2026, 11, 30)
    assert due.decoded("dtend") == date(2026, 12, 1)
    assert str(due["summary"]) == "To do: Kerlouan, élu : « moins d’erreurs »"
    assert "Demander deux devis" in str(due["description"])
    assert "Nadia, Logistique" in str(due["description"])


def test_calendar_has_whole_days_and_folded_lines():
    content = calendar(studied(title="é" * 120))
    assert b"DTSTART;VALUE=DATE:20261130" in content
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (Status.NEW, {"deadline"}),
        (Status.TO_STUDY, {"deadline", "due"}),
        (Status.PILOT, {"deadline", "due"}),
        (Status.ADOPTED, {"deadline"}),
        (Status.WATCHING, {"deadline"}),
        (Status.REJECTED, set()),
        (Status.ALREADY_DONE, set()),
    ],
)
def test_calendar_holds_what_somebody_still_has_to_know_or_do(status, kinds):
    card = studied()
    card = replace(card, standing=replace(card.standing, status=status))
    events = Calendar.from_ical(calendar(card)).walk("VEVENT")
    assert {str(event["uid"]).partition("-")[0] for event in events} == kinds


def test_calendar_of_hostile_texts_forges_no_line(shared_data):
    texts = payloads(shared_data)
    content = calendar(*(named(text, n) for n, text in enumerate(texts)))
    assert content.count(b"\r\nBEGIN:VEVENT\r\n") == 2 * len(texts)
    events = Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 2 * len(texts)
    due = [event for event in events if str(event["uid"]).startswith("due")]
    for event, text in zip(due, texts, strict=True):
        assert str(event["summary"]) == f"To do: {one_line(text, 300)}"


def test_json_reads_back_as_the_edition():
    edition = living(frozen_at=FROZEN_AT)
    told = json.loads(exports.json_file(edition))
    assert told["schema"] == "techwatch.edition/1"
    assert (told["week"], told["frozen_at"]) == (edition.week, "2026-11-20T18:00:00+00:00")
    assert [o["id"] for o in told["opportunities"]] == [o.id for o in edition.opportunities]
    assert [o["rank"] for o in told["opportunities"]] == [*range(1, len(edition.opportunities) + 1)]
    assert len(told["updates"]) == len(edition.updates)
    assert told["counts"]["articles"] == edition.article_count


def test_json_offers_no_address_that_is_not_safe(shared_data):
    listed = tuple(named(text, n).opportunity for n, text in enumerate(payloads(shared_data)))
    told = json.loads(exports.json_file(frozen(opportunities=listed)))
    addresses = [e["url"] for o in told["opportunities"] for e in o["evidence"]]
    assert all(url == "" or url.startswith(("http://", "https://")) for url in addresses)


def keys(value, before: str = "") -> set[str]:
    if isinstance(value, list):
        return set().union(*(keys(one, f"{before}[]") for one in value)) if value else set()
    if not isinstance(value, dict):
        return set()
    here = {f"{before}.{name}".lstrip(".") for name in value}
    return here.union(*(keys(one, f"{before}.{name}".lstrip(".")) for name, one in value.items()))


def test_page_of_exports_tells_every_key_of_the_schema():
    """The schema is what the page says: every key, and none besides."""
    edition = living(
        frozen_at=FROZEN_AT, opportunities=(studied().opportunity, *living().opportunities, *five())
    )
    produced = keys(exports.edition_object(edition))
    produced -= {f"opportunities[].solution.{language}" for language in ("fr", "en")}
    page = (DOCS / "exports.md").read_text(encoding="utf-8").partition("## The schema")[2]
    rows = [line.split("|")[1].strip(" `") for line in page.splitlines() if line.startswith("| `")]
    assert set(rows) == produced
    assert len(rows) == len(produced)


def test_place_holds_nothing_secret():
    assert {field.name for field in fields(HERE)} == {"home_id", "public_url"}
