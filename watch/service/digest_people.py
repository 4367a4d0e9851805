"""To whom digests go, and in which language."""

from __future__ import annotations

from collections.abc import Sequence

from watch import store
from watch.deliver import outbox
from watch.model import DeliveryState, Recipient
from watch.service.open_home import OpenHome
from watch.settings import Reader
from watch.store import Connection


def readers(home: OpenHome) -> Sequence[Reader]:
    """Return everybody who has a list, the company first, each with the language it is told in."""
    return (Reader(name=""), *home.settings.review.readers)


def recipients(home: OpenHome, connection: Connection) -> list[Recipient]:
    """Return to whom digests go: those of the company's list, then readers with an address."""
    settings = home.settings
    stopped = set(store.deliveries.unsubscribed(connection))
    last = store.deliveries.last_by_recipient(connection)
    wanted = [(Reader(name=""), written) for written in settings.deliver.recipients]
    wanted += [(reader, reader.email) for reader in settings.review.readers if reader.email]
    found: dict[tuple[str, str], Recipient] = {}
    for reader, written in wanted:
        address = outbox.address_of(written)
        row = last.get(address)
        found[reader.name, address] = Recipient(
            address=address,
            reader=reader.name,
            language=language_of(home, reader.name),
            cadence=reader.cadence,
            unsubscribed=address.casefold() in stopped,
            bounced=row.reason if row and row.state is DeliveryState.BOUNCED else "",
        )
    return list(found.values())


def language_of(home: OpenHome, reader: str) -> str:
    """Return the language that a reader is written to in."""
    own = next((r.language for r in home.settings.review.readers if r.name == reader), "")
    return own or home.settings.language or home.company_if_stated().language
