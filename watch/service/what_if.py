"""The newest list beside the one that another profile of weights would give."""

from __future__ import annotations

from watch import store
from watch.errors import UsageError
from watch.model import WhatIf
from watch.pipeline import what_if
from watch.service.open_home import OpenHome


def compare_profiles(home: OpenHome, profile: str) -> WhatIf:
    """Return the newest list and what a profile would make of it.

    Raises:
        UsageError: If there is no such profile, or no list yet.
    """
    known = home.settings.rank.known_profiles
    if profile not in known:
        message = f"no profile is called `{profile}`"
        raise UsageError(message, hint=f"there are {', '.join(known)}")
    with home.database().read() as connection:
        edition = store.editions.latest(connection)
    if edition is None:
        message = "there is no list yet"
        raise UsageError(
            message, hint="run `techwatch run` first, or `techwatch demo` for an example"
        )
    return what_if(edition, profile, home.database(), home.views(), home.settings)
