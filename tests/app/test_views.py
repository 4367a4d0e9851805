"""View models hold what a page says, complete, in the reader's language and harmless."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from app_homes import INVOICES, PICKING, SENTENCE, edition, opportunity, proof
from fakes import MOMENT, article, pain, source, story

from watch.errors import (
    ConfigError,
    ModelMissing,
    Problem,
    SchemaMismatch,
    StoreBusy,
    UsageError,
)
from watch.model import (
    FailureKind,
    Grade,
    Harvest,
    Hit,
    PollRecord,
    Signal,
    SourceStanding,
    SourceState,
)
from watch.present.views import (
    card,
    chosen,
    fault,
    language_name,
    pain_rows,
    result,
    sources_view,
    week_view,
)
from watch.present.views.pains import need
from watch.rank import signals as ranking
from watch.wording import Level, Translator, basis_phrase

FR, EN = Translator("fr"), Translator("en")
PARIS = ZoneInfo("Europe/Paris")


def shown(item, translator=EN):
    return card(item, {INVOICES: "Invoices typed by hand"}, translator)


def test_card_says_what_where_and_how_sure():
    seen = shown(opportunity())
    assert seen.score == 61
    assert seen.headline.domain == "example.com"
    assert seen.headline.url == "https://www.press.example.com/1?a=1&b=2"
    assert (seen.grade, seen.grade_name) == (Grade.CONFIRMED, "Confirmed")
    assert seen.voices == "2 independent sources"
    assert seen.voices not in seen.why
    assert seen.quote.text == f"“{SENTENCE}”"
    assert seen.quote.reference.day == "18 November 2026"
    assert [other.source for other in seen.others] == ["The Ledger"]


def test_card_names_the_other_pain_points_it_serves():
    assert shown(opportunity(other_pain_ids=(INVOICES,))).also == ("Invoices typed by hand",)


def test_card_of_a_single_source_leaves_the_count_to_grade_and_doubt():
    lone = shown(opportunity(owners=("Press House",), grade=Grade.SINGLE_SOURCE))
    assert lone.voices == ""
    assert "only one independent source" in lone.doubt


def test_card_does_not_quote_what_only_repeats_the_headline():
    echo = opportunity(evidence=(proof(1, sentence=opportunity().title),))
    assert shown(echo).quote is None


def test_card_without_evidence_or_title_is_still_a_card():
    bare = shown(opportunity(evidence=(), title="", owners=()))
    assert bare.headline.title == "—"
    assert (bare.headline.url, bare.quote, bare.others) == ("", None, ())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://a/b"])
def test_card_offers_no_address_that_is_not_a_web_page(url):
    seen = shown(opportunity(evidence=(proof(1, url=url),)))
    assert (seen.headline.url, seen.headline.domain) == ("", "")


def test_card_cuts_texts_that_never_end():
    endless = "word " * 5000
    lead = proof(1, sentence=endless, source_name=endless)
    seen = shown(opportunity(title=endless, evidence=(lead,), pain_title=endless))
    assert len(seen.headline.title) <= 180
    assert len(seen.quote.text) <= 430
    assert len(seen.so_what) <= 500


def test_card_in_french_spaces_a_french_headline():
    seen = shown(opportunity(title="Gain : 12 %", language="fr"), FR)
    assert seen.headline.title == "Gain\u00a0: 12\u202f%"
    assert seen.headline.language == "fr"


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("impact", "pilot", "pilot project"),
        ("impact", "19 %", "19 %"),
        ("impact", "other", ""),
        ("corroboration", "3", "3 independent sources"),
        ("applicability", "area, sector", "same operational area, same sector"),
        ("applicability", "", ""),
        ("readiness", "24", "about 24 months to adopt"),
        ("novelty", "new", "not listed before"),
        ("novelty", "listed", "already listed"),
        ("momentum", "1", "1 publisher in the last seven days"),
        ("freshness", "3", "3 days old"),
        ("freshness", "soon", ""),
        ("unheard of", "3", ""),
    ],
)
def test_basis_of_a_signal_is_put_in_words(name, told, said):
    assert basis_phrase(Signal(name=name, value=0.5, weight=0.1, basis=told), EN) == said


def test_detail_shows_every_part_of_the_score():
    detail = shown(opportunity(), FR).detail
    assert (detail.need, detail.relevance) == ("15/20", "64\u202f%")
    assert [row.name for row in detail.rows][:2] == ["Preuve d’effet", "Corroboration"]
    assert detail.rows[0].weight == "30\u202f%"
    assert sum(row.percent for row in detail.rows) > 0


def test_week_view_separates_the_weak_signal():
    view = week_view(edition(), {}, PARIS, FR)
    assert [len(part) for part in (view.cards, view.weak, view.quiet)] == [2, 1, 1]
    assert "10:30 CET" in view.footer[-1]


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        (
            (Grade.CONFIRMED, Grade.PROBABLE),
            "2 opportunities on the list, including 1 confirmed.",
        ),
        ((Grade.PROBABLE, Grade.TO_CHECK), "2 opportunities on the list, including 1 probable."),
        ((Grade.TO_CHECK,), "1 opportunity on the list, none confirmed yet."),
    ],
)
def test_bottom_line_says_how_sure_the_best_are(grades, said):
    listed = (opportunity(n, grade=grade) for n, grade in enumerate(grades, start=1))
    assert week_view(edition(*listed, silences=()), {}, PARIS, EN).bottom_line == said


def test_chosen_keeps_a_pain_point_named_second():
    second = opportunity(1, pain_id=PICKING, other_pain_ids=(INVOICES,))
    assert chosen(edition(second), INVOICES, "") == (second,)
    assert chosen(edition(second), INVOICES, "fr") == ()


def hit(**fields):
    found = article(1, title="Robots", text="Robots in a warehouse.")
    usual = {
        "story": story(1, found),
        "article": found,
        "source_name": "Press",
        "sentence": "Robots in a warehouse.",
        "score": 1.0,
    }
    return Hit(**usual | fields)


@pytest.mark.parametrize(
    ("dense", "lexical", "said"),
    [
        (1, 2, "found by its meaning and its words"),
        (1, None, "found by its meaning"),
        (None, 4, "found by its words"),
        (None, None, ""),
    ],
)
def test_result_says_why_it_was_found(dense, lexical, said):
    assert result(hit(dense_rank=dense, lexical_rank=lexical), {}, EN).why == said


def test_result_counts_owners_and_further_articles():
    told = tuple(article(n) for n in (1, 2, 3))
    twice = story(1, *told, owners=("A", "B"))
    assert result(hit(story=twice), {}, EN).tellings == "2 independent sources, 3 articles"
    assert result(hit(), {}, EN).tellings == "1 independent source"


def standing(state, name="press", harvest=None, **fields):
    record = PollRecord(source_id=name, state=state, **fields)
    harvest = harvest or Harvest(articles=4, articles_per_week=1.25, duplicate_share=0.5)
    return SourceStanding(source=source(name), record=record, harvest=harvest)


def test_sources_are_listed_the_worst_first():
    states = (SourceState.OK, SourceState.STALE, SourceState.FAILED, SourceState.FAILING)
    view = sources_view([standing(state, state.name.lower()) for state in states], PARIS, EN)
    assert [row.name for row in view.rows] == ["Failing", "Failed", "Stale", "Ok"]
    assert view.summary == "4 sources, 16 articles; 2 need your attention."
    assert view.counts[0] == (Level.BAD, "Failing for days: 1")


def test_sources_that_are_well_call_for_nobody():
    view = sources_view([standing(SourceState.OK), standing(SourceState.UNCHANGED)], PARIS, FR)
    assert view.calling == ()
    assert view.summary == "2 sources, 8 articles."
    assert {(row.cause, row.remedy, row.detail) for row in view.rows} == {("", "", "")}


def test_source_that_needs_a_person_says_why_and_what_to_do():
    page = standing(SourceState.FAILED, failure=FailureKind.WEB_PAGE, reason="an HTML page")
    slow = standing(SourceState.FAILED, "slow", failure=FailureKind.TIMEOUT, reason="30 s")
    view = sources_view([slow, page], PARIS, FR)
    (calling,) = view.calling
    assert calling.cause == "Son adresse mène à une page web, pas à un flux."
    assert "`techwatch sources add`" in calling.remedy
    assert (calling.detail, calling.url) == ("an HTML page", "https://press.example/feed")
    assert [row.level for row in view.rows] == [Level.BAD, Level.WARN]
    assert view.counts == ((Level.BAD, "En échec\u00a0: 2"),)


@pytest.mark.parametrize("state", list(SourceState))
def test_every_state_of_a_source_has_words_and_a_level(state):
    (row,) = sources_view([standing(state)], PARIS, FR).rows
    assert row.state != state.value
    assert row.level


def test_source_never_polled_shows_dashes():
    (row,) = sources_view([standing(SourceState.NEVER, harvest=Harvest())], PARIS, EN).rows
    assert (row.figures.succeeded, row.figures.newest, row.figures.undated) == ("—", "—", "—")
    assert row.succeeded_at == ""


def test_source_times_and_figures_are_the_companys():
    polled = standing(SourceState.OK, ok_at=MOMENT, newest_entry_at=MOMENT - timedelta(days=1))
    (row,) = sources_view([polled], PARIS, FR).rows
    assert row.succeeded_at == "18 novembre 2026 à 10:30 CET"
    assert row.figures.succeeded == "18 nov. 2026"
    assert row.figures.newest == "17 nov. 2026"
    assert (row.figures.weekly, row.figures.duplicates) == ("1,2", "50\u202f%")


def test_pain_points_come_by_falling_need():
    low, high = pain("low", importance=2, satisfaction=2), pain("high", importance=9)
    rows = pain_rows([low, high], edition(), "EUR", EN)
    assert [row.title for row in rows] == ["High", "Low"]


def test_pain_point_stated_since_the_list_was_made_is_not_called_silent():
    silent, new = pain(edition().silences[0].pain_id), pain("new")
    news = {row.id: row.news for row in pain_rows([silent, new], edition(), "EUR", EN)}
    assert news[silent.id] == "nothing above the bar this week"
    assert news[new.id] == "the next run looks for it"


def test_pain_points_without_an_edition_have_no_news():
    (row,) = pain_rows([pain(yearly_cost=1200.5)], None, "EUR", EN)
    assert row.news == ""
    assert ("Cost per year", "€1,200.50") in row.facts


@pytest.mark.parametrize(("importance", "satisfaction"), [(9, 3), (5, 8), (0, 0), (10, 0)])
def test_need_is_the_one_ranking_uses(importance, satisfaction):
    stated = pain(importance=importance, satisfaction=satisfaction)
    assert need(stated) == pytest.approx(ranking.need(stated))


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (ModelMissing("no model", hint="h"), "The language model is missing"),
        (SchemaMismatch("newer", hint="h"), "The database was made by a newer version"),
        (StoreBusy("busy", hint="h"), "The database cannot be opened"),
        (UsageError("what", hint="h"), "This cannot be shown"),
    ],
)
def test_fault_has_a_title_the_message_and_the_hint(error, title):
    told = fault(error, EN)
    assert (told.title, told.lines, told.hint) == (title, (error.message,), "h")


def test_fault_of_a_configuration_lists_every_problem():
    problems = tuple(Problem(path="watch.yaml", line=n, text="odd") for n in (2, 5))
    told = fault(ConfigError(problems, hint="edit it"), EN)
    assert told.lines == ("watch.yaml:2: odd", "watch.yaml:5: odd")


def test_language_of_neither_kind_is_shown_as_its_tag():
    assert [language_name(tag, FR) for tag in ("fr", "en", "de", "")] == [
        "Français",
        "Anglais",
        "de",
        "",
    ]
