"""The month that a week belongs to, as a reader of one language writes it."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from watch.model import Week
from watch.wording.translator import Translator


def month_of(week: Week, translator: Translator) -> str:
    """Return "novembre 2026", "November 2026" for ``2026-W47``: the month of its Thursday."""
    year, _, number = week.partition("-W")
    thursday = date.fromisocalendar(int(year), int(number), 4)
    return format_date(thursday, "MMMM y", locale=translator.language)
