"""What attackers are tried against: the homes and the screens of the tests of the app."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

sys.path.append(str(Path(__file__).parents[1] / "app"))  # its homes, `app_homes`

from watch.present import identity, session
from watch.present.identity import Person
from watch.present.server import SCRIPT

PEOPLE = """\
app:
  readers: [rita@lumera.example]
  editors: [ed@lumera.example]
  admins: [ada@lumera.example]
"""


class SignedIn:
    """Somebody who looks at the app; whom the sign-in service names may change meanwhile."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.address = ""

    def person(self) -> Person:
        """Return who is there."""
        return Person(address=self.address, name=self.address.partition("@")[0])

    def opens(self, page: str, address: str, language: str = "en") -> AppTest:
        """Return the app at a page, in a session of its own."""
        self.address = address
        app = AppTest.from_file(str(SCRIPT), default_timeout=60)
        app.session_state["lang"] = language
        app.run()
        if page:
            app.switch_page(f"{page}.py").run()
        return app


@pytest.fixture
def signed_in(tmp_path, monkeypatch):
    """A home where people sign in: Rita may read, Ed may decide, Ada may change everything."""
    from app_homes import VIEW, lived_home

    from watch.service import Service

    home = lived_home(tmp_path / "home")
    with (home / "watch.yaml").open("a", encoding="utf-8") as settings:
        settings.write(PEOPLE)
    there, services = SignedIn(home), []

    def service(root, **_):
        services.append(Service(root, views=[VIEW]))
        return services[-1]

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv(session.SIGN_IN_VARIABLE, "1")
    monkeypatch.setenv(session.HOME_VARIABLE, str(home))
    monkeypatch.setattr(session, "Service", service)
    monkeypatch.setattr(identity, "on_page", there.person)
    monkeypatch.setattr(identity, "get_cookie_secret", lambda: "c" * 32)
    yield there
    st.cache_data.clear()
    st.cache_resource.clear()
    for one in services:
        one.close()
