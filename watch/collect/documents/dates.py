"""Published dates → aware UTC moments, feedparser first, dateparser as a fallback.

feedparser is believed only for the shapes that it reads whole. Of any other text that
begins with a year it reads the year and adds the month of today: "2025/02/12" would be
the first of this month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_MAX_LENGTH = 80  # the longest real date seen has 45 characters
_MAX_LOOKUPS = 200  # dateparser takes 1-5 ms a string; a feed of 2,000 must not fill 10 s
_SETTINGS = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
}
_WHOLE = re.compile(
    r"\d{4}-\d\d?(?:\D|$)"  # 2025-02-12T08:30Z, 2025-02
    r"|\d{8}(?:T|$)"  # 20250212
    r"|(?!\d{4}).*[^\W\d_]{3}"  # Wed, 12 Feb 2025 08:30:00 GMT: a month has three letters or more
)
_ZEROS = re.compile(r"-0001|0000[-/]00")  # no date, as WordPress and MySQL write it
_OFFSET = re.compile(r":\d\d[\d.]* ?(?:GMT|UTC)?([+-])(\d\d):?(\d\d)$")
_LONGEST_OFFSET = timedelta(hours=14)  # Kiribati
_ZONES_H = {  # names which feedparser takes for UTC
    "BST": 1,
    "CEST": 2,
    "CET": 1,
    "EEST": 3,
    "EET": 2,
    "JST": 9,
    "WEST": 1,
}
_REWRITTEN = (  # what keeps dateparser from a date, and what it understands instead
    (re.compile(r"^(\d{4})[/.](\d\d?)[/.](\d\d?)"), r"\1-\2-\3"),
    (re.compile(r"\b(\d\d?) ?h ?(\d\d)\b", re.IGNORECASE), r"\1:\2"),
    (re.compile(r"\b(\d\d?) ?h\b", re.IGNORECASE), r"\1:00"),
    (re.compile(r"([+-])(\d):(\d\d)$"), r"\g<1>0\2:\3"),
)


def from_struct(parsed: object) -> datetime | None:
    """Return the moment of a UTC ``time.struct_time``, or None where there is none."""
    if not isinstance(parsed, Sequence) or len(parsed) < 6:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


class DateReader:
    """Reads the dates of one feed, in French or English.

    Only absolute dates are accepted, complete but for the day: nothing here depends on today.
    """

    def __init__(self) -> None:
        self._known: dict[str, datetime | None] = {}

    def read(self, text: object, parsed: object = None) -> datetime | None:
        """Return the moment a raw date string names, or None.

        Args:
            text: As the feed has it; without an offset it counts as UTC.
            parsed: The ``time.struct_time`` that feedparser made of it.
        """
        if not isinstance(text, str) or not any(c.isdigit() for c in text[:_MAX_LENGTH]):
            return None
        wanted = " ".join(text.split())
        if len(wanted) > _MAX_LENGTH or _ZEROS.search(wanted):
            return None
        if parsed and _WHOLE.match(wanted):
            return _in_believable_zone(from_struct(parsed), wanted)
        return _iso(wanted) or self._looked_up(wanted)

    def _looked_up(self, text: str) -> datetime | None:
        if text not in self._known and len(self._known) < _MAX_LOOKUPS:
            self._known[text] = _read(text)
        return self._known.get(text)


def _in_believable_zone(moment: datetime | None, text: str) -> datetime | None:
    """Return a moment corrected for an offset no place has, or a zone feedparser ignores."""
    if moment is None:
        return None
    try:
        return moment + _misread(text)
    except OverflowError:
        return None


def _misread(text: str) -> timedelta:
    if found := _OFFSET.search(text):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return (offset if found[1] == "+" else -offset) if offset > _LONGEST_OFFSET else timedelta()
    return timedelta(hours=-_ZONES_H.get(text.rpartition(" ")[2].upper(), 0))


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> datetime | None:
    """Return what dateparser makes of a text, else of what follows the words before it."""
    plain = text
    for pattern, replacement in _REWRITTEN:
        plain = pattern.sub(replacement, plain)
    words = re.match(r"\D+", plain)
    return _parsed(plain) or (_parsed(plain[words.end() :]) if words else None)


def _parsed(text: str) -> datetime | None:
    import dateparser

    try:
        found = dateparser.parse(text, languages=["fr", "en"], settings=_SETTINGS)
        return found.astimezone(UTC) if found else None
    except Exception:  # noqa: BLE001 - dateparser raises a zoo of errors on odd text
        return None
