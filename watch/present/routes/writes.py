"""The writing half of the API: what the buttons of a card do, for programs."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.security import APIKeyHeader

from watch.model import Act, Card
from watch.present.routes.given import Home, Name, known_card
from watch.present.routes.orders import Assign, Decide, Remark, Undo, said
from watch.service import Service
from watch.wording import mark

_key = APIKeyHeader(name="X-API-Key", auto_error=False)
"""Only tells the description that a key is needed: the gate has looked at it before."""

router = APIRouter(prefix="/opportunities/{name}", dependencies=[Depends(_key)])


@router.post("/decide", summary=mark("Decide about an opportunity"))
def decide(name: Name, order: Decide, service: Home) -> Card:
    """Add a decision to the ledger; return the card as it is then."""
    return _recorded(service, name, Act.DECIDE, order)


@router.post("/assign", summary=mark("Say who answers for an opportunity"))
def assign(name: Name, order: Assign, service: Home) -> Card:
    """Add an assignment to the ledger; return the card as it is then."""
    return _recorded(service, name, Act.ASSIGN, order)


@router.post("/note", summary=mark("Add a note to an opportunity"))
def note(name: Name, order: Remark, service: Home) -> Card:
    """Add a note to the ledger; return the card as it is then."""
    return _recorded(service, name, Act.NOTE, order)


@router.post("/undo", summary=mark("Take a row of the ledger back"))
def undo(name: Name, order: Undo, service: Home) -> Card:
    """Add the row that undoes another; return the card as it is then."""
    card = known_card(service, name)
    fields = said(order)
    return service.reviews.undo(card.opportunity.id, order.number, by=fields["by"])


def _recorded(service: Service, name: str, act: Act, order: Decide | Assign | Remark) -> Card:
    card = known_card(service, name)
    return service.reviews.record(card.opportunity.id, act, **said(order))
