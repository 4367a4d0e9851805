"""What each state and failure of a source is called at length, and what a person can do.

A cause says what is; a remedy is an order, empty where nothing can be better. What
stands between backquotes is to be typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from watch.model import FailureKind, SourceState
from watch.wording.catalogue import mark

FAILED = mark("The last poll failed.")

CAUSES: Mapping[FailureKind, str] = {
    FailureKind.NO_ADDRESS: mark("What is written as its address is not one."),
    FailureKind.REFUSED: mark(
        "Its address is not one of the public web: it is refused for safety."
    ),
    FailureKind.NO_HOST: mark(
        "Its server is not known: its name is wrong, or this machine is not on the internet."
    ),
    FailureKind.UNREACHABLE: mark("No connection to its server can be made."),
    FailureKind.TIMEOUT: mark("Its server did not answer in time."),
    FailureKind.MISSING: mark("Its site has no page at this address."),
    FailureKind.FORBIDDEN: mark("Its site refuses access to this address."),
    FailureKind.BUSY: mark("Its server asks to wait."),
    FailureKind.HTTP: mark("Its server answered with an error."),
    FailureKind.GONE: mark(
        "Its server says that the feed was withdrawn; it is asked again to be sure."
    ),
    FailureKind.TOO_LARGE: mark("Its feed is too large to be read."),
    FailureKind.ENCODING: mark("Its answer is compressed in a way that cannot be read."),
    FailureKind.WEB_PAGE: mark("Its address leads to a web page, not to a feed."),
    FailureKind.BOT_WALL: mark("Its site turns robots away."),
    FailureKind.NOT_A_FEED: mark("Its address leads to a document that is not a feed."),
    FailureKind.UNREADABLE: mark("Its feed is damaged and cannot be read."),
}

LOOK = mark("Open its address in a browser; if it does not open, correct it in sources.yaml.")

_SEARCH = mark(
    "Give the home page of its site to the page Sources, “Add”, which looks for the feed "
    "(in a terminal: `techwatch sources add`); then switch the old address off."
)

_OPEN = mark(
    "Open its address in a browser. If it opens there, your network may need a proxy "
    "(`collect.proxy` in watch.yaml); else correct the address in sources.yaml."
)

REMEDIES: Mapping[FailureKind, str] = {
    FailureKind.NO_ADDRESS: LOOK,
    FailureKind.REFUSED: mark(
        "If the server is yours, name it under `collect.allow_hosts` in watch.yaml; "
        "else correct the address in sources.yaml."
    ),
    FailureKind.NO_HOST: _OPEN,
    FailureKind.UNREACHABLE: _OPEN,
    FailureKind.TIMEOUT: mark(
        "Open its address in a browser. If nothing comes there either, "
        "switch it off on its page or in sources.yaml."
    ),
    FailureKind.MISSING: _SEARCH,
    FailureKind.FORBIDDEN: mark(
        "Look for a feed that the site opens to everybody, or ask its publisher for access; "
        "else switch it off on its page or in sources.yaml."
    ),
    FailureKind.BUSY: mark(
        "Ask less often: raise `collect.poll_interval_h` in watch.yaml, "
        "or read fewer feeds of this site."
    ),
    FailureKind.HTTP: mark(
        "Open its address in a browser. If there is an error there too, tell the publisher, "
        "or switch it off on its page or in sources.yaml."
    ),
    FailureKind.GONE: _SEARCH,
    FailureKind.TOO_LARGE: mark(
        "Look for a smaller feed of this site, of one section for instance, "
        "and put its address into sources.yaml."
    ),
    FailureKind.ENCODING: mark(
        "Tell the publisher that feeds are read plain or compressed with gzip, "
        "or look for another feed of this site."
    ),
    FailureKind.WEB_PAGE: mark(
        "Give its address to the page Sources, “Add”, which looks for the feed "
        "(in a terminal: `techwatch sources add`); then switch the page off."
    ),
    FailureKind.BOT_WALL: mark(
        "Look for its official feed, or ask the publisher for access; "
        "techwatch does not get round such checks."
    ),
    FailureKind.NOT_A_FEED: _SEARCH,
    FailureKind.UNREADABLE: mark(
        "Tell the publisher that the feed is damaged, or look for another feed of this site."
    ),
}

STATES: Mapping[SourceState, tuple[str, str]] = {
    SourceState.NEVER: (
        mark("It has not been polled yet."),
        mark("It is polled by the next run (page Settings, or `techwatch run`)."),
    ),
    SourceState.OK: (mark("It answers, and its articles are read."), ""),
    SourceState.UNCHANGED: (mark("It answers, without anything new since the poll before."), ""),
    SourceState.EMPTY: (
        mark("Its feed is in order but holds no article."),
        mark(
            "Nothing to do if little is published there; else give the home page of its site "
            "to the page Sources, “Add”, which looks for another feed "
            "(in a terminal: `techwatch sources add`)."
        ),
    ),
    SourceState.UNDATED: (
        mark("Its articles bear no date: each counts from the day on which it was first read."),
        mark("Nothing to do; another feed of this site may have dates."),
    ),
    SourceState.STALE: (
        mark("Nothing new has come for a long time."),
        mark(
            "See on its site whether the feed has a new address; if nothing is published "
            "any more, switch it off on its page or in sources.yaml."
        ),
    ),
    SourceState.GONE: (
        mark("Its publisher has withdrawn the feed; it is not polled any more."),
        _SEARCH,
    ),
    SourceState.OFF: (
        mark("It is switched off, alone or with its pack."),
        mark("To read it, switch it on on its page, or its pack (page Sources, “Packs”)."),
    ),
}
