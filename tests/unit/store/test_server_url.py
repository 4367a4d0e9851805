"""Addresses of PostgreSQL as people write them."""

from __future__ import annotations

import pytest

from watch.errors import UsageError
from watch.store.server_url import parsed, patience, told


def connecting(url):
    """Return what the driver is told of an address."""
    address = parsed(url)
    arguments = address.get_dialect()().create_connect_args(address)[1]
    return {str(key): str(value) for key, value in arguments.items()}


def test_several_hosts_reach_the_driver_in_their_order():
    url = "postgresql://app:p%40ss@one:5433,two:5434/watch?target_session_attrs=read-write"
    found = connecting(url)
    assert (found["host"], found["port"]) == ("one,two", "5433,5434")
    assert (found["user"], found["password"], found["dbname"]) == ("app", "p@ss", "watch")
    assert found["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://app:secret@one:5433,two/watch?sslmode=require", "app@one:5433,two/watch"),
        ("postgresql://app:secret@db.example:5433/watch", "app@db.example:5433/watch"),
        ("postgres://db.example/watch", "db.example/watch"),
        ("postgresql://app@/watch?host=/run/postgresql", "app@/watch?host=/run/postgresql"),
    ],
)
def test_address_is_told_without_its_password_and_options(url, name):
    assert told(parsed(url)) == f"postgresql://{name}"


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@h/d", "nonsense", "postgresql://u:secret@h:port/d", ""]
)
def test_other_addresses_are_refused_without_telling_a_password(url):
    with pytest.raises(UsageError, match="not a PostgreSQL address") as caught:
        parsed(url)
    assert "secret" not in caught.value.message


def test_silence_is_waited_for_as_long_as_the_address_says():
    assert patience(parsed("postgresql://h/d"))["connect_timeout"] == 5
    assert "connect_timeout" not in patience(parsed("postgresql://h/d?connect_timeout=60"))
