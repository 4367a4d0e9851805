"""An article by hand: its page or its pasted text becomes an entry with a short excerpt."""

from __future__ import annotations

import pytest
from fakes import MOMENT

from watch import collect
from watch.errors import UsageError
from watch.model import ArticleId, Page, PageState
from watch.service.by_hand import brought
from watch.settings import CollectSettings

URL = "https://www.example.org/2026/robots"
SETTINGS = CollectSettings()


@pytest.fixture
def served(monkeypatch):
    """Answer every page request with the page given; remember what was asked."""
    asked: list[tuple[str, bool]] = []

    def answer(**fields):
        usual = {"article_id": ArticleId(0), "state": PageState.READ, "title": "Robots"}

        def read_pages(requests, settings, *, obey_robots):
            asked.extend((request.url, obey_robots) for request in requests)
            yield Page(**usual | fields)

        monkeypatch.setattr(collect, "read_pages", read_pages)
        return asked

    return answer


def test_page_gives_headline_excerpt_date_and_text(served):
    asked = served(text="Long text. " * 50, description="Short.", published_at=MOMENT)
    entry, text = brought(f" {URL} ", "", "", SETTINGS)
    assert asked == [(URL, False)]
    assert (entry.url, entry.title, entry.summary) == (URL, "Robots", "Short.")
    assert entry.published_at == MOMENT
    assert entry.content == ""
    assert text == "Long text. " * 50


def test_excerpt_of_a_page_without_description_is_short(served):
    served(text="mot " * 500)
    entry, _ = brought(URL, "", "", SETTINGS)
    assert 0 < len(entry.summary) <= 300


def test_title_that_a_person_gives_wins(served):
    served(text="Text.")
    assert brought(URL, " Mine\n", "", SETTINGS)[0].title == "Mine"


def test_pasted_text_fetches_nothing(served):
    asked = served(state=PageState.FAILED)
    entry, text = brought(URL, "Robots", "Quatre cents\x00 robots.\n", SETTINGS)
    assert asked == []
    assert (entry.summary, text) == ("Quatre cents robots.", "Quatre cents robots.")


def test_stub_before_a_paywall_is_kept(served):
    served(state=PageState.PAYWALLED, text="The beginning.")
    assert brought(URL, "", "", SETTINGS)[1] == "The beginning."


@pytest.mark.parametrize("state", [PageState.FAILED, PageState.CLOSED, PageState.EMPTY])
def test_page_that_gives_no_text_is_refused_with_what_to_do(served, state):
    served(state=state, reason="no such host")
    with pytest.raises(UsageError, match="no such host") as caught:
        brought(URL, "", "", SETTINGS)
    assert "--text" in caught.value.hint


def test_text_without_a_headline_asks_for_one(served):
    served(title="", text="Text.")
    for text in ("", "Pasted."):
        with pytest.raises(UsageError) as caught:
            brought(URL, "", text, SETTINGS)
        assert "--title" in caught.value.hint


@pytest.mark.parametrize("url", ["", "robots", "file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(UsageError, match="no web address"):
        brought(url, "Robots", "Text.", SETTINGS)
