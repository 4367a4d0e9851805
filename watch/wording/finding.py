"""Where no feed was found: what stopped the search, and what a person can do."""

from __future__ import annotations

from collections.abc import Mapping

from watch.model import FailureKind
from watch.wording.catalogue import mark

_NONE = (
    mark("No feed was found"),
    mark("Try the address of its news or blog page, or look for RSS at the foot of the page."),
)

_OPEN = mark("Open the address in a browser; if it answers there, try again in some minutes.")

_CLOSED = (
    mark("This site does not let programs read it"),
    mark("Look for its official feed, or ask the publisher for access."),
)

_STOPPED: Mapping[FailureKind, tuple[str, str]] = {
    FailureKind.NO_ADDRESS: (
        mark("This is not the address of a site"),
        mark("Copy the whole address from the browser; it begins with https://."),
    ),
    FailureKind.REFUSED: (
        mark("This address is refused for safety"),
        mark(
            "It is not one of the public web. If the server is your own, "
            "name it under `collect.allow_hosts` in watch.yaml."
        ),
    ),
    FailureKind.NO_HOST: (
        mark("No site is known under this name"),
        mark(
            "See whether the address is spelled right and this machine is on the internet; "
            "a network with a proxy needs `collect.proxy` in watch.yaml."
        ),
    ),
    FailureKind.UNREACHABLE: (
        mark("No connection to this site can be made"),
        mark(
            "See whether this machine is on the internet and the site opens in a browser; "
            "a network with a proxy needs `collect.proxy` in watch.yaml."
        ),
    ),
    FailureKind.TIMEOUT: (mark("This site did not answer in time"), _OPEN),
    FailureKind.MISSING: (
        mark("This site has no page at this address"),
        mark("Open the home page of the site in a browser, and copy its address from there."),
    ),
    FailureKind.FORBIDDEN: _CLOSED,
    FailureKind.BOT_WALL: _CLOSED,
    FailureKind.BUSY: (mark("This site asks to wait"), mark("Try again in some minutes.")),
    FailureKind.HTTP: (mark("This site answered with an error"), _OPEN),
}


def no_feed(kind: FailureKind | None) -> tuple[str, str]:
    """Return what happened and what to do, to be translated.

    Args:
        kind: What failed; nothing where a page was read that has no feed.
    """
    return _NONE if kind is None else _STOPPED.get(kind, _NONE)
