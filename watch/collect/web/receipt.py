"""What became of a message that was sent to somebody's address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Taken(StrEnum):
    """Whether the other side has a message."""

    YES = "yes"
    LATER = "later"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message; the reason is fit for a person and names no address."""

    taken: Taken
    reason: str = ""
