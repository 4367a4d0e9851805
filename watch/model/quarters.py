"""The quarters of a year: what is reported to the board of a company."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_WRITTEN = re.compile(r"(\d{4})-[QT]([1-4])", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months; ``str`` gives ``2026-Q4``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, written: str) -> Self | None:
        """Return the quarter that ``2026-Q4`` stands for, or ``2026-T4``; nothing if it is none."""
        found = _WRITTEN.fullmatch(written.strip())
        year = int(found[1]) if found else 0
        return cls(year, int(found[2])) if found and year else None

    @property
    def first_on(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_on(self) -> date:
        """Its last day."""
        later = (self.year, self.number + 1) if self.number < 4 else (self.year + 1, 1)
        return date(later[0], 3 * later[1] - 2, 1) - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on
