"""Mails and departures on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from watch.cli.screen import Screen
from watch.model import Delivery, DeliveryState, Departure
from watch.wording import Translator, delivery_remedy, delivery_state, departure_phrase

_NEEDING = frozenset({DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.BOUNCED})
_STYLES = {DeliveryState.SENT: "green", **dict.fromkeys(_NEEDING, "red")}
_WIDTHS = (-5, 8, 15, 40)


def needing(delivery: Delivery) -> bool:
    """Return whether a mail needs a person."""
    return delivery.state in _NEEDING


def shown_deliveries(
    screen: Screen, rows: Sequence[Delivery], translator: Translator, zone: tzinfo
) -> None:
    """Print one line for each mail, and below it what was said and what is to be done."""
    for row in rows:
        said = delivery_state(row.state, translator)
        cells = (
            (str(row.number), ""),
            (row.week, ""),
            (said, _STYLES.get(row.state, "")),
            (" · ".join(part for part in (row.recipient, row.reader) if part), ""),
        )
        screen.row(cells, _WIDTHS)
        moment = row.sent_at or row.next_at
        when = translator.moment(moment.astimezone(zone)) if moment else ""
        for text in (when, row.reason, delivery_remedy(row.state, translator)):
            if text:
                screen.paragraph(text, indent=7, style="dim")


def shown_departures(
    screen: Screen, departures: Sequence[Departure], translator: Translator, zone: tzinfo
) -> None:
    """Print for each list when its digest leaves, or what holds it."""
    for one in departures:
        named = " · ".join(part for part in (one.week or "", one.reader) if part)
        screen.paragraph(departure_phrase(one, zone, translator), label=named)
