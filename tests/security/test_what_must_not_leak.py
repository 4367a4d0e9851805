"""Words of the company and secrets stay where they are when something breaks."""

from __future__ import annotations

import os
import stat
import traceback

import pytest
import structlog
from sqlalchemy import text

from watch import store
from watch.errors import StoreError, UsageError
from watch.logs import configure, get_logger
from watch.store import server_url

PAIN = "one order in sixty leaves with an error"


@pytest.fixture
def logging():
    yield
    structlog.reset_defaults()


def test_error_of_the_database_quotes_no_value_of_a_row(database):
    """The log of the app has the traceback of what breaks, with everything it was caused by."""
    with pytest.raises(OverflowError) as caught, database.read() as connection:
        connection.execute(text("SELECT :pain, :number"), {"pain": PAIN, "number": 10**30})
    assert PAIN not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(StoreError) as refused, database.read() as connection:
        connection.execute(text("SELECT :pain FROM nothing"), {"pain": PAIN})
    assert PAIN not in "".join(traceback.format_exception(refused.value))


def test_error_of_a_server_quotes_no_value_of_a_row(postgres):
    opened = store.open_database(postgres.new_database())
    try:
        with pytest.raises(StoreError) as refused, opened.read() as connection:
            connection.execute(text("SELECT :pain FROM nothing"), {"pain": PAIN})
    finally:
        opened.close()
    assert PAIN not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    "url", ["postgresql://app:p@zzz@host/watch", "postgresql://app:p@zzz:5@host/watch"]
)
def test_password_that_breaks_its_address_is_not_told_as_a_host(url):
    with pytest.raises(UsageError) as refused:
        server_url.parsed(url)
    assert "zzz" not in f"{refused.value.message} {refused.value.hint}"


def test_password_written_as_an_address_wants_it_is_never_told():
    assert server_url.told(server_url.parsed("postgresql://app:p%40ss@host/watch")) == (
        "postgresql://app@host/watch"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_folder_of_the_database_is_its_owners_alone(tmp_path):
    """Whatever the umask: SQLite makes its files readable by everybody."""
    before = os.umask(0o022)
    try:
        store.open_database(tmp_path / "home" / "index" / "watch.db").close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "home" / "index").stat().st_mode) == 0o700


def test_what_a_server_said_moves_nothing_on_the_terminal_that_shows_the_log(capsys, logging):
    """A title set, a screen wiped, a line turned round: by one word without a blank."""
    configure("warning")
    get_logger("x").warning("queue.told", reason="\x1b]0;mine\x07\x1b[2J", name="a\u202eb")
    said = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert r"\x1b]0;mine\x07" in said
    assert r"a\u202eb" in said
