"""The radar and insight pages: full, empty and failing, in French and in English."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from app_homes import HEADLINE, lived_home, write_files, write_home

from watch.errors import ModelMissing
from watch.model import Act, OpportunityId, Ring, Status
from watch.service import Service
from watch.service.insight_desk import InsightDesk

FIRST = OpportunityId("opportunity-1")
PAGES = ("radar", "insight")


@pytest.fixture
def lived(tmp_path):
    """A home with two frozen editions and a card for every row, one of them in pilot."""
    home = lived_home(tmp_path / "lived")
    with closing(Service(home)) as service:
        service.reviews.record(FIRST, Act.DECIDE, status=Status.PILOT, owner="Nadia")
    return home


def charts(app):
    return [json.loads(one.proto.spec) for one in app.get("vega_lite_chart")]


def marks(spec):
    """Return all layers of a chart, at any depth."""
    below = [inner for layer in spec.get("layer", []) for inner in marks(layer)]
    return below or [spec]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_insight_page_is_drawn_full_empty_and_new(lived, tmp_path, opened, text, page, language):
    for home in (lived, write_home(tmp_path / "bare"), write_files(tmp_path / "new")):
        app = opened(home, page, language)
        assert not app.exception
        assert "tw-panel-bad" not in text(app)


@pytest.mark.parametrize("page", PAGES)
def test_insight_page_of_a_broken_home_says_what_to_mend(tmp_path, opened, text, page):
    home = write_files(tmp_path / "broken")
    (home / "index").mkdir()
    (home / "index" / "watch.db").write_text("this is no database" * 100, encoding="utf-8")
    app = opened(home, page)
    assert not app.exception
    assert "tw-panel-bad" in text(app)


def test_radar_draws_points_and_lists_the_same(lived, opened, text):
    app = opened(lived, "radar", "en")
    (spec,) = charts(app)
    points = marks(spec)[-1]
    assert points["encoding"]["shape"]["field"] == "grade"
    assert {tip["title"] for tip in points["encoding"]["tooltip"]} >= {"Status", "Owner", "Score"}
    links = [one.proto.label for one in app.main.get("page_link")]
    assert any(HEADLINE in link for link in links)
    said = text(app)
    assert "In pilot" in said
    assert "Nadia" in said


def test_radar_filter_leaves_one_area(lived, opened):
    app = opened(lived, "radar", "en")
    before = len(app.main.get("page_link"))
    app.multiselect(key="radar-area").set_value(["finance"]).run()
    assert 0 < len(app.main.get("page_link")) < before


def test_radar_without_a_match_says_so(lived, opened, text):
    app = opened(lived, "radar", "en")
    app.multiselect(key="radar-area").set_value(["finance"]).run()
    app.multiselect(key="radar-ring").set_value([Ring.PILOT]).run()
    assert "Nothing with these filters" in text(app)
    assert not app.exception


def test_insight_answers_its_questions_in_words(lived, opened, turned, text):
    app = opened(lived, "insight", "en")
    said = text(app) + text(turned(app, "insight-leaf", "What the lists gave"))
    for question in (
        "Which solutions are growing?",
        "Which areas are on the move?",
        "Is enough read on each pain point?",
        "Is the list worth reading?",
        "Which sources are worth their time?",
    ):
        assert question in said
    assert "too early to tell" in said
    assert "of what was shown was worth a study" in said


def test_coverage_has_a_bar_for_each_pain_point_with_its_figure(lived, opened, text):
    bars = text(opened(lived, "insight", "en")).split("tw-coverages")[1].split("</ul>")[0]
    assert bars.count("<li>") == 2
    assert "Erreurs de préparation" in bars
    assert "a bar is full from 5 on" in text(opened(lived, "insight", "en"))


def test_figures_behind_a_picture_are_made_when_they_are_opened(lived, opened, text):
    app = opened(lived, "insight", "en")
    assert "Is it enough?" not in text(app)
    app.session_state["figures-coverage"] = True
    assert "Is it enough?" in text(app.run())


def test_radar_lists_a_screen_and_a_half_and_counts_the_rest(lived, opened, text, monkeypatch):
    from watch.present.views import radar

    every = text(opened(lived, "radar", "en")).count("tw-radar-line")
    assert every > 1
    monkeypatch.setattr(radar, "LISTED", 1)
    said = text(opened(lived, "radar", "en"))
    assert said.count("tw-radar-line") == 1
    assert f"{every - 1} more: choose an area or a status." in said


def test_decision_of_another_process_is_seen_at_the_next_draw(lived, opened, text):
    app = opened(lived, "radar", "en")
    assert "Paul" not in text(app)
    with closing(Service(lived)) as other:
        other.reviews.record(FIRST, Act.DECIDE, status=Status.ADOPTED, owner="Paul")
    said = text(app.run())
    assert "Paul" in said
    assert "Nadia" not in said


def test_insight_without_a_model_shows_the_rest(lived, opened, turned, text, monkeypatch):
    def missing(*_):
        raise ModelMissing("no model can be loaded", hint="install one")

    monkeypatch.setattr(InsightDesk, "trends", missing)
    app = opened(lived, "insight", "en")
    said = text(app)
    assert not app.exception
    assert "tw-panel-bad" in said
    assert "Is enough read on each pain point?" in said
    assert "Is the list worth reading?" in text(turned(app, "insight-leaf", "What the lists gave"))


def test_picture_takes_its_colours_from_the_style_sheet(lived, opened, turned):
    insight = turned(opened(lived, "insight", "en"), "insight-leaf", "What the lists gave")
    for drawn in (charts(opened(lived, "radar", "en")), charts(insight)):
        assert drawn
        for spec in drawn:
            written = json.dumps(spec)
            assert "var(--accent)" in written
            assert "#" not in written
            assert spec["usermeta"]["embedOptions"] == {"renderer": "svg", "actions": False}
