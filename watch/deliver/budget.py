"""How much a digest says, and what is given up first where words run short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

MAX_WORDS = 600
"""Three minutes at 200 words a minute: what a COO gives a mail on a Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much a digest says.

    **Units**: limits in characters, counts in things shown; of ``quote_count`` and
    ``stake_count`` the best opportunities come first.

    Attributes:
        told_limit: Of the words that say what changed, or what a yearly value supposes.
        nearest: Whether a silence names its nearest miss.
        would_change: Whether an opportunity says what would lift it.
        deadline_words: Whether a deadline is quoted beside its day.
        weak_proof: Whether the weak signal has its quotation and its doubt.
        score_note: Whether the footer says what score and grade mean.
    """

    headline_limit: int = 120
    pain_limit: int = 110
    quote_limit: int = 220
    told_limit: int = 120
    why_count: int = 4
    quote_count: int = 10
    stake_count: int = 10
    silence_count: int = 4
    decided_count: int = 4
    update_count: int = 3
    change_count: int = 2
    deadline_count: int = 3
    search_count: int = 3
    found_count: int = 2
    nearest: bool = True
    would_change: bool = True
    deadline_words: bool = True
    weak_signal: bool = True
    weak_proof: bool = True
    score_note: bool = True


_CUTS: tuple[Mapping[str, Any], ...] = (
    {"would_change": False},
    {"found_count": 1},
    {"quote_limit": 180, "why_count": 3},
    {"nearest": False, "silence_count": 3},
    {"score_note": False},
    {"quote_limit": 150, "why_count": 2, "told_limit": 90},
    {"silence_count": 2, "weak_proof": False},
    {"quote_limit": 130, "stake_count": 3},
    {"quote_limit": 110, "headline_limit": 90, "pain_limit": 90},
    {"change_count": 1, "told_limit": 70},
    {"deadline_words": False, "silence_count": 1},
    {"quote_limit": 90, "pain_limit": 60},
    {"decided_count": 2},
    {"stake_count": 1, "why_count": 1},
    {"quote_count": 4},
    {"quote_count": 3},
    {"headline_limit": 70},
    {"decided_count": 0},
    {"search_count": 1},
    {"silence_count": 0},
    {"quote_count": 1},
    {"update_count": 2, "deadline_count": 2},
    {"update_count": 1, "deadline_count": 1},
    {"stake_count": 0, "quote_count": 0, "told_limit": 40},
    {"weak_signal": False, "search_count": 0},
    {"update_count": 0, "deadline_count": 0},
)
"""The least useful first: what a click shows goes before what only the mail says, length before
number, the tail of the list before its head, and a whole section last. Tried on the editions of
``tests/golden``: each step frees 5 to 60 words of a full week."""


def attempts(shown: int) -> Iterator[tuple[int, Detail]]:
    """Yield ever shorter ways to say it: so many opportunities, in such detail.

    Args:
        shown: Opportunities to show if there is room; fewer come last.
    """
    detail = Detail()
    yield shown, detail
    for cut in _CUTS:
        detail = replace(detail, **cut)
        yield shown, detail
    yield from ((count, detail) for count in range(shown - 1, 0, -1))
