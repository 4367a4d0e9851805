"""What a person typed → the pain point, the opportunity or the person they mean."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from watch.errors import UsageError

if TYPE_CHECKING:
    from watch.model import Card, Opportunity, OpportunityId, PainPoint
    from watch.service import Service

_WEAK_SIGNAL = "~"
"""Stands in the margin of the list where others have their number."""

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


def meant_card(service: Service, written: str) -> Card:
    """Return the card of that id, or beginning of it, or with that number in the newest list.

    Raises:
        UsageError: If there is none, or more than one.
    """
    name = written.strip()
    return service.reviews.card(_listed(service).get(name, name))


def numbered(opportunities: Sequence[Opportunity]) -> list[tuple[str, Opportunity]]:
    """Return what is listed with the numbers that the screen shows; the weak signal has a sign."""
    decidable = [item for item in opportunities if not item.weak_signal]
    weak = [item for item in opportunities if item.weak_signal]
    return [
        *((str(number), item) for number, item in enumerate(decidable, start=1)),
        *((_WEAK_SIGNAL, item) for item in weak),
    ]


def whoever(by: str) -> str:
    """Return who decides: the name that was given, else that of the login."""
    import getpass

    try:
        return by.strip() or getpass.getuser()
    except (KeyError, OSError):  # a container's user can have no name
        return ""


def _listed(service: Service) -> dict[str, OpportunityId]:
    edition = service.editions.edition()
    rows = numbered(edition.opportunities) if edition else []
    return {number: item.id for number, item in rows}
