"""Fixtures under which a test runs on both engines; a folder's ``conftest`` imports them."""

from __future__ import annotations

import pytest

from watch import store


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of a database: a file that is not there yet, or a new database of a server."""
    if request.param == "sqlite":
        return tmp_path / "watch.db"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def database(address):
    """An empty database of the present schema, on either engine."""
    opened = store.open_database(address)
    yield opened
    opened.close()
