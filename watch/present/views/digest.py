"""Departures, recipients and mails → what the digest page says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from watch.model import Delivery, DeliveryState, Departure, Obstacle, Recipient
from watch.wording import (
    Translator,
    delivery_remedy,
    delivery_state,
    departure_phrase,
    one_line,
)

_NAME_LIMIT = 60
_REASON_LIMIT = 240
_TONES = {
    DeliveryState.SENT: "good",
    DeliveryState.UNKNOWN: "warn",
    DeliveryState.FAILED: "bad",
    DeliveryState.BOUNCED: "bad",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureView:
    """One list's digest: which, when it leaves or what holds it, and whether it waits for a yes."""

    reader: str
    title: str
    told: str
    approved: str
    waits: bool
    leaves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """Who receives which list how often, and what keeps mail from them."""

    address: str
    reader: str
    cadence: str
    state: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """One mail of the log; ``remedy`` says what a person must do, if anything.

    ``may_have_arrived`` tells that the mail server did not refuse it.
    """

    number: int
    recipient: str
    about: str
    when: str
    state: str
    tone: str
    reason: str
    remedy: str
    may_have_arrived: bool


def departure_view(
    departure: Departure, zone: tzinfo, translator: Translator, *, asks_approval: bool
) -> DepartureView:
    """Return how the page tells when a digest leaves."""
    week = translator.week(departure.week) if departure.week else ""
    named = _list_name(departure.reader, translator)
    by = one_line(departure.approved_by or "", _NAME_LIMIT)
    approved = ""
    if asks_approval and departure.approved_by is not None:
        approved = (
            translator.translate("Approved by {name}.", name=by)
            if by
            else translator.translate("Approved.")
        )
    return DepartureView(
        reader=departure.reader,
        title=" · ".join(part for part in (named, week) if part),
        told=departure_phrase(departure, zone, translator),
        approved=approved,
        waits=departure.obstacle is Obstacle.NOT_APPROVED,
        leaves=departure.obstacle is None,
    )


def recipient_row(recipient: Recipient, translator: Translator) -> RecipientRow:
    """Return how the page tells a recipient."""
    state, tone = translator.translate("Receives it"), "good"
    if recipient.bounced:
        state, tone = delivery_state(DeliveryState.BOUNCED, translator), "bad"
    if recipient.unsubscribed:
        state, tone = translator.translate("Unsubscribed"), "idle"
    monthly = recipient.cadence == "monthly"
    return RecipientRow(
        address=one_line(recipient.address, _NAME_LIMIT),
        reader=_list_name(recipient.reader, translator),
        cadence=translator.translate("every month")
        if monthly
        else translator.translate("every week"),
        state=state,
        tone=tone,
        note=one_line(recipient.bounced, _REASON_LIMIT),
    )


def mail_rows(
    rows: Sequence[Delivery], zone: tzinfo, translator: Translator
) -> tuple[MailRow, ...]:
    """Return the log as the page tells it."""
    return tuple(_mail_row(row, zone, translator) for row in rows)


def _mail_row(row: Delivery, zone: tzinfo, translator: Translator) -> MailRow:
    moment = row.sent_at or row.next_at or row.created_at
    week = translator.week_number(row.week)
    return MailRow(
        number=row.number,
        recipient=one_line(row.recipient, _NAME_LIMIT),
        about=" · ".join(part for part in (week, one_line(row.reader, _NAME_LIMIT)) if part),
        when=translator.moment(moment.astimezone(zone)),
        state=delivery_state(row.state, translator),
        tone=_TONES.get(row.state, "idle"),
        reason=one_line(row.reason, _REASON_LIMIT),
        remedy=delivery_remedy(row.state, translator),
        may_have_arrived=row.state is not DeliveryState.FAILED,
    )


def _list_name(reader: str, translator: Translator) -> str:
    return one_line(reader, _NAME_LIMIT) or translator.translate("Whole company")
