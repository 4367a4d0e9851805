"""Says sentences, numbers and days as a reader of one language expects them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from watch.wording.catalogue import Catalogue, catalogue

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_FIRST_OF_MONTH = re.compile(r"^1(?!\d)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


class Translator:
    """Speaks one of the languages served.

    Args:
        language: A language tag; only its first part counts ("fr-CA" is French)
            and every language but French is answered in English.
    """

    __slots__ = ("_locale", "_sentences", "language")

    language: str
    _locale: str
    _sentences: Catalogue

    def __init__(self, language: str) -> None:
        tag = language.replace("_", "-").partition("-")[0].strip().lower()
        self.language = tag if tag in _LOCALES else "en"
        self._locale = _LOCALES[self.language]
        self._sentences = catalogue(self.language)

    def translate(self, message: str, **values: object) -> str:
        """Return the message with its ``{named}`` places filled.

        Args:
            message: A literal English sentence, the id in the catalogue.
            values: Numbers among them are written as the language does; text goes in
                as it is, braces included.
        """
        return self._fill(self._sentences.find(message), values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence that agrees with ``n``, which fills ``{n}``.

        French counts 0 and 1 as one, English 1 only.
        """
        return self._fill(self._sentences.find_plural(one, many, n), {"n": n, **values})

    def day(self, when: date) -> str:
        """Return "12 mars 2026", "12 March 2026"; a moment gives its day in its own zone."""
        return self._date(when, "d MMMM y")

    def short_day(self, when: date) -> str:
        """Return "12 mars", "12 Mar": for a year that is plain from the context."""
        return self._date(when, "d MMM")

    def moment(self, when: datetime) -> str:
        """Return "12 mars 2026 à 18:00 UTC", in the zone the moment carries."""
        return self.translate(
            "{day} at {time} {zone}",
            day=self.day(when),
            time=f"{when:%H:%M}",
            zone=when.tzname() or "",
        ).rstrip()

    def number(self, value: float) -> str:
        """Return "1 234,5", "1,234.5"; at most three decimals."""
        return format_decimal(value, locale=self._locale)

    def money(self, amount: float, currency: str) -> str:
        """Return "240 000 €", "€240,000"; cents only where there are some."""
        pattern = "#,##0\u00a0¤" if self.language == "fr" else "¤#,##0"
        if not float(amount).is_integer():
            pattern = pattern.replace("#,##0", "#,##0.00")
        return format_currency(
            amount, currency, pattern, locale=self._locale, currency_digits=False
        )

    def percent(self, share: float) -> str:
        """Return "32 %", "32%" for 0.32; one decimal where it is needed."""
        pattern = "#,##0.#\u202f%" if self.language == "fr" else "#,##0.#%"
        return format_percent(share, pattern, locale=self._locale)

    def week_number(self, week: str) -> str:
        """Return "semaine 47", "week 47" for ``2026-W47``.

        Raises:
            ValueError: If this is not an ISO week.
        """
        return self.translate("week {number}", number=str(_monday(week).isocalendar().week))

    def week(self, week: str) -> str:
        """Return "semaine 47 (16–22 novembre 2026)" for ``2026-W47``.

        Raises:
            ValueError: If this is not an ISO week.
        """
        monday = _monday(week)
        sunday = monday + timedelta(days=6)
        if monday.month == sunday.month:
            days = f"{self._date(monday, 'd')}–{self.day(sunday)}"
        elif monday.year == sunday.year:
            days = f"{self._date(monday, 'd MMMM')} – {self.day(sunday)}"
        else:
            days = f"{self.day(monday)} – {self.day(sunday)}"
        return f"{self.week_number(week)} ({days})"

    def _date(self, when: date, pattern: str) -> str:
        written = format_date(when, pattern, locale=self._locale)
        return _FIRST_OF_MONTH.sub("1er", written) if self.language == "fr" else written

    def _fill(self, sentence: str, values: dict[str, object]) -> str:
        if not values:  # braces in it are its own
            return sentence
        return sentence.format(**{name: self._written(value) for name, value in values.items()})

    def _written(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return self.number(value) if math.isfinite(value) else str(value)


def _monday(week: str) -> date:
    found = _WEEK.fullmatch(week)
    if found is None:
        raise ValueError(f"not an ISO week: {week!r}")
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)
