"""The board in the app: look, narrow, pick several, decide, undo; empty, full and failing."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from app_homes import lived_home, opportunity, write_files, write_home
from fakes import MOMENT

from watch import store
from watch.clock import SystemClock
from watch.model import Act, Decision, OpportunityId, Reason, Status
from watch.present.pages import opportunities
from watch.present.session import Visit
from watch.service import Service

NAMES = [OpportunityId(f"opportunity-{n}") for n in range(1, 31)]
FIRST, SECOND = NAMES[:2]
DUE = SystemClock().now().date() + timedelta(days=60)


@pytest.fixture
def lived(tmp_path):
    """A home with thirty cards: one page and a bit."""
    listed = [
        opportunity(n, title=f"Card <b>{n}</b>", score=90.0 - n, area="energy" if n > 20 else "hr")
        for n in range(1, 31)
    ]
    return lived_home(tmp_path / "lived", *listed)


@pytest.fixture
def service(lived):
    """The verbs, on that home."""
    with closing(Service(lived)) as opened:
        yield opened


def links(app):
    return [link.proto.label for link in app.main.get("page_link")]


def board(opened, home, language="fr", **address):
    app = opened(home, "", language)
    app.switch_page("opportunities.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def pick(app, *names):
    for name in names:
        box = next(one for one in app.checkbox if one.key.endswith(f"-{name}"))
        box.set_value(True).run()
    return app


def group(app, key):
    return next(one for one in app.get("button_group") if one.key == key)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_board_is_drawn_full_empty_and_before_the_first_run(
    lived, tmp_path, opened, text, language
):
    for home in (lived, write_home(tmp_path / "bare"), write_files(tmp_path / "new")):
        app = board(opened, home, language)
        assert not app.exception
        assert "tw-panel-bad" not in text(app)


@pytest.mark.parametrize(("language", "said"), [("fr", "ne peut pas être"), ("en", "cannot be")])
def test_board_of_a_damaged_home_says_so(lived, opened, text, language, said):
    for path in (lived / "index").glob("watch.db*"):
        path.write_bytes(b"not a database" * 100)
    app = board(opened, lived, language)
    assert not app.exception
    assert "tw-panel-bad" in text(app)
    assert said in text(app)


def test_board_has_pages_that_the_address_names(lived, opened):
    app = board(opened, lived, "en")
    assert len(links(app)) == opportunities._SHOWN
    press(app, "Further rows")
    assert app.query_params["page"] == "2"
    assert len(links(app)) == 30 - opportunities._SHOWN
    assert len(links(board(opened, lived, "en", page="99"))) == 30 - opportunities._SHOWN
    assert len(links(board(opened, lived, "en", page="x"))) == opportunities._SHOWN


def test_filter_goes_back_to_the_first_page(lived, opened):
    app = board(opened, lived, "en", page="2")
    app.selectbox(key="board-area").select("energy").run()
    assert "page" not in app.query_params
    assert len(links(app)) == 10
    assert app.query_params["area"] == "energy"


def test_filters_and_order_are_read_from_the_address(lived, service, opened, text):
    service.reviews.record(SECOND, Act.DECIDE, status=Status.PILOT, owner="Marie")
    service.reviews.record(FIRST, Act.DECIDE, status=Status.PILOT, owner="Paul")
    app = board(opened, lived, "en", status="pilot", owner="Marie")
    assert len(links(app)) == 1
    assert "1 shown · Marie" in text(app)
    app = board(opened, lived, "en", order="owner")
    assert links(app)[0].startswith("Card")
    assert app.selectbox(key="board-order").value == "owner"
    assert len(links(board(opened, lived, "en", owner="Nobody"))) == opportunities._SHOWN


def test_late_ones_are_counted_and_shown_alone(lived, service, opened, text):
    row = Decision(
        at=MOMENT,
        opportunity_id=SECOND,
        pain_id=opportunity().pain_id,
        act=Act.DECIDE,
        status=Status.TO_STUDY,
        due_on=date(2026, 11, 20),
    )
    database = store.open_database(lived / "index" / "watch.db")
    with database.write() as connection:
        store.ledger.append(connection, row)
    database.close()
    app = board(opened, lived, "en")
    assert "30 opportunities, 1 past its due date." in text(app)
    app.toggle(key="late").set_value(True).run()
    assert len(links(app)) == 1
    assert app.query_params["late"] == "1"


def test_lanes_are_kept_in_the_address(lived, service, opened, text):
    service.reviews.record(SECOND, Act.DECIDE, status=Status.PILOT, owner="Marie")
    app = board(opened, lived)
    group(app, "board-view").set_value("lanes").run()
    assert app.query_params["view"] == "lanes"
    said = text(app)
    assert said.count("tw-lane-head") == len(Status)
    assert "23 autres dans le tableau" in said
    app.selectbox(key="board-lanes").select("owner").run()
    assert app.query_params["lanes"] == "owner"
    assert text(app).count("tw-lane-head") == 2


def test_several_are_decided_in_one_step_and_undone_in_one(lived, service, opened, text):
    app = pick(board(opened, lived, "en"), FIRST, SECOND)
    assert "2 opportunities picked" in text(app)
    app.selectbox(key="batch-status").select("to study").run()
    app.text_input(key="batch-owner").set_value("Marie")
    app.text_input(key="batch-department").set_value("Quai")
    app.date_input(key="batch-due").set_value(DUE)
    press(app, "Apply to 2 opportunities")
    for name in (FIRST, SECOND):
        standing = service.reviews.card(name).standing
        assert (standing.status, standing.owner) == (Status.TO_STUDY, "Marie")
        assert (standing.department, standing.due_on) == ("Quai", DUE)
    assert "2 opportunities changed." in text(app)
    assert "picked" not in text(app)
    press(app, "Undo all of it")
    assert service.reviews.card(FIRST).standing.status is Status.NEW
    assert "changed." not in text(app)


def test_all_that_the_filters_show_is_rejected_with_one_reason(lived, service, opened, text):
    app = board(opened, lived, "fr", area="energy")
    press(app, "Tout choisir (10)")
    app.selectbox(key="batch-status").select("rejected").run()
    app.selectbox(key="batch-reason").select(Reason.TOO_EXPENSIVE.value)
    press(app, "Appliquer aux 10 opportunités")
    reasons = [line.standing.reason for line in service.board.lines()]
    assert reasons.count(Reason.TOO_EXPENSIVE) == 10
    assert "10 opportunités modifiées." in text(app)


def test_several_are_put_aside_until_a_day(lived, service, opened):
    app = pick(board(opened, lived, "en"), FIRST)
    app.selectbox(key="batch-status").select("watching").run()
    app.date_input(key="batch-until").set_value(DUE)
    press(app, "Apply to 1 opportunity")
    assert service.reviews.card(FIRST).standing.wake.until_on == DUE


def test_what_does_not_allow_the_step_is_said(lived, service, opened, text):
    service.reviews.record(FIRST, Act.DECIDE, status=Status.ADOPTED)
    app = pick(board(opened, lived, "en", order="score"), FIRST, SECOND)
    app.selectbox(key="batch-status").select("to study").run()
    press(app, "Apply to 2 opportunities")
    assert "1 opportunity changed. 1 stays as it was" in text(app)


def test_step_that_says_nothing_asks_what_to_change(lived, service, opened, text):
    app = pick(board(opened, lived, "en"), FIRST)
    press(app, "Apply to 1 opportunity")
    assert "Say what is to change." in text(app)
    assert service.reviews.ledger() == []


def test_remark_alone_is_a_note(lived, service, opened):
    app = pick(board(opened, lived, "en"), FIRST)
    app.text_input(key="batch-note").set_value("Seen at the fair")
    press(app, "Apply to 1 opportunity")
    assert [row.act for row in service.reviews.ledger()] == [Act.NOTE]


def test_picks_are_let_go_at_once(lived, opened, text):
    app = pick(board(opened, lived, "en"), FIRST, SECOND)
    press(app, "Pick none")
    assert "picked" not in text(app)
    assert not any(box.value for box in app.checkbox)


def test_reader_sees_the_board_and_changes_nothing(lived, opened, monkeypatch, text):
    monkeypatch.setattr(Visit, "may_decide", property(lambda _visit: False))
    app = board(opened, lived, "en")
    assert "30 opportunities." in text(app)
    assert not app.checkbox
    assert not any(button.label.startswith("Pick") for button in app.button)


def test_board_links_to_the_summary_of_the_quarter(lived, opened, text):
    said = text(board(opened, lived, "fr"))
    assert 'href="quarter/20' in said
    assert "Synthèse du trimestre" in said
