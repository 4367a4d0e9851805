"""The page of a card in the app: its life, its place, what it is one with, what it taught."""

from __future__ import annotations

from contextlib import closing

import pytest
from app_homes import lived_home

from watch.model import Act, OpportunityId, Status
from watch.present.session import Visit
from watch.service import Service

FIRST, SECOND = OpportunityId("opportunity-1"), OpportunityId("opportunity-2")


@pytest.fixture
def lived(tmp_path):
    """A home with two frozen editions and a card for every row."""
    return lived_home(tmp_path / "lived")


@pytest.fixture
def desk(lived):
    """The verbs of the review, on that home."""
    with closing(Service(lived)) as service:
        yield service.reviews


def page(opened, home, name=FIRST, language="en"):
    app = opened(home, "opportunities", language)
    app.query_params["card"] = name
    return app.run()


def press(app, label, nth=0):
    [button for button in app.button if button.label == label][nth].click()
    return app.run()


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Comment en est-on arrivé là"), ("en", "How did it get here?")]
)
def test_life_is_a_picture_and_a_list(lived, desk, opened, text, language, title):
    desk.record(FIRST, Act.DECIDE, status=Status.PILOT)
    app = page(opened, lived, language=language)
    said = text(app)
    assert title in said
    assert len(app.get("vega_lite_chart")) == 1
    listed = said[said.index("tw-life") :]
    assert listed.count("<li>") >= 3


def test_place_is_given_with_a_reason_and_given_back(lived, desk, opened, text):
    app = page(opened, lived)
    app.number_input(key=f"place-of-{FIRST}").set_value(3)
    confirm = [button for button in app.button if button.label == "Confirm"]
    confirm[0].click()
    app.run()
    assert "Say why" in text(app)
    app.text_input(key=f"place-why-{FIRST}").set_value("The board asks for it")
    confirm = [button for button in app.button if button.label == "Confirm"]
    confirm[0].click()
    app.run()
    assert desk.card(FIRST).standing.place == 3
    assert "3, by hand" in text(app)
    press(app, "Give the place back to the score")
    assert desk.card(FIRST).standing.place is None


def test_merged_card_is_let_go_again(lived, desk, opened, text):
    desk.merge(FIRST, SECOND)
    app = page(opened, lived)
    assert "Merged into it" in text(app)
    press(app, "Split off")
    assert desk.card(FIRST).standing.absorbed == ()
    assert desk.card(SECOND).standing.merged_into is None


def test_card_that_was_merged_says_into_which(lived, desk, opened, text):
    desk.merge(FIRST, SECOND)
    app = page(opened, lived, SECOND)
    assert "It was merged into another opportunity:" in text(app)
    assert not any(button.label == "Study" for button in app.button)


def test_each_row_of_the_history_is_undone_by_itself(lived, desk, opened):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY, owner="Marie")
    desk.record(FIRST, Act.NOTE, note="Wrong card")
    desk.record(FIRST, Act.ASSIGN, owner="Paul")
    number = desk.card(FIRST).history[1].number
    app = page(opened, lived)
    app.button(key=f"undo-row-{number}").click().run()
    standing = desk.card(FIRST).standing
    assert (standing.notes, standing.owner) == ((), "Paul")


def test_lesson_is_forgotten_and_the_decision_stays(lived, desk, opened, text):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    app = page(opened, lived)
    press(app, "Forget this lesson")
    assert desk.learned() == []
    assert desk.card(FIRST).standing.status is Status.TO_STUDY
    assert "This decision teaches nothing." in text(app)


def test_card_links_to_its_brief(lived, opened, text):
    assert f'href="brief/{FIRST}?lang=fr"' in text(page(opened, lived, language="fr"))


def test_reader_sees_the_card_and_changes_nothing(lived, desk, opened, monkeypatch, text):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    monkeypatch.setattr(Visit, "may_decide", property(lambda _visit: False))
    app = page(opened, lived)
    assert "To study" in text(app)
    assert not app.text_area
    assert not any(button.key.startswith("undo") for button in app.button if button.key)
