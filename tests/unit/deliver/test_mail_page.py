"""The HTML part: well-formed, small, readable in light and dark, and it loads nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from digest_editions import empty, full, living

from watch.deliver import (
    Context,
    LinksBack,
    NewStory,
    SearchNews,
    compose,
    render_html,
    render_text,
)
from watch.settings import DeliverSettings

MAX_BYTES = 100_000
"""Gmail cuts a mail at 102 kB."""

EDITIONS = {"full": full(), "living": living(), "empty": empty()}
SEARCHES = tuple(
    SearchNews(
        name=f"Recherche {n}",
        count=4,
        stories=tuple(
            NewStory(title=f"Un sujet trouvé {n}", url=f"https://a.example/{n}", source_name="A")
            for _ in range(3)
        ),
    )
    for n in range(6)
)


def context(edition):
    return Context(
        failing=tuple(f"Source {n}" for n in range(9)),
        searches=SEARCHES,
        links=LinksBack(
            public_url="https://veille.lumera.example",
            recipient="nadia.benali@logistique.lumera.example",
            reader=edition.reader,
            week=edition.week,
            secret="s" * 64,
            now=datetime(2026, 11, 23, 6, tzinfo=UTC),
        ),
    )


@pytest.fixture(
    params=[(name, tongue) for name in EDITIONS for tongue in ("fr", "en")], ids="-".join
)
def digest(request):
    edition = EDITIONS[request.param[0]]
    return compose(edition, DeliverSettings(), request.param[1], context(edition))


def test_digest_with_everything_beside_it_stays_short(digest):
    links = sum(len(a.label.split()) for item in digest.items for a in item.actions)
    assert len(render_text(digest).split()) + links <= 600
    assert len(render_html(digest).encode()) <= MAX_BYTES


def test_page_is_html_without_a_mistake(digest):
    parser = pytest.importorskip("tinyhtml5.parser")
    from io import BytesIO

    read = parser.HTMLParser()
    read.parse(BytesIO(render_html(digest).encode()), override_encoding="utf-8")
    assert read.errors == []


def test_page_has_a_language_one_title_and_headings_in_order(digest):
    page = render_html(digest)
    assert f'<html lang="{digest.language}"' in page
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.count("<table") == page.count('role="presentation"')


def test_page_loads_nothing(digest):
    page = render_html(digest)
    assert not re.search(r"<(img|script|link|iframe|object|embed|form|svg)\b", page)
    assert not re.search(r"\b(src|background|srcset)=|url\(|@import", page)


def test_failing_sources_are_named_three_and_counted(digest):
    line = next(line for line in digest.footer if "Source 0" in line)
    assert "Source 2" in line
    assert "Source 3" not in line
    assert "6" in line


def test_saved_searches_have_a_section_with_links():
    edition = empty()
    told = compose(edition, DeliverSettings(), "en", Context(searches=SEARCHES[:1]))
    section = next(one for one in told.sections if one.heading == "Your saved searches")
    assert section.topics[0].told == "4 new stories"
    assert len(section.topics[0].found) == 2
    for rendered in (render_html(told), render_text(told)):
        assert "https://a.example/0" in rendered


def test_month_is_spoken_of_where_the_edition_is_a_months():
    for edition in EDITIONS.values():
        for language, week in (("fr", "semaine"), ("en", "week")):
            told = compose(edition, DeliverSettings(), language, Context(monthly=True))
            said = f"{told.subject}\n{render_text(told)}".casefold()
            assert f"cette {week}" not in said
            assert f"this {week}" not in said
            assert f"{week} 47" not in said
            assert ("novembre" if language == "fr" else "november") in told.subject.casefold()


def colours(page: str) -> list[tuple[str, str]]:
    """Return each text colour of the inlined style with the ground of the same element."""
    styles = re.findall(r'style="([^"]*)"', page)
    found = []
    for style in styles:
        text = re.search(r"(?<!-)color:\s*(#\w{6})", style)
        ground = re.search(r"background-color:\s*(#\w{6})", style)
        if text:
            found.append((text[1], ground[1] if ground else "#ffffff"))
    return found


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_is_readable_on_its_ground(digest):
    pairs = colours(render_html(digest))
    assert pairs
    for text, ground in pairs:
        bright, dark = sorted((light(text), light(ground)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
