"""Every page on a home where feeds and people write nothing but attacks: all is read as text."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from app_process import IDLE, started
from hostile_home import BAIT, TOPICS, areas, articles, cards, hostile_home
from test_app import hostile_payloads

from watch.text import clean_text

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

STILL = """() => {
    const [before, now] = [window.textBefore, document.body.innerText];
    window.textBefore = now;
    return now === before;
}"""
"""The page says what it said a moment ago: the browser has drawn what the server sent."""

ROWS = "[class*='st-key-line-']"
WHOLE = 130
"""Characters that every field of the home holds whole, but for names."""

PAPERS = 12
"""Cards whose brief is opened."""


@pytest.fixture(scope="module")
def texts(request):
    """The corpus and the tricks of Unicode, as a program can send them."""
    listed = hostile_payloads(request)
    tricks = request.getfixturevalue("shared_data") / "hostile" / "own" / "unicode_tricks.json"
    listed += json.loads(tricks.read_text("utf-8"))
    sent = (text.encode("utf-8", "ignore").decode("utf-8") for text in listed)
    return list(dict.fromkeys(text for text in sent if clean_text(text)))


@pytest.fixture(scope="module")
def address(texts, tmp_path_factory):
    """Where the app shows the home of those texts; no test changes it."""
    with started(hostile_home(tmp_path_factory.mktemp("home"), texts)) as (url, _):
        yield url


class Reader:
    """Somebody who opens pages and reads what stands there."""

    def __init__(self, visitor, address):
        self.visitor, self.page, self._address = visitor, visitor.page, address
        self.complaints, self.read = [], ""
        self.page.set_default_timeout(120_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def opens(self, path, rows="", count=0):
        """Open a page of the app in French; it has drawn its title and so many rows."""
        self.page.goto(f"{self._address}{path}{'&' if '?' in path else '?'}lang=fr")
        self.page.locator(".tw h1").first.wait_for()
        self.settles(rows, count)

    def settles(self, rows="", count=0):
        """Wait until all is drawn; read it."""
        from playwright.sync_api import expect

        if rows:
            expect(self.page.locator(rows)).to_have_count(count, timeout=60_000)
        self.page.locator(IDLE).wait_for()
        self.page.wait_for_function(STILL, polling=150)
        assert self.page.locator(".tw-panel-bad, [data-testid='stException']").count() == 0
        self.reads()

    def reads(self):
        """Note what stands on the page, folded parts included."""
        unfold = "document.querySelectorAll('details').forEach(one => one.open = true)"
        self.page.evaluate(unfold)
        self.read += squeezed(self.page.locator("body").inner_text())

    def harmed(self):
        """Return what the texts have brought about."""
        return self.visitor.dialogs + self.visitor.outside + self.complaints

    def misses(self, texts, room=WHOLE):
        """Return the texts that fit into a field and were read nowhere."""
        short = [text for text in texts if len(clean_text(text)) <= room]
        return [text for text in short if squeezed(text) not in self.read]


def squeezed(text):
    """Return a text without spaces and dashes: Streamlit makes one dash of two hyphens."""
    return re.sub(r"[\s—-]", "", clean_text(text))


@pytest.fixture
def reader(visitor, address):
    return Reader(visitor(), address)


def inert(proof, page, reader, texts):
    """State what the texts have brought about on a page, and that each was read there."""
    proof.count(len(texts), len(texts))
    missed, harm = reader.misses(texts), reader.harmed()
    proof.state(
        f"app: hostile texts on the page {page}",
        measured=f"{len(reader.visitor.dialogs)} dialogs, {len(reader.visitor.outside)} requests, "
        f"{len(reader.complaints)} errors, {len(missed)} unread",
        target="0 dialogs, 0 requests",
        holds=not missed + harm,
    )


def test_week_shows_every_text_as_text(reader, texts):
    reader.opens("", ".tw-card", len(cards(texts)))
    assert reader.harmed() == []


@pytest.mark.proof
def test_board_shows_every_text_as_text(reader, texts, proof):
    rows = len(cards(texts)) - 1  # one is merged into another
    for page, first in enumerate(range(0, rows, 25), start=1):
        reader.opens(f"opportunities?page={page}", ROWS, min(25, rows - first))
    inert(proof, "board", reader, texts)


def test_lanes_show_every_text_as_text(reader, texts):
    for area in areas(texts):
        reader.opens(f"opportunities?view=lanes&area={quote(area)}", ".tw-lane-head", 7)
    assert reader.page.locator(".tw-tile").count() > 12
    for lanes in ("owner", "due"):
        reader.opens(f"opportunities?view=lanes&lanes={lanes}")
    assert reader.harmed() == []


@pytest.mark.proof
def test_card_shows_every_text_as_text(reader, texts, proof):
    reader.opens(f"opportunities?card={BAIT}", ".tw-card-head", 1)
    assert reader.page.locator(".tw-proof").count() > 99
    inert(proof, "card", reader, texts)


def test_card_of_each_status_is_drawn(reader):
    for number in range(2, 9):
        reader.opens(f"opportunities?card=opportunity-{number}", ".tw-card-head", 1)
    assert reader.harmed() == []


def test_radar_and_insight_are_drawn(reader):
    reader.opens("radar", "[class*='st-key-radar-row-']", 25)
    reader.page.locator("[data-testid='stVegaLiteChart'] svg").wait_for()
    reader.opens("insight", "[role='tab']", 2)
    reader.page.get_by_role("tab").last.click()
    reader.page.get_by_text("Quels irritants sont servis").wait_for()
    reader.settles()
    assert reader.harmed() == []


def test_search_shows_every_text_as_text(reader, texts):
    reader.opens("search")
    assert reader.page.locator("[class*='st-key-saved-']").count() > len(areas(texts))
    for topic in TOPICS:
        reader.opens(f"search?q={topic}")
        if not reader.page.locator(".tw-found").count():
            break
    titles = " ".join(title for title, _ in articles(texts))
    assert reader.misses([text for text in texts if text in titles]) == []
    assert reader.harmed() == []


@pytest.mark.proof
def test_pain_points_show_every_text_as_text(reader, texts, proof):
    reader.opens("pain-points")
    reader.page.locator(".tw-pain").first.wait_for()
    inert(proof, "pain points", reader, texts)
    reader.page.get_by_role("tab", name="Ce qui a été appris").click()
    reader.settles()
    assert reader.harmed() == []


def test_sources_show_every_text_as_text(reader, texts):
    reader.opens("sources", ROWS, 25)
    while (more := reader.page.locator(".st-key-more-sources button")).count():
        shown = reader.page.locator(ROWS).count()
        more.click()
        reader.page.locator(ROWS).nth(shown).wait_for()
        reader.page.locator(IDLE).wait_for()
    reader.settles()
    assert reader.misses(texts, room=94) == []
    reader.page.locator(f"{ROWS} a").first.click()
    reader.page.locator(".st-key-ask-source").wait_for()
    reader.settles()
    assert reader.harmed() == []


def test_digest_is_drawn_with_the_mail_in_its_frame(reader, texts):
    reader.opens("digest")
    mail = reader.page.frame_locator("iframe").frame_locator("iframe")
    mail.locator("body", has_text="alert").wait_for()
    reader.opens(f"digest?reader={quote(areas(texts)[0])}")
    assert reader.harmed() == []


def test_settings_are_drawn(reader):
    reader.opens("settings", ".tw-run-list li", 10)
    for part in ("home", "check", "ranking"):
        reader.opens(f"settings?part={part}")
    assert reader.page.get_by_role("radio", name="onerror").count() == 1
    assert reader.harmed() == []


def test_papers_are_drawn(reader, address):
    for path in (*(f"brief/opportunity-{n}" for n in range(1, PAPERS)), "quarter/2026-Q4"):
        reader.page.goto(f"{address}{path}?lang=fr")
        reader.page.locator("h1").wait_for()
        reader.reads()
    assert "<script>alert(1)</script>" in reader.read
    assert reader.harmed() == []
