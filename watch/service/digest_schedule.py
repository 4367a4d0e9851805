"""When each list's digest leaves, to whom, and what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from watch import store
from watch.deliver import outbox
from watch.model import Departure, Recipient
from watch.review.calendar import believable, freeze_at
from watch.service.backup import SENDING
from watch.service.digest_people import readers, recipients
from watch.service.open_home import OpenHome
from watch.settings import Reader
from watch.store import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A departure, and what it was decided from."""

    departure: Departure
    situation: outbox.Situation


def planned(home: OpenHome, connection: Connection, now: datetime) -> list[Planned]:
    """Return the next or last departure of each list that has a recipient, the company's first."""
    found = recipients(home, connection)
    with_mail = {one.reader for one in found} | {""}
    return [
        _planned(home, connection, reader, [r for r in found if r.reader == reader.name], now)
        for reader in readers(home)
        if reader.name in with_mail
    ]


def switched_on(connection: Connection) -> bool:
    """Return whether mails may leave; a restored backup says no until a person says yes."""
    return store.meta.get(connection, SENDING) != "off"


def _planned(
    home: OpenHome, connection: Connection, reader: Reader, to: list[Recipient], now: datetime
) -> Planned:
    settings = home.settings
    weeks = store.editions.frozen_weeks(connection, reader.name, believable(now))
    week = weeks[0] if weeks else None
    edition = store.editions.of_week(connection, week, reader.name) if week else None
    due_at = None
    if week:
        closed_at = freeze_at(week, settings.timezone, settings.review)
        due_at = outbox.send_at(closed_at, settings.deliver, settings.timezone)
    by = store.deliveries.approved_by(connection, week, reader.name) if week else None
    situation = outbox.Situation(
        switched_on=switched_on(connection),
        edition=edition,
        send_at=due_at,
        approved=by is not None,
        recipients=to,
        rows=store.deliveries.of_edition(connection, week, reader.name) if week else (),
    )
    departure = Departure(
        reader=reader.name,
        week=week,
        send_at=due_at,
        recipients=tuple(to),
        approved_by=by,
        obstacle=outbox.obstacle(situation, settings.deliver, now),
    )
    return Planned(departure=departure, situation=situation)
