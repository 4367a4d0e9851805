"""Stories of each week → which matters are new, growing, steady or fading. Pure.

A family is growing only if chance would hardly make it seem so: given all its stories, as many as
it had in the last weeks, or more, fall there less than once in 200 times if its share of what is
read stays the same. That is the exact test of a ratio of two Poisson rates, the stories read being
their exposure, so that weeks in which little is read do not look like a decline.

Source:
    Przyborowski & Wilenski 1940, "Homogeneity of results in testing samples from Poisson series".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import exp, lgamma, log

from watch.model import Phase, Solution, Trend, Trends

WEEKS = 12
"""A quarter: what a steering committee looks back on."""

RECENT = 4
"""A month, so that one loud week is not a trend."""

CHANCE = 0.005
"""Of 496 families that stay the same, some two then seem to grow and two to fade."""

ENOUGH = 5
"""Stories below which nothing is said: fewer cannot pass the test when all are new."""

_WEEK = timedelta(days=7)

_ORDER = (Phase.NEW, Phase.GROWING, Phase.STEADY, Phase.FADING, None)


def trends(
    stories: Iterable[tuple[datetime, str]], solutions: Mapping[str, Solution], now: datetime
) -> Trends:
    """Return what the stories of the last weeks were about.

    Args:
        stories: When each began, and the id of its family, empty if it has none.
        solutions: The families by id.
        now: Aware, in the time zone whose days name the weeks.
    """
    totals = [0] * WEEKS
    families: dict[str, list[int]] = {}
    areas: dict[str, list[int]] = {}
    for began_at, family in stories:
        week = _week(began_at, now)
        if week is None:
            continue
        totals[week] += 1
        if family:
            families.setdefault(family, [0] * WEEKS)[week] += 1
            areas.setdefault(solutions[family].area, [0] * WEEKS)[week] += 1
    return Trends(
        ends_on=tuple((now - _WEEK * (WEEKS - 1 - n)).date() for n in range(WEEKS)),
        stories=tuple(totals),
        placed=sum(map(sum, families.values())),
        recent_weeks=RECENT,
        families=_liveliest(families, totals, lambda name: solutions[name].area, solutions),
        areas=_liveliest(areas, totals, lambda name: name, {}),
    )


def phase(recent: int, before: int, read_recently: int, read_before: int) -> Phase | None:
    """Return whether a matter grows beyond chance.

    Args:
        recent: Its stories in the last weeks, of ``read_recently`` in all.
        before: Its stories in the weeks before, of ``read_before`` in all.
    """
    told, read = recent + before, read_recently + read_before
    if told < ENOUGH or not read_before or not read_recently:
        return None
    expected = read_recently / read
    if _at_least(recent, told, expected) < CHANCE:
        return Phase.GROWING if before else Phase.NEW
    return Phase.FADING if _at_least(before, told, 1 - expected) < CHANCE else Phase.STEADY


def _week(began_at: datetime, now: datetime) -> int | None:
    """Return which week a story began in; None before the first. The future is now."""
    age = max(now - began_at, timedelta())
    week = WEEKS - 1 - age // _WEEK
    return week if week >= 0 else None


def _liveliest(
    counted: Mapping[str, Sequence[int]],
    totals: Sequence[int],
    area_of: Callable[[str], str],
    solutions: Mapping[str, Solution],
) -> tuple[Trend, ...]:
    found = [
        _trend(name, counts, totals, area_of(name), solutions.get(name))
        for name, counts in counted.items()
    ]
    return tuple(sorted(found, key=lambda t: (_ORDER.index(t.phase), -sum(t.counts), t.subject)))


def _trend(
    name: str, counts: Sequence[int], totals: Sequence[int], area: str, solution: Solution | None
) -> Trend:
    recent, before = sum(counts[-RECENT:]), sum(counts[:-RECENT])
    read_recently, read_before = sum(totals[-RECENT:]), sum(totals[:-RECENT])
    comparable = before and read_recently
    return Trend(
        subject=name,
        area=area,
        names=solution.name if solution else {},
        counts=tuple(counts),
        recent=recent,
        before=before,
        ratio=(recent / read_recently) / (before / read_before) if comparable else None,
        phase=phase(recent, before, read_recently, read_before),
    )


def _at_least(successes: int, trials: int, chance: float) -> float:
    """Return the probability of so many successes or more, each of that chance in (0, 1)."""
    certain = lgamma(trials + 1)
    return sum(
        exp(
            certain
            - lgamma(k + 1)
            - lgamma(trials - k + 1)
            + k * log(chance)
            + (trials - k) * log(1 - chance)
        )
        for k in range(successes, trials + 1)
    )
