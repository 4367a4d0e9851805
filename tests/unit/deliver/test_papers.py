"""The one-page brief and the summary of a quarter: their length on paper, and what is in them."""

from __future__ import annotations

import builtins
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from paper_cards import (
    COMPANY,
    NOW,
    PAIN,
    a_quarter,
    bare,
    longest,
    longest_pain,
    ordinary,
)

from watch.deliver.brief import Subject
from watch.deliver.brief_draft import compose_brief
from watch.deliver.papers import brief_html, pdf, quarter_html
from watch.deliver.quarter import compose_quarter
from watch.errors import UsageError
from watch.model import Quarter
from watch.wording import Translator

FR, EN = Translator("fr"), Translator("en")
HOSTILE = "</style><script>alert(1)</script><img src=//evil.example/x>"
WORDS = ("Maintenance", "Wartungsvertragsverlängerung", "W" * 30, "iii", "設備保全")


def brief(card, pain=PAIN, translator=EN):
    subject = Subject(card=card, pain=pain, company=COMPANY, now=NOW, translator=translator)
    return compose_brief(subject)


def page_count(html: str) -> int:
    weasyprint = pytest.importorskip("weasyprint")
    return len(weasyprint.HTML(string=html).render().pages)


class Seen(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"href", "src", "action"}]


@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("word", WORDS)
def test_brief_is_one_page_however_long_the_texts(word, translator):
    said = brief(longest(word), longest_pain(word), translator)
    assert page_count(brief_html(said)) == 1


@pytest.mark.parametrize("card", [ordinary(), bare()], ids=["ordinary", "bare"])
def test_ordinary_brief_is_one_page(card):
    assert page_count(brief_html(brief(card))) == 1


def test_brief_says_the_claim_its_proof_the_doubt_and_where_it_stands():
    said = brief(ordinary(), translator=FR)
    facts = {one.label: one.said for one in (*said.pain_facts, *said.standing)}
    assert facts["Coût"] == "240\u202f000\u00a0€ par an"
    assert facts["Indicateur"] == "erreurs de préparation, %"
    assert facts["Prochaine étape"] == "Demander deux devis"
    assert facts["Échéance"] == "18 décembre 2026"
    assert said.against[0].text == "«\u00a0They stopped after six months.\u00a0»"
    assert said.against[0].host == "news.example.com"
    assert said.so_what.startswith("Pourrait réduire")
    assert said.would_change


def test_brief_tells_its_history_in_three_lines_the_newest_first():
    said = brief(ordinary())
    assert len(said.history) == 3
    assert said.history[0].startswith("28 October 2026 · Claire · Pilot result")
    assert "Seen" not in " ".join(said.history)
    assert "Vu au salon" in said.history[2]


def test_brief_of_a_pain_point_that_was_struck_keeps_its_title():
    said = brief(ordinary(), None)
    assert said.pain
    assert said.pain_facts == ()


def test_undone_row_is_not_history():
    card = replace(ordinary(), undone=frozenset({4}))
    assert "Pilot result" not in " ".join(brief(card).history)


@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize(("count", "title"), [(0, ""), (3, "Robots"), (90, "Wartung " * 60)])
def test_summary_is_two_pages_at_most(count, title, translator):
    html = quarter_html(compose_quarter(a_quarter(count, title), translator))
    assert page_count(html) <= 2


def test_summary_counts_what_it_does_not_list():
    said = compose_quarter(a_quarter(90, "Robots"), EN)
    decided, pilots, followed = said.lists
    assert (len(decided.lines), decided.rest) == (8, "and 64 more")
    assert len(pilots.lines) + 30 == 36
    assert followed.rest
    assert said.rejected.startswith("18 rejected: ")
    assert said.pains_rest == "and 78 more"


def test_summary_of_an_empty_quarter_says_so():
    said = compose_quarter(a_quarter(0, ""), EN)
    html = quarter_html(said)
    for line in ("Nothing was decided in this quarter.", "No pilot was begun yet."):
        assert line in html
    assert "0 weekly lists showed 0 opportunities." in html


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1ᵉʳ trimestre 2026"), (2, "2ᵉ trimestre 2026"), (4, "4ᵉ trimestre 2026")],
)
def test_summary_names_its_quarter_as_people_do(number, said):
    record = replace(a_quarter(3, "Robots"), quarter=Quarter(2026, number))
    assert compose_quarter(record, FR).title == f"Veille opérations, {said}"


def test_summary_counts_the_list_that_is_still_open():
    record = replace(a_quarter(4, "Robots"), open_count=1)
    assert compose_quarter(record, EN).bottom_line[0] == (
        "1 weekly list, still open, showed 4 opportunities."
    )
    assert compose_quarter(record, FR).bottom_line[0] == (
        "1 liste hebdomadaire, encore ouverte\u00a0: 4 opportunités."
    )
    (one,) = record.outcomes.editions
    two = replace(record, outcomes=replace(record.outcomes, editions=(one, one)))
    assert (
        compose_quarter(two, EN).bottom_line[0].startswith("2 weekly lists, the last still open,")
    )


def test_summary_calls_a_no_as_the_screens_do():
    said = quarter_html(compose_quarter(a_quarter(4, "Robots"), FR))
    assert "1 écartée" in said
    assert "rejet" not in said


@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
def test_papers_of_the_example_company_say_that_it_is_invented(translator):
    subject = Subject(
        card=ordinary(), pain=PAIN, company=COMPANY, now=NOW, translator=translator, example=True
    )
    record = replace(a_quarter(3, "Robots"), example=True)
    papers = (brief_html(compose_brief(subject)), quarter_html(compose_quarter(record, translator)))
    invented = translator.translate(
        "Example: these articles, figures and companies are invented. "
        "Nothing here is to be decided on."
    )
    for paper in papers:
        assert paper.index(invented) < paper.index("<h1")
    assert invented not in brief_html(brief(ordinary(), translator=translator))
    assert 'class="banner"' not in quarter_html(compose_quarter(a_quarter(3, "x"), translator))


@pytest.mark.parametrize("word", WORDS)
def test_brief_of_an_example_is_one_page_however_long_the_texts(word):
    subject = Subject(
        card=longest(word),
        pain=longest_pain(word),
        company=COMPANY,
        now=NOW,
        translator=FR,
        example=True,
    )
    assert page_count(brief_html(compose_brief(subject))) == 1


@pytest.mark.parametrize("kind", ["brief", "quarter"])
def test_papers_hold_no_script_and_nothing_from_outside(kind):
    html = (
        brief_html(brief(longest(HOSTILE), longest_pain(HOSTILE)))
        if kind == "brief"
        else quarter_html(compose_quarter(a_quarter(3, HOSTILE), EN))
    )
    seen = Seen(html)
    assert not {"script", "img", "link", "iframe", "form"} & set(seen.tags)
    assert all(address.startswith("https://") for address in seen.addresses)
    assert "url(" not in html
    assert "@import" not in html


def test_pdf_names_the_extra_where_it_is_not_installed(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match="extra `pdf`") as told:
        pdf("<p>x</p>")
    assert "techwatch[pdf]" in told.value.hint


def test_pdf_fetches_nothing(monkeypatch):
    pytest.importorskip("weasyprint")
    made = pdf('<p>x</p><img src="http://127.0.0.1:9/x.png">')
    assert made.startswith(b"%PDF")
