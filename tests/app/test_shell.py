"""The frame around every page: menu, door, who is inside, and the net under what breaks."""

from __future__ import annotations

import pytest
from app_homes import lived_home

from watch.errors import UsageError
from watch.present import faults, identity, menu, session
from watch.present.identity import Person
from watch.present.pages import shell
from watch.present.roles import Role

PEOPLE = "app: {editors: ['@lumera.example'], admins: [paul@lumera.example]}\n"


@pytest.fixture
def signed(monkeypatch, tmp_path):
    """Return a function that makes people sign in at a home, with somebody there or nobody."""

    def sign(address, name="Ana Roy"):
        home = lived_home(tmp_path / "home")
        with (home / "watch.yaml").open("a", encoding="utf-8") as settings:
            settings.write(PEOPLE)
        person = None if address is None else Person(address=address, name=name)
        monkeypatch.setenv(session.SIGN_IN_VARIABLE, "1")
        monkeypatch.setattr(identity, "on_page", lambda: person)
        monkeypatch.setattr(identity, "get_cookie_secret", lambda: "c" * 32)
        return home

    return sign


def labels(app):
    return {button.label for button in app.button}


def test_every_page_of_the_menu_has_its_file_and_every_file_its_place():
    files = {p.stem for p in shell.PAGES.glob("*.py")} - {"__init__", "shell"}
    listed = [name for pages in menu.SECTIONS.values() for name, _ in pages]
    assert files == set(listed)
    assert len(listed) == len(set(listed))


def test_stranger_meets_a_door_and_no_page(signed, opened, text):
    app = opened(signed(None))
    assert not app.exception
    assert labels(app) == {"Se connecter"}
    assert "Ateliers" not in text(app)


@pytest.mark.parametrize("address", ["eve@other.example", ""])
def test_person_without_a_role_is_told_whom_to_ask(signed, opened, text, address):
    app = opened(signed(address))
    assert labels(app) == {"Se déconnecter"}
    assert "paul@lumera.example" in text(app)
    assert "Ateliers" not in text(app)


def test_person_with_a_role_is_named_and_asked_for_no_other_name(signed, opened, text):
    app = opened(signed("ana@lumera.example"))
    assert not app.exception
    assert "Ana Roy" in text(app)
    assert "peut décider" in text(app)
    assert not app.text_input


def test_visit_takes_name_and_role_of_whoever_signed_in(signed, monkeypatch):
    monkeypatch.setenv(session.HOME_VARIABLE, str(signed("paul@lumera.example", "Paul")))
    there = session.visit()
    assert (there.by, there.role) == ("Paul", Role.ADMIN)


@pytest.mark.parametrize("address", [None, "eve@other.example"])
def test_visit_of_nobody_is_refused(signed, monkeypatch, address):
    monkeypatch.setenv(session.HOME_VARIABLE, str(signed(address)))
    with pytest.raises(UsageError, match="nobody is signed in"):
        session.visit()


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"is_logged_in": True, "email": "a@b.c", "email_verified": True}, "a@b.c"),
        ({"is_logged_in": True, "email": "a@b.c"}, "a@b.c"),
        ({"is_logged_in": True, "email": "a@b.c", "email_verified": False}, ""),
        ({"is_logged_in": True, "email": "a@b.c", "email_verified": "false"}, ""),
        ({"is_logged_in": True}, ""),
    ],
)
def test_address_that_was_not_verified_is_not_believed(claims, address):
    assert identity._person(claims).address == address


def test_claims_of_nobody_are_nobody():
    assert identity._person({"email": "a@b.c"}) is None


def test_page_that_breaks_shows_a_reference_and_logs_it_once(
    home, opened, text, monkeypatch, capsys
):
    def broken(self, week=None):
        raise ZeroDivisionError("a secret of the company")

    monkeypatch.setattr("watch.service.Service.edition", broken)
    monkeypatch.setattr(faults.secrets, "token_hex", lambda size: "abc123")
    app = opened(home)
    assert not app.exception
    shown = text(app)
    assert "abc123" in shown
    assert "secret of the company" not in shown
    assert "Traceback" not in shown
    assert capsys.readouterr().err.count("abc123") == 1
