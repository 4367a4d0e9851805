"""Fixtures every test may use; the network is closed but for loopback."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest
from fakes import HashingEmbedder, article, source
from hypothesis import settings
from postgres_server import postgres_server

from watch import match, store
from watch.config import read_solutions

pytest_plugins = ["proofs_plugin"]

settings.register_profile("techwatch", deadline=None)  # first calls load models and stemmers
settings.load_profile("techwatch")


@pytest.fixture(autouse=True)
def _own_environment():
    """A server says in the environment what its pages are to know: the next test must not hear."""
    with mock.patch.dict(os.environ):
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real feeds, articles and labelled sets; skips where it is absent."""
    beside = Path(__file__).parents[2] / "shared"
    folder = Path(os.environ.get("TECHWATCH_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip(f"real data is not here ({folder}); set TECHWATCH_SHARED")
    return folder


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server; skips where it is not installed."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def database(tmp_path):
    """An empty database of the present schema."""
    opened = store.open_database(tmp_path / "watch.db")
    yield opened
    opened.close()


@pytest.fixture
def stocked(database):
    """A database with one source and three articles."""
    with database.write() as connection:
        store.sources.sync(connection, {"print": source()})
        store.articles.save(connection, [article(n) for n in (1, 2, 3)])
    return database


@pytest.fixture(scope="session")
def fake_view():
    """An embedding view that costs nothing."""
    return HashingEmbedder()


@pytest.fixture(scope="session")
def fake_library(fake_view, tmp_path_factory):
    """The whole solution library in the fake view."""
    folder = tmp_path_factory.mktemp("library")
    return match.load_library(read_solutions(), [fake_view], folder)


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """A cache folder of the test's own, so that fakes never write into the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def use_view():
    """The real ``use`` view, loaded once."""
    from watch.understand import load_view

    return load_view("use")
