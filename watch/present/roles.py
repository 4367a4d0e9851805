"""Who may do what in the app."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """What a signed-in person may do; each may also do what those before it may.

    On loopback nobody signs in, and whoever is there is an admin.
    """

    READER = 1
    EDITOR = 2
    ADMIN = 3
