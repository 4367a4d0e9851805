"""Where the present moment comes from: injected, so that time can be tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until a test moves it."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment the test chose."""
        return self.moment


def iso_week(moment: datetime, timezone: str) -> str:
    """Return the ISO week of a moment in a time zone, as ``2026-W47``.

    Source:
        ISO 8601: the week belongs to the year that holds its Thursday.
    """
    year, week, _ = moment.astimezone(ZoneInfo(timezone)).isocalendar()
    return f"{year}-W{week:02d}"
