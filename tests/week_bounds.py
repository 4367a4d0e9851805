"""When an ISO week begins and ends in a time zone, told by the standard library alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from watch.model import Week


def week_bounds(week: Week, timezone: str) -> tuple[datetime, datetime]:
    """Return the first moment of a week and the first one after it, aware UTC."""
    year, _, number = week.partition("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    days = (monday, monday + timedelta(weeks=1))
    start, end = (datetime.combine(d, time.min, ZoneInfo(timezone)).astimezone(UTC) for d in days)
    return start, end
