"""What the endpoints of the API are given: the home, and the parts of an address, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, HTTPException, Path, Query, Request
from starlette.responses import Response

from watch.errors import UsageError
from watch.model import Card, CardLine, Status
from watch.service import Service

_MAX_PAGE = 100
"""Items: a page of sources with all that is known of each stays below 100 KB."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which part of a list is asked for."""

    request: Request
    answer: Response
    limit: int
    offset: int

    def of(self, items: Sequence[_Item]) -> list[_Item]:
        """Return the part; the headers tell how many there are, and where the next part is.

        Source:
            RFC 8288, relation "next".
        """
        end = self.offset + self.limit
        self.answer.headers["x-total-count"] = str(len(items))
        if end < len(items):
            following = self.request.url.include_query_params(limit=self.limit, offset=end)
            self.answer.headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
        return list(items[self.offset : end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which opportunities are asked for; an empty field asks for all."""

    statuses: Sequence[Status] = ()
    pain: str = ""
    owner: str = ""

    def fits(self, line: CardLine) -> bool:
        """Return whether an opportunity is asked for."""
        return (
            (not self.statuses or line.standing.status in self.statuses)
            and self.pain in {"", line.head.pain_id}
            and self.owner.casefold() in {"", line.standing.owner.casefold()}
        )


def unkept(answer: Response) -> None:
    """Let no cache keep an answer: it is confidential."""
    answer.headers["cache-control"] = "no-store"


def _service(request: Request) -> Service:
    opened: Service = request.app.state.door.opened()
    return opened


def _paging(
    request: Request,
    answer: Response,
    limit: Annotated[int, Query(ge=1, le=_MAX_PAGE, description="How many at most")] = 50,
    offset: Annotated[int, Query(ge=0, description="How many to skip")] = 0,
) -> Paging:
    return Paging(request=request, answer=answer, limit=limit, offset=offset)


def _wanted(
    status: Annotated[tuple[Status, ...], Query()] = (),
    pain: Annotated[str, Query(max_length=200, description="The id of a pain point")] = "",
    owner: Annotated[str, Query(max_length=80, description="Who answers for it")] = "",
) -> Wanted:
    return Wanted(statuses=status, pain=pain, owner=owner)


Home = Annotated[Service, Depends(_service)]
Part = Annotated[Paging, Depends(_paging)]
Filters = Annotated[Wanted, Depends(_wanted)]
Name = Annotated[str, Path(max_length=40, description="The id of an opportunity, or its beginning")]
Reader = Annotated[str, Query(max_length=80, description="Whose list; empty for the company's")]


def known_card(service: Service, name: str) -> Card:
    """Return a card.

    Raises:
        HTTPException: 404, if no opportunity, or more than one, begins so.
    """
    try:
        return service.reviews.card(name)
    except UsageError as error:
        raise HTTPException(404, error.message) from error
