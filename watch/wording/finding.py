"""Where no feed was found: what stopped the search, and what a person can do."""

from __future__ import annotations

from collections.abc import Mapping

from watch.model import FailureKind
from watch.wording.catalogue import mark

_NONE = (
    mark("No feed was found"),
    mark("Try the address of its news or blog page, or look for RSS at the foot of the page."),
)

_STOPPED: Mapping[FailureKind, tuple[str, str]] = {
    FailureKind.REFUSED: (
        mark("This address cannot be read"),
        mark(
            "Copy the whole address from the browser. If the server is your own, "
            "name it under `collect.allow_hosts` in watch.yaml."
        ),
    ),
    FailureKind.UNREACHABLE: (
        mark("This site cannot be reached"),
        mark(
            "See whether the address is spelled right and this machine is on the internet; "
            "a network with a proxy needs `collect.proxy` in watch.yaml."
        ),
    ),
    FailureKind.TIMEOUT: (
        mark("This site did not answer in time"),
        mark("Open the address in a browser; if it answers there, try again in some minutes."),
    ),
}


def no_feed(kind: FailureKind | None) -> tuple[str, str]:
    """Return what happened and what to do, to be translated.

    Args:
        kind: What failed; nothing where a page was read that has no feed.
    """
    return _NONE if kind is None else _STOPPED.get(kind, _NONE)
