"""What a person typed → the pain point, the opportunity or the person they mean."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from watch.errors import UsageError

if TYPE_CHECKING:
    from watch.model import Card, Opportunity, OpportunityId, PainPoint
    from watch.service import Service

_TYPED = 8
"""Characters of an id that are typed: of 5,000 cards no two share them, but in one home in 300."""

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
    raise _no_pain(written, pains, known[near[0]].id if near else "")


def meant_card(service: Service, written: str) -> Card:
    """Return the card of that id, or beginning of it, or with that number in the newest list.

    Raises:
        UsageError: If there is none, or more than one.
    """
    name = written.strip()
    return service.reviews.card(_listed(service).get(name, name))


def numbered(opportunities: Sequence[Opportunity]) -> list[tuple[int, Opportunity]]:
    """Return what is listed with its number on the screen; the weak signal is the last."""
    ordered = sorted(opportunities, key=lambda item: item.weak_signal)
    return list(enumerate(ordered, start=1))


def short_id(name: OpportunityId) -> str:
    """Return the beginning of an id, long enough to mean one opportunity."""
    return name[:_TYPED]


def whoever(by: str) -> str:
    """Return who decides: the name that was given, else that of the login."""
    import getpass

    try:
        return by.strip() or getpass.getuser()
    except (KeyError, OSError):  # a container's user can have no name
        return ""


def _no_pain(written: str, pains: Sequence[PainPoint], near: str) -> UsageError:
    from watch.wording import mark

    ids = ", ".join(pain.id for pain in pains[:_IDS_SHOWN])
    values = {
        "name": written,
        "near": near,
        "ids": f"{ids}, …" if len(pains) > _IDS_SHOWN else ids,
    }
    if near:
        hint = mark("did you mean `{near}`? `techwatch pains list` shows them; there are {ids}")
    elif ids:
        hint = mark("`techwatch pains list` shows them; there are {ids}")
    else:
        hint = mark("`techwatch pains list` shows them")
    return UsageError(mark("no pain point is called `{name}`"), hint=hint, values=values)


def _listed(service: Service) -> dict[str, OpportunityId]:
    edition = service.editions.edition()
    rows = numbered(edition.opportunities) if edition else []
    return {str(number): item.id for number, item in rows}
