"""``techwatch ledger``: everything that was ever decided, by whom, from which list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watch.cli.session import Session

if TYPE_CHECKING:
    from watch.model import Card, Decision, OpportunityId
    from watch.service import Service


def ledger(session: Session) -> None:
    """Show every row of the ledger, oldest first; one that was undone stays, and says so."""
    from watch.cli.show.ledger import row_object, shown_ledger

    with session.service() as service:
        rows = service.reviews.ledger()
        cards = _cards(service, rows)
        translator, currency = session.translator(service), service.company().currency
        if session.screen.json:
            listed = [row_object(row, cards, translator, currency) for row in rows]
            session.screen.answer({"rows": listed})
            return
        zone = session.zone(service)
        shown_ledger(session.screen, rows, cards, translator, zone=zone, currency=currency)


def _cards(service: Service, rows: list[Decision]) -> dict[OpportunityId, Card]:
    """Return the cards that rows are about, those merged into another included."""
    found = {card.opportunity.id: card for card in service.reviews.cards()}
    for name in {row.opportunity_id for row in rows} - found.keys():
        found[name] = service.reviews.card(name)
    return found
