"""Who may do what in the app."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from watch.settings import AppSettings


class Role(IntEnum):
    """What a signed-in person may do; each may also do what those before it may.

    On loopback nobody signs in, and whoever is there is an admin.
    """

    READER = 1
    EDITOR = 2
    ADMIN = 3


def role_of(address: str, app: AppSettings) -> Role | None:
    """Return the highest role that the settings give to a mail address; None if they give none.

    Args:
        address: As the sign-in service told it; upper and lower case are one.
    """
    named = ((Role.ADMIN, app.admins), (Role.EDITOR, app.editors), (Role.READER, app.readers))
    return next((role for role, people in named if _among(address, people)), None)


def asked_for_access(app: AppSettings) -> str:
    """Return the mail address of somebody who can let a person in; empty if only domains can."""
    return next((person for person in app.admins if not person.startswith("@")), "")


def _among(address: str, people: Sequence[str]) -> bool:
    name, at, domain = address.strip().casefold().rpartition("@")
    if not (name and at and domain):
        return False
    return bool({f"{name}@{domain}", f"@{domain}"} & set(people))
