"""Fixtures for tests of the screens: a home, and the app running on it without a model."""

from __future__ import annotations

import pytest
import streamlit as st
from app_homes import VIEW, write_home
from streamlit.testing.v1 import AppTest

from watch.present import session
from watch.present.server import SCRIPT
from watch.service import Service


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Streamlit's caches are global: without this, one test would see another's home."""
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def home(tmp_path):
    """A home folder as a run leaves it."""
    return write_home(tmp_path / "home")


@pytest.fixture(scope="session")
def app_cache(tmp_path_factory):
    """A cache folder for all tests of the screens, so that fakes never write into the user's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def opened(monkeypatch, app_cache):
    """Return a function that runs the app on a home folder, at a page, in a language."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(app_cache))
    services = []

    def service(root, **_):
        services.append(Service(root, views=[VIEW]))
        return services[-1]

    def run(root, page="", language="fr"):
        monkeypatch.setenv(session.HOME_VARIABLE, str(root))
        monkeypatch.setattr(session, "Service", service)
        app = AppTest.from_file(str(SCRIPT), default_timeout=20)
        app.session_state["lang"] = language
        app.run()
        if page:
            app.switch_page(f"{page}.py").run()
        return app

    yield run
    for made in services:
        made.close()


@pytest.fixture
def text():
    """Return a function that gives all HTML the app put on its page, but for the style sheet."""

    def read(app):
        bodies = [element.proto.body for element in app.get("html")]
        return "\n".join(body for body in bodies if not body.startswith("<style>"))

    return read


@pytest.fixture
def turned():
    """Return a function that turns to another leaf of the page that the app shows."""

    def turn(app, leaves, name):
        app.session_state[leaves] = name
        return app.run()

    return turn
