"""Who is there: the person whom the sign-in service named, on a page or behind a request.

The one file that knows how Streamlit keeps a signed-in person: a cookie that it signs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from watch.present.feed_token import feed_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signed in; without an address that was verified, it is empty."""

    address: str
    name: str


def on_page() -> Person | None:
    """Return who looks at the page that is being drawn; None if nobody signed in."""
    return _person(st.user.to_dict())


def behind(cookies: Mapping[str, str]) -> Person | None:
    """Return who sent a request, by the cookie that Streamlit signed; None if nobody signed in."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, "").encode("latin-1", "replace"))

    kept = get_cookie_with_chunks(signed, AUTH_COOKIE_NAME)
    return _person(json.loads(kept)) if kept else None


def feed_of(person: Person) -> str:
    """Return the path of a person's own feed."""
    return feed_address(get_cookie_secret(), person.address)


def _person(claims: Mapping[str, Any]) -> Person | None:
    if not claims.get("is_logged_in"):
        return None
    address = str(claims.get("email") or "")
    if str(claims.get("email_verified", True)).casefold() == "false":
        address = ""
    return Person(address=address, name=str(claims.get("name") or address))
