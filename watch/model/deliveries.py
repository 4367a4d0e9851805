"""What leaves the house: each digest to each recipient, how it fared, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch.model.names import OpportunityId, Week
from watch.model.reviews import Status


class DeliveryState(StrEnum):
    """How far one mail to one recipient has come.

    ``SENDING`` is written before the mail server is called; whoever finds it without a sender
    at work knows that one died there: the mail may have left or not, which is ``UNKNOWN``.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


WEBHOOK_MARK = "webhook:"
"""Begins the recipient of what goes to a room or a program; no mail address begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One digest to one recipient: there is one row for each week, reader and recipient.

    Attributes:
        reader: Whose list; empty for the company's.
        message_id: Made from week, reader and recipient; a second try has the same.
        attempt_count: How often the mail server was called.
        created_at: When it was queued, or queued again by a person.
        next_at: When it is tried next, while it is queued.
        reason: What the mail server said, or a person's remark.
    """

    number: int = 0
    week: Week
    reader: str
    recipient: str
    state: DeliveryState = DeliveryState.QUEUED
    message_id: str
    attempt_count: int = 0
    created_at: datetime
    next_at: datetime | None = None
    sent_at: datetime | None = None
    reason: str = ""

    @property
    def is_mail(self) -> bool:
        """Whether it goes by mail, and not to a webhook."""
        return not self.recipient.startswith(WEBHOOK_MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody to whom a digest goes, and what keeps it from going there.

    Attributes:
        reader: Whose list; empty for the company's.
        cadence: "weekly" or "monthly".
        unsubscribed: Whether they asked for no more mail.
        bounced: What a person noted when mail came back from there; empty while it arrives.
    """

    address: str
    reader: str
    language: str
    cadence: str = "weekly"
    unsubscribed: bool = False
    bounced: str = ""

    @property
    def reachable(self) -> bool:
        """Whether mail goes there."""
        return not (self.unsubscribed or self.bounced)


class Obstacle(StrEnum):
    """Why the digest of a list does not leave now."""

    OFF = "sending is off"
    NO_SERVER = "no mail server"
    UNPROTECTED = "password without encryption"
    NO_RECIPIENT = "no recipient"
    NOT_FROZEN = "not frozen"
    EMPTY = "nothing to say"
    NOT_YET = "not yet"
    NOT_APPROVED = "not approved"
    TOO_LATE = "too late"
    DONE = "all done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """When the newest digest of a list leaves, to whom, and what holds it.

    Attributes:
        week: Of the newest frozen edition; None before the first.
        send_at: When it is due.
        approved_by: Who approved it; None while nobody has.
        obstacle: None when it leaves at the next occasion.
    """

    reader: str
    week: Week | None = None
    send_at: datetime | None = None
    recipients: tuple[Recipient, ...] = ()
    approved_by: str | None = None
    obstacle: Obstacle | None = None


class LinkPurpose(StrEnum):
    """What a link of a mail is for."""

    DECIDE = "decide"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link of a mail stands for, once its signature was found good.

    Attributes:
        reader: Whose list the mail told; empty for the company's.
        language: Of the recipient.
        title: Of the opportunity, as published: untrusted text.
        status: What it decides.
        already: Whether this was so before anything was done.
    """

    purpose: LinkPurpose
    recipient: str
    reader: str
    language: str
    week: Week
    opportunity_id: OpportunityId | None = None
    title: str = ""
    status: Status | None = None
    already: bool = False
