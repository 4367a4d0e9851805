"""tdmrep.json and an address → permission. Runs in the parser child only.

With this file a publisher reserves text and data mining, as article 4 of
directive (EU) 2019/790 lets it; part of the French press says it nowhere else.

Source:
    TDM Reservation Protocol, W3C community group, final report of 10 May 2024.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from watch.collect.documents.feed import Document, NotRead, Permission
from watch.model import FailureKind

_MAX_RULES = 1_000  # each costs 20 µs; real files have fewer than ten


def judge(document: Document) -> Permission | NotRead:
    """Return whether a tdmrep.json leaves the document's address open; never raises.

    The first rule whose location matches decides. What is no such file reserves nothing.
    """
    try:
        return _judge(document.body, document.url)
    except (ValueError, RecursionError):
        return Permission()
    except Exception as problem:  # noqa: BLE001 - one odd file must not end the child
        reason = f"tdmrep.json cannot be read ({type(problem).__name__})"
        return NotRead(kind=FailureKind.UNREADABLE, reason=reason)


def _judge(body: bytes, url: str) -> Permission:
    found = json.loads(body.decode("utf-8-sig", "replace"))
    rules = found if isinstance(found, list) else []
    for rule in rules[:_MAX_RULES]:
        if isinstance(rule, Mapping) and _covers(rule.get("location"), url):
            return Permission(allowed=str(rule.get("tdm-reservation")) != "1")
    return Permission()


def _covers(location: object, url: str) -> bool:
    """Return whether a location matches; its patterns are those of robots.txt."""
    from protego import Protego

    if not isinstance(location, str) or not location.startswith(("/", "*")):
        return False
    pattern = "".join(location.splitlines())
    return not Protego.parse(f"user-agent: *\ndisallow: {pattern}").can_fetch(url, "*")
