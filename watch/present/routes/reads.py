"""The reading half of the API: what the app's pages show, as data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query

from watch.model import (
    LANGUAGES,
    Card,
    CardLine,
    Edition,
    Hit,
    PainPoint,
    SearchFilter,
    SourceStanding,
    Week,
)
from watch.present.routes.given import Filters, Home, Name, Part, Reader, known_card
from watch.wording import mark

router = APIRouter()

WeekName = Annotated[
    str, Path(pattern=r"^(latest|\d{4}-W\d{2})$", description="As 2026-W47, or latest")
]


@router.get("/editions", summary=mark("The weeks that have an edition, newest first"))
def editions(part: Part, service: Home, reader: Reader = "") -> list[str]:
    """Return ISO weeks."""
    return [str(week) for week in part.of(service.editions.weeks(reader))]


@router.get("/editions/{week}", summary=mark("One edition, whole"))
def edition(week: WeekName, service: Home, reader: Reader = "") -> Edition:
    """Return the edition of a week, or the one to review."""
    asked = None if week == "latest" else Week(week)
    found = service.editions.edition(asked, reader)
    if found is None:
        raise HTTPException(404, f"there is no edition of {week}")
    return found


@router.get("/opportunities", summary=mark("The opportunities, a line each, best score first"))
def opportunities(part: Part, wanted: Filters, service: Home) -> list[CardLine]:
    """Return those that fit every filter."""
    return part.of([line for line in service.board.lines() if wanted.fits(line)])


@router.get("/opportunities/{name}", summary=mark("One opportunity, its evidence and history"))
def opportunity(name: Name, service: Home) -> Card:
    """Return a card."""
    return known_card(service, name)


@router.get("/search", summary=mark("The stories nearest to a topic"))
def search(
    q: Annotated[str, Query(min_length=1, max_length=300, description="A topic, in any words")],
    service: Home,
    language: Annotated[str, Query(pattern=f"^({'|'.join(LANGUAGES)})?$")] = "",
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> list[Hit]:
    """Return hits, best first; the first search after a start waits for the models."""
    return service.search(q, SearchFilter(language=language), limit=limit)


@router.get("/pains", summary=mark("The pain points as stated"))
def pains(service: Home) -> list[PainPoint]:
    """Return them in the order of the file."""
    return service.pains()


@router.get("/sources", summary=mark("The sources and how each is doing"))
def sources(part: Part, service: Home) -> list[SourceStanding]:
    """Return them in the order of the file."""
    return part.of(service.sources.standings())
