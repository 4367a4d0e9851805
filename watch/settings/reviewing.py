"""Who has a list, when it is closed, and whether decisions teach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody with a list of their own over the same crawl.

    Attributes:
        pains: Ids of the pain points that the list is about; empty means all.
        language: Of the list and the mail; empty means the company's.
        cadence: "weekly" or "monthly": a monthly reader's edition gathers the whole month.
    """

    name: str
    role: str = ""
    pains: tuple[str, ...] = ()
    language: str = ""
    cadence: str = "weekly"
    email: str = ""


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Names of the days in the order of the ISO week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """When the list of a week is closed, and how far decisions may teach.

    Attributes:
        freeze_day: English name of a day; the first run after ``freeze_time`` closes the list.
        freeze_time: Clock time in the company's time zone, as "18:00".
        learning: Whether decisions change the ranking.
    """

    freeze_day: str = "friday"
    freeze_time: str = "18:00"
    learning: bool = True
    readers: tuple[Reader, ...] = ()
