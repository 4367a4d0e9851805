"""Pain points in the app: the first one, changed with a preview, never lost, removed, learned."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from app_homes import HEADLINE, PICKING, VIEW, write_files

from watch.config import read_pains
from watch.service import Service

PICKING_KEY = f"-pain-{PICKING}"


def stated(home):
    """Return the pain points of the file by id."""
    return {one.id: one for one in read_pains(home / "painpoints.yaml")[1].values()}


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def form(opened, home, language="en"):
    """Open the form of the pain point about picking errors."""
    app = opened(home, "pain_points", language)
    app.button(key=f"edit-{PICKING}").click().run()
    assert not app.exception
    return app


def elsewhere(home, **fields):
    """Change the pain point about picking errors as somebody else would."""
    with closing(Service(home, views=[VIEW])) as service:
        before = stated(home)[PICKING]
        service.pain_points.save(replace(before, **fields), before)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_is_drawn_full_with_a_chart_and_a_sentence(home, opened, text, language):
    path = home / "painpoints.yaml"
    path.write_text(path.read_text("utf-8") + "  - title: Trop de retours\n", "utf-8")
    app = opened(home, "pain_points", language)
    assert not app.exception
    said = text(app)
    asked = {"fr": "Où cela fait-il le plus mal", "en": "Where does it hurt most?"}[language]
    assert asked in said
    assert "Erreurs de préparation" in said.split(asked)[1].split("</div>")[0]
    bars = said.split("tw-needs")[1].split("</ul>")[0]
    assert bars.count("<li>") == 3
    assert "15/20" in bars  # an importance of 9, of which 6 are missing


@pytest.mark.parametrize("language", ["fr", "en"])
def test_home_without_pain_points_guides_to_the_first(tmp_path, opened, text, language):
    (tmp_path / "watch.yaml").write_text("example: true\n", "utf-8")
    app = opened(tmp_path, "pain_points", language)
    assert not app.exception
    assert {"fr": "Qu’est-ce qui coûte", "en": "What hurts"}[language] in text(app).replace(
        "&#x27;", "’"
    ).replace("'", "’")
    app.text_input(key="title-pain-").set_value("Trop de retours clients").run()
    press(app, {"fr": "Enregistrer", "en": "Save"}[language])
    assert not app.exception
    assert [one.title for one in stated(tmp_path).values()] == ["Trop de retours clients"]
    assert "Trop de retours clients" in text(app)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_mistake_in_the_file_is_told_with_its_line_and_the_way_out(home, opened, text, language):
    (home / "painpoints.yaml").write_text("pain_points:\n  - {titel: Oops}\n", "utf-8")
    said = text(opened(home, "pain_points", language))
    assert "painpoints.yaml:2:" in said
    assert "title" in said
    assert {"fr": "Que faire", "en": "What to do:"}[language] in said


def test_mistake_that_comes_while_the_form_is_open_loses_nothing(home, opened, text):
    app = form(opened, home)
    app.text_input(key=f"owner{PICKING_KEY}").set_value("Nadia").run()
    good = (home / "painpoints.yaml").read_text("utf-8")
    (home / "painpoints.yaml").write_text("pain_points: [\n", "utf-8")
    app.run()
    assert "painpoints.yaml:2:" in text(app)
    (home / "painpoints.yaml").write_text(good, "utf-8")
    app.run()
    press(app, "Save")
    assert stated(home)[PICKING].owner == "Nadia"


def test_form_shows_what_the_words_find_with_evidence_and_relevance(home, opened, text):
    said = text(form(opened, home))
    assert "With these words you would have seen" in said
    found = said.split("tw-found")[1]
    assert HEADLINE in found
    assert "twelve shuttle robots" in found
    assert "Relevance" in found


def test_change_of_words_tells_what_is_new_and_gone(home, opened, text, monkeypatch):
    from watch.present.controls import pain_preview

    monkeypatch.setattr(pain_preview, "_SHOWN", 1)
    app = form(opened, home)
    before = text(app)
    assert "The same stories as with the words in the file." in before
    app.text_input(key=f"title{PICKING_KEY}").set_value("Invoices typed, read by a machine")
    app.text_area(key=f"description{PICKING_KEY}").set_value("No invoice is typed any more.").run()
    said = text(app)
    assert "1 new, 1 gone" in said
    assert "Invoices read by a machine" in said.split("tw-found")[1].split("tw-gone")[0]


def test_change_is_saved_in_its_fields_and_said(home, opened, text):
    app = form(opened, home)
    app.slider(key=f"importance{PICKING_KEY}").set_value(10.0)
    app.text_input(key=f"department{PICKING_KEY}").set_value("Entrepôt").run()
    assert "Not saved yet: department, importance." in text(app)
    press(app, "Save")
    after = stated(home)[PICKING]
    assert (after.importance, after.department, after.yearly_cost) == (10.0, "Entrepôt", 240_000)
    assert "It counts from the next run on." in text(app)
    assert not any(button.key == "save-pain" for button in app.button)


def test_field_that_the_file_would_refuse_says_so_beside_it(home, opened, text):
    app = form(opened, home, "fr")
    app.text_input(key=f"title{PICKING_KEY}").set_value("ab").run()
    assert "Trop court" in text(app)
    assert "au moins 3 caractères" in text(app)
    press(app, "Enregistrer")
    assert stated(home)[PICKING].title == "Erreurs de préparation"


def test_family_is_accepted_refused_and_taken_back_in_one_click(home, opened, text):
    app = form(opened, home)
    first, second = (
        button.key.split("-", 1)[1].rsplit("-of-", 1)[0]
        for button in [b for b in app.button if b.key and b.key.startswith("_accept-")][:2]
    )
    app.button(key=f"_accept-{first}-of-{PICKING}").click().run()
    app.button(key=f"_refuse-{second}-of-{PICKING}").click().run()
    assert "Refused, and not searched for:" in text(app)
    press(app, "Save")
    assert stated(home)[PICKING].solutions == (first,)
    assert stated(home)[PICKING].refused == (second,)
    app.button(key=f"edit-{PICKING}").click().run()
    app.button(key=f"_take_back-{second}-of-{PICKING}").click().run()
    press(app, "Save")
    assert stated(home)[PICKING].refused == ()


def test_suggested_keyword_is_taken_with_one_click(home, opened):
    app = form(opened, home)
    offered = next(one for one in app.get("button_group") if one.key == f"suggested{PICKING_KEY}")
    offered.set_value(offered.value or _first_word(home))
    app.run()
    press(app, "Save")
    assert stated(home)[PICKING].keywords == (_first_word(home),)


def _first_word(home):
    """Return the first keyword that the library suggests, in English."""
    with closing(Service(home, views=[VIEW])) as service:
        (plan,) = service.solutions.plans([replace(stated(home)[PICKING], keywords=())])
    return plan.suggested_keywords("en")[0]


def test_change_in_the_file_meanwhile_is_told_and_merged(home, opened, text):
    app = form(opened, home)
    app.text_input(key=f"owner{PICKING_KEY}").set_value("Nadia").run()
    elsewhere(home, importance=4.0)
    app.run()
    assert "has changed since this form was opened: importance" in text(app)
    press(app, "Save")
    after = stated(home)[PICKING]
    assert (after.owner, after.importance) == ("Nadia", 4.0)


@pytest.mark.parametrize(
    ("choice", "owner"), [("Keep what is here", "Nadia"), ("Take what the file says", "Paul")]
)
def test_field_changed_on_both_sides_is_left_to_the_reader(home, opened, text, choice, owner):
    app = form(opened, home)
    app.text_input(key=f"owner{PICKING_KEY}").set_value("Nadia").run()
    elsewhere(home, owner="Paul")
    press(app, "Save")
    assert stated(home)[PICKING].owner == "Paul"
    assert "In the file now: Paul" in text(app)
    press(app, choice)
    press(app, "Save")
    assert stated(home)[PICKING].owner == owner


def test_unsaved_change_waits_while_another_page_is_read(home, opened, text):
    app = form(opened, home)
    app.text_input(key=f"owner{PICKING_KEY}").set_value("Nadia").run()
    press(app, "Close")
    assert "Changes not saved: Erreurs de préparation" in text(app)
    app.switch_page("sources.py").run()
    app.switch_page("pain_points.py").run()
    press(app, "Go on")
    assert app.text_input(key=f"owner{PICKING_KEY}").value == "Nadia"
    press(app, "Throw the changes away")
    assert "Changes not saved" not in text(app)
    assert stated(home)[PICKING].owner == "Responsable logistique"


def test_pain_is_removed_after_asking_and_its_decisions_stay(home, opened, text):
    app = form(opened, home)
    assert "What was decided for it is kept." in text(app)
    app.button(key="remove-pain").click().run()
    assert PICKING not in stated(home)
    assert "Removed: Erreurs" in text(app).replace("\\", "")


def test_new_pain_is_stated_beside_the_others(home, opened, text):
    app = opened(home, "pain_points", "en")
    press(app, "State a pain point")
    assert "Write the problem in one line" in text(app)
    app.text_input(key="title-pain-").set_value("Robots arrêtés").run()
    assert "The nearest of 3 articles read" in text(app)
    press(app, "Save")
    assert "robots-arretes" in stated(home)


def test_preview_before_the_first_run_says_so(tmp_path, opened, text):
    app = form(opened, write_files(tmp_path / "new"))
    assert "Nothing was read yet" in text(app)


def test_missing_model_leaves_the_form_at_work(home, opened, text, monkeypatch):
    from watch.errors import ModelMissing
    from watch.service.open_home import OpenHome

    def missing(self):
        raise ModelMissing("the embedding model cannot be loaded", hint="pip install techwatch")

    monkeypatch.setattr(OpenHome, "views", missing)
    app = form(opened, home)
    assert "pip install techwatch" in text(app)
    app.text_input(key=f"owner{PICKING_KEY}").set_value("Nadia").run()
    press(app, "Save")
    assert stated(home)[PICKING].owner == "Nadia"


def test_company_facts_are_changed(home, opened, turned, text):
    app = turned(opened(home, "pain_points", "en"), "pains-leaf", "Your company")
    field = next(one for one in app.text_input if one.label == "Sector")
    field.set_value("Luminaires")
    next(b for b in app.button if b.label == "Save").click()
    app.run()
    assert read_pains(home / "painpoints.yaml")[0].sector == "Luminaires"
    assert "It counts from the next run on." in text(app)


def test_reader_who_may_not_configure_is_offered_no_change(home, opened, monkeypatch):
    from watch.present.roles import Role
    from watch.present.session import Visit

    monkeypatch.setattr(
        Visit, "may_configure", property(lambda visit: visit.role >= Role.ADMIN + 1)
    )
    app = opened(home, "pain_points", "en")
    assert not app.exception
    assert [
        b.label for b in app.button if b.label in {"Change", "Save", "State a pain point"}
    ] == []


def test_thin_coverage_is_said_with_the_pack_that_would_help(home, opened, text):
    more = """\
packs: {extra: {en: Logistics extra, fr: Logistique en plus, enabled: false}}
sources:
  - {url: "https://press.example/feed", name: Press, topics: [logistics]}
  - {url: "https://more.example/feed", name: More, topics: [logistics], pack: extra}
"""
    (home / "sources.yaml").write_text(more, "utf-8")
    said = text(opened(home, "pain_points", "en"))
    assert "covered by 1 source only; pack that would help: Logistics extra" in said


def test_sources_that_bring_articles_are_told_when_asked(home, opened, text, monkeypatch):
    from watch.pipeline import trial

    monkeypatch.setattr(trial, "_ON_TOPIC", 0.0)
    app = form(opened, home)
    app.toggle(key=f"bringing-{PICKING}").set_value(True).run()
    assert "3 articles on this matter." in text(app)
