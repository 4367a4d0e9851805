"""The review in the app: decide, undo, follow, look back, see what was learned."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from app_homes import HEADLINE, edition, lived_home, opportunity, write_files, write_home
from fakes import MOMENT
from lives import change

from watch import store
from watch.clock import FixedClock
from watch.model import (
    Act,
    Attached,
    ChangeKind,
    Known,
    OpportunityId,
    PilotResult,
    Reason,
    Status,
    StoryId,
    Update,
    WakeRule,
    Week,
)
from watch.present.markup import plain
from watch.service import Service

FIRST = OpportunityId("opportunity-1")
SECOND = OpportunityId("opportunity-2")
LATER = MOMENT + timedelta(days=3)
"""Pages go by the clock of the machine, for which a list of next week is nobody's yet."""
DUE = date(2099, 1, 1)
PAGES = ("opportunities", "insight")


@pytest.fixture
def lived(tmp_path):
    """A home with two frozen editions and a card for every row."""
    return lived_home(tmp_path / "lived")


@pytest.fixture
def desk(lived):
    """The verbs of the review, on that home."""
    with closing(Service(lived)) as service:
        yield service.reviews


def freeze_next(home, *listed):
    """Freeze an edition of the week after."""
    later = edition(*listed, week=Week("2026-W48"), made_at=LATER, frozen_at=LATER)
    database = store.open_database(home / "index" / "watch.db")
    with database.write() as connection:
        store.editions.freeze(connection, later)
        for item in listed:
            store.opportunities.keep(connection, item, Known(), LATER)
    database.close()


def links(app):
    return [link.proto.label for link in app.main.get("page_link")]


def group(app, key):
    return next(one for one in app.get("button_group") if one.key == key)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def card_page(opened, home, name, language="fr"):
    app = opened(home, "opportunities", language)
    app.query_params["card"] = name
    return app.run()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_review_page_is_drawn_full_and_empty(lived, tmp_path, opened, text, page, language):
    for home in (lived, write_home(tmp_path / "bare"), write_files(tmp_path / "new")):
        app = opened(home, page, language)
        assert not app.exception
        assert "tw-panel-bad" not in text(app)


def test_study_is_decided_with_owner_and_date_in_one_step(lived, desk, opened, text):
    app = opened(lived)
    app.button(key=f"to_study-{FIRST}").click().run()
    assert app.text_input(key=f"owner-to_study-{FIRST}").value == "Responsable logistique"
    press(app, "Confirmer")
    standing = desk.card(FIRST).standing
    assert (standing.status, standing.owner) == (Status.TO_STUDY, "Responsable logistique")
    assert standing.due_on is not None
    assert "1 décidée sur 2" in text(app)
    assert "À étudier" in text(app)


def test_watch_is_decided_until_a_date_or_a_condition(lived, desk, opened):
    app = opened(lived)
    app.button(key=f"watching-{FIRST}").click().run()
    press(app, "Confirmer")
    rule = desk.card(FIRST).standing.wake
    assert rule.until_on is not None
    assert (rule.owners, rule.changes) == (2, (ChangeKind.PEER,))


def test_no_is_decided_with_one_of_ten_reasons(lived, desk, opened):
    app = opened(lived)
    app.button(key=f"rejected-{FIRST}").click().run()
    asked = group(app, f"reason-rejected-{FIRST}")
    assert len(asked.options) == len(Reason)
    asked.set_value(Reason.TOO_EXPENSIVE)
    press(app, "Confirmer")
    assert desk.card(FIRST).standing.reason is Reason.TOO_EXPENSIVE


def test_already_done_becomes_an_initiative(lived, desk, opened):
    app = opened(lived)
    app.button(key=f"already_done-{FIRST}").click().run()
    press(app, "Confirmer")
    assert [one.opportunity_id for one in desk.initiatives().values()] == [FIRST]


def test_fields_close_without_a_decision(lived, desk, opened):
    app = opened(lived)
    app.button(key=f"rejected-{FIRST}").click().run()
    press(app, "Fermer")
    assert desk.card(FIRST).history == ()
    assert not any(button.label == "Confirmer" for button in app.button)


def test_undo_takes_the_decision_back_and_leaves_the_note(lived, desk, opened, text):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    desk.record(FIRST, Act.NOTE, note="Ask Rennes")
    app = opened(lived)
    app.button(key=f"undo-{FIRST}").click().run()
    standing = desk.card(FIRST).standing
    assert standing.status is Status.NEW
    assert [note.text for note in standing.notes] == ["Ask Rennes"]
    assert "0 décidée sur 2" in text(app)


def test_decision_notes_who_took_it(lived, desk, opened):
    app = opened(lived)
    app.text_input(key="by").set_value("Claire").run()
    app.button(key=f"rejected-{FIRST}").click().run()
    press(app, "Confirmer")
    assert desk.ledger()[-1].by == "Claire"


def test_everything_decided_is_said(lived, desk, opened, text):
    for name in (FIRST, SECOND):
        desk.record(name, Act.DECIDE, status=Status.REJECTED, reason=Reason.OFF_TOPIC)
    assert "Tout est décidé" in text(opened(lived))


def test_row_that_came_back_says_why_and_waits_again(tmp_path, opened, text):
    price = change(ChangeKind.PRICE, "4 900 €", name=FIRST)
    back = opportunity(1, status=Status.WATCHING, changes=(price,))
    home = lived_home(tmp_path, opportunity(1), opportunity(2))
    with closing(Service(home, clock=FixedClock(MOMENT))) as service:
        service.reviews.record(FIRST, Act.DECIDE, status=Status.WATCHING)
    freeze_next(home, back)
    said = text(opened(home))
    assert "De retour\u00a0: Prix\u00a0: 4 900 €" in said
    assert "0 décidée sur 1" in said


def test_week_tells_what_changed_and_what_waits(tmp_path, opened, text):
    told = Update(
        opportunity=opportunity(7, title="Followed <b>card</b>"),
        status=Status.PILOT,
        owner="Marie",
        changes=(change(ChangeKind.FAILURE, "stopped", name="opportunity-7"),),
    )
    app = opened(lived_home(tmp_path, updates=(told,), waiting_count=2))
    said = text(app)
    assert "Ce qui a changé sur les fiches suivies" in said
    assert "Échec rapporté" in said
    assert any("attendent encore une décision" in label for label in links(app))
    assert plain("Followed <b>card</b>") in links(app)


def test_past_edition_is_chosen_by_its_week(lived, opened, text):
    app = opened(lived)
    assert "semaine 47" in text(app)
    assert "Figée le" in text(app)
    app.selectbox(key="week").select("2026-W46").run()
    assert not app.exception
    assert "Édition passée" in text(app)


def test_week_is_compared_with_the_one_before(tmp_path, opened, text):
    home = lived_home(tmp_path, opportunity(1), opportunity(2))
    freeze_next(home, opportunity(2), opportunity(9, title="Fresh"))
    said = text(opened(home, language="en"))
    places = [said.rindex(part) for part in ("New in the list", "Fresh", "Gone from the list")]
    assert places == sorted(places)
    assert "2 → 1" in said


def test_board_puts_what_is_late_first_and_filters_by_status(lived, desk, opened, text):
    desk.record(SECOND, Act.DECIDE, status=Status.TO_STUDY, owner="Marie", due_on=DUE)
    app = opened(lived, "opportunities", "en")
    assert links(app)[0] == "La facture se lit seule"
    assert len(links(app)) == 3
    group(app, "status").set_value([Status.TO_STUDY]).run()
    assert links(app) == ["La facture se lit seule"]
    assert "Marie" in text(app)


def test_board_opens_at_the_status_that_the_address_names(lived, desk, opened):
    desk.record(SECOND, Act.DECIDE, status=Status.TO_STUDY)
    app = opened(lived)
    app.switch_page("opportunities.py")
    app.query_params["status"] = "to study"
    assert links(app.run()) == ["La facture se lit seule"]


def test_week_is_named_by_the_address(lived, opened, text):
    app = opened(lived)
    app.selectbox(key="week").select("2026-W46").run()
    assert app.query_params["week"] == "2026-W46"
    app.selectbox(key="week").select("2026-W47").run()
    assert "week" not in app.query_params


def test_card_page_shows_the_whole_life(lived, desk, opened, text):
    desk.record(FIRST, Act.DECIDE, status=Status.PILOT, owner="Paul", next_step="Two quotes")
    desk.measure(FIRST, PilotResult(kpi="errors", kpi_before=14.0, kpi_after=9.0))
    desk.record(FIRST, Act.NOTE, note="Seen <i>at</i> the fair")
    desk.record(FIRST, Act.DECIDE, status=Status.WATCHING, wake=WakeRule(owners=2))
    desk.undo(FIRST)
    database = store.open_database(lived / "index" / "watch.db")
    with database.write() as connection:
        attached = Attached(
            opportunity_id=FIRST,
            story_id=StoryId(99),
            attached_at=MOMENT,
            title="A firm stops its robots",
            url="https://press.example/99",
            source_name="Press",
            sentence="They stopped after six months.",
            against=True,
        )
        store.opportunities.attach(connection, [attached])
        told = [change(ChangeKind.PRICE, "9 000 €", name=FIRST)]
        store.opportunities.note_changes(connection, told)
    database.close()
    app = card_page(opened, lived, FIRST, "en")
    assert not app.exception
    said = text(app)
    for part in ("In pilot", "Paul", "Two quotes", "14 → 9", "Speaks for it", "9 000 €"):
        assert part in said
    assert said.index("Speaks against it") < said.index("A firm stops its robots")
    assert "Seen &lt;i&gt;at&lt;/i&gt; the fair" in said
    assert "<s>In pilot → Watching" in said


def test_card_page_takes_a_note(lived, desk, opened, text):
    app = card_page(opened, lived, FIRST)
    app.text_area(key="new-note").set_value("À rappeler")
    press(app, "Ajouter la note")
    assert [note.text for note in desk.card(FIRST).standing.notes] == ["À rappeler"]
    assert "À rappeler" in text(app)


def test_card_page_starts_a_pilot_and_notes_its_result(lived, desk, opened):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    app = card_page(opened, lived, FIRST)
    app.button(key=f"pilot-{FIRST}").click().run()
    press(app, "Confirmer")
    assert desk.card(FIRST).standing.status is Status.PILOT


def test_card_that_is_not_there_is_said(lived, opened, text):
    app = card_page(opened, lived, "nowhere", "en")
    assert not app.exception
    assert "There is no such opportunity." in text(app)


def test_results_tell_yield_pilots_and_sources(lived, desk, opened, turned, text):
    desk.record(FIRST, Act.DECIDE, status=Status.PILOT)
    desk.measure(
        FIRST, PilotResult(kpi="errors", kpi_before=14.0, kpi_after=7.0, yearly_gain=48_000.0)
    )
    said = text(turned(opened(lived, "insight", "en"), "insight-leaf", "What the lists gave"))
    assert "€48,000 a year" in said
    assert "−50%" in said
    assert "Week 47" in said
    assert HEADLINE in said


def test_results_before_any_decision_say_when_there_will_be_some(tmp_path, opened, turned, text):
    app = opened(write_home(tmp_path), "insight")
    said = text(turned(app, "insight-leaf", "Ce que les listes ont donné"))
    assert "Aucune édition n’est encore figée" in said
    assert "Pas encore de pilote" in said


def test_what_was_learned_is_shown_and_forgotten(lived, desk, opened, turned, text):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    desk.record(SECOND, Act.DECIDE, status=Status.REJECTED, reason=Reason.TOO_EARLY)
    app = turned(opened(lived, "pain_points", "en"), "pains-leaf", "What we learned")
    assert "Articles like these count more:" in text(app)
    assert "Too early, once" in text(app)
    app.button(key=f"forget-{FIRST}").click().run()
    assert all(not one.more for one in desk.learned())
    assert desk.card(FIRST).standing.status is Status.TO_STUDY


def test_everything_learned_is_reset(lived, desk, opened, turned, text):
    desk.record(FIRST, Act.DECIDE, status=Status.TO_STUDY)
    desk.record(SECOND, Act.DECIDE, status=Status.TO_STUDY)
    app = turned(opened(lived, "pain_points", "en"), "pains-leaf", "What we learned")
    app.button(key="reset").click().run()
    assert desk.learned() == []
    assert "Your decisions have taught nothing yet." in text(app)
