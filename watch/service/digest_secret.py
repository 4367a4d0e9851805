"""What the links of mails are signed with, and what makes them."""

from __future__ import annotations

import os

from watch import deliver, store
from watch.errors import UsageError
from watch.model import Edition
from watch.service.open_home import OpenHome

SECRET_VARIABLE = "TECHWATCH_SECRET"  # noqa: S105 - the name of the variable, not its value
_SECRET = "link_secret"  # noqa: S105 - likewise, in the database


def links_back(home: OpenHome, edition: Edition, recipient: str) -> deliver.LinksBack | None:
    """Return what makes the links of one mail; nothing where readers have no address to open.

    Args:
        recipient: Empty for a preview, whose links decide nothing.
    """
    if not home.settings.app.public_url:
        return None
    return deliver.LinksBack(
        public_url=home.settings.app.public_url,
        recipient=recipient,
        reader=edition.reader,
        week=edition.week,
        secret=secret(home) if recipient else "",
        now=home.clock.now(),
    )


def secret(home: OpenHome) -> str:
    """Return what links are signed with: the environment's, else one made once and kept.

    Raises:
        UsageError: If the environment's is too short to be safe.
    """
    if given := given_secret():
        return given
    with home.database().read() as connection:
        kept = store.meta.get(connection, _SECRET)
    return kept or _new_secret(home)


def given_secret() -> str:
    """Return the secret of the environment, empty where there is none.

    Raises:
        UsageError: If it is too short to be safe.
    """
    given = os.environ.get(SECRET_VARIABLE, "")
    if given and len(given) < deliver.MIN_SECRET:
        message = f"{SECRET_VARIABLE} has fewer than {deliver.MIN_SECRET} characters"
        raise UsageError(message, hint="give it a long random value, or leave it out")
    return given


def _new_secret(home: OpenHome) -> str:
    with home.database().write() as connection:
        kept = store.meta.get(connection, _SECRET)  # another process may have been first
        if not kept:
            kept = deliver.new_secret()
            store.meta.put(connection, _SECRET, kept)
        return kept
