"""Published dates → aware UTC moments, feedparser first, dateparser as a fallback."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

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
    """Reads the dates feedparser could not, in French or English, for one feed.

    Only complete absolute dates are accepted: nothing here depends on today.
    """

    def __init__(self) -> None:
        self._known: dict[str, datetime | None] = {}

    def read(self, text: object) -> datetime | None:
        """Return the moment a raw date string names, or None."""
        if not isinstance(text, str) or not any(c.isdigit() for c in text[:_MAX_LENGTH]):
            return None
        wanted = " ".join(text.split())
        if len(wanted) > _MAX_LENGTH:
            return None
        if wanted not in self._known and len(self._known) < _MAX_LOOKUPS:
            self._known[wanted] = _read(wanted)
        return self._known.get(wanted)


def _read(text: str) -> datetime | None:
    import dateparser

    try:
        found = dateparser.parse(text, languages=["fr", "en"], settings=_SETTINGS)
        return found.astimezone(UTC) if found else None
    except Exception:  # noqa: BLE001 - dateparser raises a zoo of errors on odd text
        return None
