"""The search page: filters with counts, saved searches, likes, opportunities, the trend."""

from __future__ import annotations

import pytest
from app_homes import HEADLINE, INVOICES, write_files, write_home
from fakes import MOMENT, article

from watch.model import SavedSearch, SearchFilter, StoryId
from watch.present import session

ROBOTS = "robots"


@pytest.fixture
def found(opened):
    """Return a function that opens the page of a home and asks for robots."""

    def run(root, language="fr"):
        app = opened(root, "search", language)
        app.text_input(key="q").set_value(ROBOTS).run()
        return app

    return run


def test_filters_say_how_many_stories_each_would_leave(home, found):
    app = found(home)
    (languages,) = [box for box in app.selectbox if box.key == "search-language-"]
    assert languages.options == ["Toutes les langues", "Anglais\u00a0· 1", "Français\u00a0· 1"]


def test_filter_is_kept_in_the_address_and_taken_out_again(home, found, text):
    app = found(home)
    app.selectbox(key="search-language-").select("fr").run()
    assert app.query_params["language"] == "fr"
    assert HEADLINE not in text(app)
    app.button(key="search-clear").click().run()
    assert "language" not in app.query_params
    assert HEADLINE in text(app)


def test_address_with_filters_opens_on_them(home, opened, text):
    app = opened(home, "search")
    app.query_params["language"] = "fr"
    app.query_params["period"] = "nonsense"
    app.text_input(key="q").set_value(ROBOTS).run()
    assert HEADLINE not in text(app)
    assert "Des robots navettes" in text(app)


@pytest.mark.parametrize(
    ("language", "title", "answer"),
    [
        ("fr", "En parle-t-on de plus en plus", "trop tôt pour"),
        ("en", "Is it growing?", "too early to tell"),
    ],
)
def test_trend_of_the_topic_is_answered_in_words(home, found, text, language, title, answer):
    said = text(found(home, language))
    assert title in said
    assert answer in said


def test_more_is_shown_until_all_is_and_only_of_what_was_asked(tmp_path, opened, text):
    told = [article(n, title=f"Robots of plant {n}", text=f"Robots, {n}.") for n in range(1, 24)]
    app = opened(write_home(tmp_path / "home", articles=told), "search", "en")
    app.text_input(key="q").set_value(ROBOTS).run()
    shown = []
    while any(button.key == "more-found" for button in app.button):
        shown.append(text(app).count("tw-found"))
        app.button(key="more-found").click().run()
    assert [*shown, text(app).count("tw-found")] == [10, 20, 23]
    app.text_input(key="q").set_value("robots of plant").run()
    assert text(app).count("tw-found") == 10


def test_search_is_saved_shown_told_and_forgotten(home, found, text):
    app = found(home)
    app.button(key="FormSubmitter:search-saving-Enregistrer").click().run()
    assert "Enregistrée sous" in text(app)
    app.text_input(key="q").set_value("").run()
    assert "Recherches enregistrées" in text(app)
    assert app.toggle(key="told-1").value
    app.button(key="open-1").click().run()
    assert app.text_input(key="q").value == ROBOTS
    assert HEADLINE in text(app)
    app.text_input(key="q").set_value("").run()
    app.button(key="forget-search-1").click().run()
    assert "Recherches enregistrées" not in text(app)


def test_likes_of_a_story_leave_the_story_out_and_lead_back(home, found, text):
    app = found(home)
    app.button(key="like-1").click().run()
    assert app.query_params["like"] == "1"
    said = text(app)
    assert f"Sujets semblables à «\u00a0{HEADLINE}" in said
    app.button(key="search-back").click().run()
    assert "like" not in app.query_params


def test_likes_of_an_unknown_story_are_told_in_place(home, opened, text):
    app = opened(home, "search")
    app.query_params["like"] = "99"
    app.run()
    assert not app.exception
    assert "tw-panel-bad" in text(app)


def test_nothing_found_says_what_to_try(home, opened, text):
    app = opened(home, "search", "en")
    app.text_input(key="q").set_value("zzzz qqqq").run()
    assert "Try other words or a broader topic" in text(app)


def test_page_of_a_home_that_was_never_run_says_what_to_type(tmp_path, opened, text):
    app = opened(write_files(tmp_path / "new"), "search")
    assert "techwatch run" in text(app)


def test_saved_filters_come_back_with_the_search(home, opened, text):
    app = opened(home, "search")
    saved = SavedSearch(
        name="Français", query=ROBOTS, chosen=SearchFilter(language="fr"), created_at=MOMENT
    )
    session.service().searches.save(saved)
    app.run()
    app.button(key="open-1").click().run()
    assert app.query_params["language"] == "fr"
    assert HEADLINE not in text(app)


def test_result_leads_to_its_opportunity(home, opened):
    app = opened(home, "search")
    session.service().reviews.create(StoryId(3), INVOICES)
    app.text_input(key="q").set_value(ROBOTS).run()
    links = [link.proto.label for link in app.get("page_link")]
    assert any("Opportunité pour" in link and "À décider" in link for link in links)
