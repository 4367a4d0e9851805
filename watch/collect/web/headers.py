"""What every request says: who asks, for what, and what he holds already.

Never a cookie, never a credential, never where the address was found.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

from watch.model import Validators

_FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8"
)
FEED = f"{_FEEDS}, */*;q=0.1"
"""What a source's address should answer."""

ANYTHING = f"text/html, application/xhtml+xml, {_FEEDS}, */*;q=0.5"
"""What any other address may answer."""


def conditions(known: Validators) -> dict[str, str]:
    """Return the headers that ask for what is new since a copy we hold."""
    found = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in found.items() if value and value.isascii()}


def user_agent(contact: str) -> str:
    """Return how we name ourselves to servers: honestly, with whom to complain to."""
    try:
        release = version("techwatch")
    except PackageNotFoundError:
        release = "dev"
    whom = re.sub(r"[^\x21-\x27\x2a-\x7e]", "", contact) or "feed reader"
    return f"techwatch/{release} (+{whom})" if contact else f"techwatch/{release} ({whom})"
