"""What may leave now, when it is tried again, and what a mail server's answer means. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from ipaddress import ip_address
from zoneinfo import ZoneInfo

from watch.model import Delivery, DeliveryState, Edition, Obstacle, Recipient, Week
from watch.settings import DAYS, DeliverSettings, SmtpSettings
from watch.text import fingerprint

TRY_FOR = timedelta(hours=24)
"""After this a mail that was put off is given up: what says Monday must not arrive on Wednesday."""

CATCH_UP = timedelta(days=3)
"""So long after its time a digest still leaves by itself: a long week-end's outage. Later, its
list is old, the next one near, and a flood of old mails worse than none."""

_SIGN_IN = {530, 534, 535, 538}
"""The server knows not who sends (RFC 4954, 6): a fault of ours, which a person mends meanwhile."""

_FIRST_PAUSE = timedelta(minutes=5)
"""Greylisting lets a second try pass after 1 to 5 minutes (RFC 6647, 5.1)."""

_SLOWER = 3
"""Each pause is so many times the one before: six tries in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known about the newest digest of a list when somebody asks whether it may leave.

    Attributes:
        switched_on: Whether sending is on.
        edition: The newest frozen one; None before the first.
        send_at: When its digest is due.
        approved: Whether a person has approved it.
        rows: Its deliveries so far.
    """

    switched_on: bool
    edition: Edition | None
    send_at: datetime | None
    approved: bool
    recipients: Sequence[Recipient]
    rows: Sequence[Delivery]


def send_at(frozen_at: datetime, settings: DeliverSettings, timezone: str) -> datetime:
    """Return when the digest of a list that is closed at a moment is due, aware UTC.

    It is the first send day at the send time that is not before it, by the company's clock;
    where clocks change, as for the moment of freezing.

    Args:
        frozen_at: When the list is to be closed, not when it was: one that is frozen early
            leaves on its day all the same.
    """
    zone = ZoneInfo(timezone)
    local = frozen_at.astimezone(zone)
    clock = time.fromisoformat(settings.send_time)
    days = (DAYS.index(settings.send_day) - local.weekday()) % 7
    due = datetime.combine(local.date() + timedelta(days=days), clock, zone)
    if due < local:
        due = datetime.combine(due.date() + timedelta(days=7), clock, zone)
    return due.astimezone(frozen_at.tzinfo)


def obstacle(known: Situation, settings: DeliverSettings, now: datetime) -> Obstacle | None:
    """Return why a digest does not leave now; the first reason that a person can act on."""
    found = general_obstacle(settings.smtp, switched_on=known.switched_on)
    if found is not None:
        return found
    if not any(recipient.reachable for recipient in known.recipients):
        return Obstacle.NO_RECIPIENT
    if known.edition is None or known.edition.frozen_at is None or known.send_at is None:
        return Obstacle.NOT_FROZEN
    if is_empty(known.edition) and settings.when_empty == "nothing":
        return Obstacle.EMPTY
    if not _missing(known):
        return Obstacle.DONE
    return _untimely(known.send_at, now, waits=settings.approval and not known.approved)


def general_obstacle(smtp: SmtpSettings, *, switched_on: bool) -> Obstacle | None:
    """Return why no mail leaves at all; nothing if one may."""
    if not smtp.host:
        return Obstacle.NO_SERVER
    if smtp.user and smtp.security == "none" and not is_loopback(smtp.host):
        return Obstacle.UNPROTECTED
    return None if switched_on else Obstacle.OFF


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine; no name but localhost is trusted."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_empty(edition: Edition) -> bool:
    """Return whether a digest of this edition would have nothing to tell."""
    return not (edition.opportunities or edition.updates)


def to_queue(known: Situation, sender: str, now: datetime) -> list[Delivery]:
    """Return the rows that an edition which may leave lacks, one for each recipient."""
    if known.edition is None:
        return []
    week, reader = known.edition.week, known.edition.reader
    return [
        Delivery(
            week=week,
            reader=reader,
            recipient=recipient.address,
            message_id=message_id(week, reader, recipient.address, sender),
            created_at=now,
            next_at=now,
        )
        for recipient in _missing(known)
    ]


def to_try(
    rows: Sequence[Delivery], reachable: Collection[tuple[str, str]], now: datetime
) -> tuple[list[Delivery], list[Delivery]]:
    """Return the queued rows whose time has come, and those that nobody waits for any more.

    Args:
        rows: Queued; one whose day went by while nothing was sent is stale, too.
        reachable: Reader and address of everybody to whom mail goes.
    """
    stale = [
        row for row in rows if (row.reader, row.recipient) not in reachable or is_over(row, now)
    ]
    due = [row for row in rows if row not in stale and (row.next_at is None or row.next_at <= now)]
    return due, stale


def next_try(delivery: Delivery, now: datetime) -> datetime | None:
    """Return when a mail that was put off is tried again; None once its day is over.

    Args:
        delivery: With the try that has just failed counted.
    """
    pause = _FIRST_PAUSE * _SLOWER ** max(delivery.attempt_count - 1, 0)
    again = now + pause
    return None if is_over(delivery, again) else again


def is_over(delivery: Delivery, moment: datetime) -> bool:
    """Return whether the day of a mail is over, on which it may leave or be tried again."""
    return moment > delivery.created_at + TRY_FOR


def state_after(code: int) -> DeliveryState:
    """Return what a mail server's answer makes of a mail.

    Source:
        RFC 5321 4.2.1: 2yz done, 4yz try again later, 5yz never; but for signing in.
    """
    if 200 <= code < 300:
        return DeliveryState.SENT
    never = code >= 500 and code not in _SIGN_IN
    return DeliveryState.FAILED if never else DeliveryState.QUEUED


def message_id(week: Week, reader: str, recipient: str, sender: str) -> str:
    """Return the message id of a digest: the same at each try, so that a copy is known as one."""
    number = fingerprint(week, reader, recipient)[:12]
    return f"<{week}.{number}@{domain_of(sender)}>"


def domain_of(address: str) -> str:
    """Return the domain of a mail address, "localhost" where it has none."""
    return address_of(address).rpartition("@")[2] or "localhost"


def address_of(written: str) -> str:
    """Return the bare address of ``Name <name@domain>``, its domain in small letters."""
    name, at, domain = parseaddr(written)[1].rpartition("@")
    return f"{name}@{domain.lower()}" if at else written.strip()


def _missing(known: Situation) -> list[Recipient]:
    have = {row.recipient for row in known.rows}
    return [one for one in known.recipients if one.reachable and one.address not in have]


def _untimely(due_at: datetime, now: datetime, *, waits: bool) -> Obstacle | None:
    if now > due_at + CATCH_UP:
        return Obstacle.TOO_LATE
    if waits:
        return Obstacle.NOT_APPROVED
    return Obstacle.NOT_YET if now < due_at else None
