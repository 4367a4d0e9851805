"""How often a matter is told, week by week, and whether that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from watch.model.topics import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How many stories a solution family, or an area, had each week.

    Attributes:
        subject: The id of a family, or an area.
        area: Of the family; an area's own name.
        names: Of a family, by language.
        counts: Stories of each week, oldest first.
        recent: Stories of the last weeks, which are compared with those ``before``.
        ratio: Its share of all stories in the last weeks by that before; None where it had
            nothing before.
        phase: None where there are too few stories, or no weeks to compare with.
    """

    subject: str
    area: str
    names: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[int, ...]
    recent: int
    before: int
    ratio: float | None
    phase: Phase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """What is told of solution families and areas over some weeks, the liveliest first.

    Attributes:
        ends_on: The last day of each week, oldest first; weeks are seven days, the last ends today.
        stories: All stories that began in each week, whatever they are about.
        placed: Those of them that are about a family.
        recent_weeks: How many of the weeks are compared with those before them.
    """

    ends_on: tuple[date, ...]
    stories: tuple[int, ...]
    placed: int
    recent_weeks: int
    families: tuple[Trend, ...]
    areas: tuple[Trend, ...]
