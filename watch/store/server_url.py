"""The address of a PostgreSQL database as people write it, with one host or several."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from watch.errors import UsageError

_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""When a server that says nothing is given up, in seconds (the last in milliseconds). Without
them a query to a machine that lost its power waits for a quarter of an hour."""

_SEVERAL = re.compile(r"^(\w[\w+]*://)([^/?#]*@)?([^/?#@]*,[^/?#@]*)([/?].*)?$")


def parsed(url: str) -> URL:
    """Return the address, several hosts as SQLAlchemy wants them.

    libpq tries the hosts in their order: ``postgresql://app@one,two/watch?target_session_attrs=
    read-write`` finds whichever of two is the primary.

    Raises:
        UsageError: If it is not an address of PostgreSQL.
    """
    try:
        address = make_url(_hosts_in_query(url))
    except (ArgumentError, ValueError) as error:
        raise _not_ours("what was given") from error
    if address.get_backend_name() not in {"postgresql", "postgres"}:
        raise _not_ours(f"{address.get_backend_name()}:")
    if "@" in (address.host or ""):  # the rest of the password: it would be told with the host
        message = "the password of DATABASE_URL holds a sign that ends it there"
        raise UsageError(message, hint="write @ in it as %40, / as %2F and : as %3A")
    return address.set(drivername="postgresql+psycopg")


def told(address: URL) -> str:
    """Return an address as people write it, without its password and its options."""
    found = address.query.get("host") or address.host or ""
    hosts = found if isinstance(found, str) else ",".join(found)
    port = f":{address.port}" if address.port else ""
    person = f"{address.username}@" if address.username else ""
    if hosts.startswith("/"):
        return f"postgresql://{person}/{address.database}?host={hosts}"
    return f"postgresql://{person}{hosts}{port}/{address.database or ''}"


def patience(address: URL) -> dict[str, int]:
    """Return when a server is given up that says nothing, but for what its address says."""
    return {key: value for key, value in _PATIENCE.items() if key not in address.query}


def _hosts_in_query(url: str) -> str:
    found = _SEVERAL.match(url)
    if found is None:
        return url
    scheme, person, hosts, rest = (part or "" for part in found.groups())
    path, _, query = rest.partition("?")
    each = [f"host={host}" for host in hosts.split(",")]
    return f"{scheme}{person}{path or '/'}?{'&'.join([*each, *filter(None, [query])])}"


def _not_ours(told: str) -> UsageError:
    message = f"{told} is not a PostgreSQL address"
    return UsageError(message, hint="write DATABASE_URL=postgresql://user@host/name")
