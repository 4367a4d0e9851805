"""What a person typed → the pain point they mean."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from watch.errors import UsageError

if TYPE_CHECKING:
    from watch.model import PainPoint
    from watch.service import Service

_IDS_SHOWN = 12
"""A hint longer than that is not read; companies state eight to twelve."""


def meant_pain(service: Service, written: str) -> PainPoint:
    """Return the pain point of that number, id or title; case and accents do not count.

    Raises:
        UsageError: If there is none.
    """
    from watch.text import fold

    pains = service.pains()
    known = {
        fold(name): pain
        for number, pain in enumerate(pains, start=1)
        for name in (pain.title, pain.id, str(number))
    }
    found = known.get(fold(written.strip()))
    if found is not None:
        return found
    near = get_close_matches(fold(written), known, n=1, cutoff=0.5)
    guess = f"did you mean `{known[near[0]].id}`? " if near else ""
    ids = ", ".join(pain.id for pain in pains[:_IDS_SHOWN])
    there = f"; there are {ids}{', …' if len(pains) > _IDS_SHOWN else ''}" if ids else ""
    message = f"no pain point is called `{written}`"
    raise UsageError(message, hint=f"{guess}`techwatch pains list` shows them{there}")
