"""The address that a text in a document means, as a browser would take it."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from watch.links import host_of, safe_link

_BREAKS = re.compile(r"[\t\r\n]+")


def joined(base: str, text: str) -> str:
    """Return the safe address of a text found in a document at ``base``, or an empty string.

    Source:
        WHATWG URL: line breaks inside vanish, blanks behind the host become ``%20``.
    """
    trimmed = _BREAKS.sub("", text.strip()).replace(" ", "%20")
    try:
        found = safe_link(urljoin(base, trimmed)) if trimmed else ""
    except ValueError:
        return ""
    return "" if "%" in host_of(found) else found
