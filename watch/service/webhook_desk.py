"""Webhooks: chat rooms and programs that are told of each new edition, once each."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime

from watch import deliver, store
from watch.collect.web.receipt import Receipt, Taken
from watch.deliver import outbox, webhooks
from watch.deliver.exports import Place
from watch.logs import get_logger
from watch.model import Delivery, DeliveryState, Edition
from watch.model.deliveries import WEBHOOK_MARK
from watch.review.calendar import believable
from watch.service.alone import held
from watch.service.digest_schedule import switched_on
from watch.service.digest_secret import SECRET_VARIABLE
from watch.service.open_home import OpenHome
from watch.settings import Webhook
from watch.store import Connection

_COMPANY = ""
"""Rooms are told of the company's list; a reader's own is theirs."""

_log = get_logger(__name__)

_WAITING = frozenset({DeliveryState.FAILED, DeliveryState.QUEUED})
"""Put off by the other side, or sent again by a person."""

_STATES = {
    Taken.YES: DeliveryState.SENT,
    Taken.UNKNOWN: DeliveryState.UNKNOWN,
    Taken.NO: DeliveryState.FAILED,
    Taken.LATER: DeliveryState.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookStanding:
    """A webhook, and how the newest frozen edition fared with it.

    Attributes:
        addressed: Whether its variable holds an address.
        delivery: None while it was not told.
    """

    webhook: Webhook
    addressed: bool
    delivery: Delivery | None = None


class WebhookDesk:
    """Who is told of new editions beside those who get mail.

    A message is claimed in the outbox before it is sent, as a mail is: one that may have
    arrived is never sent again by itself.
    """

    def __init__(self, home: OpenHome) -> None:
        self._home = home

    def standings(self) -> list[WebhookStanding]:
        """Return every webhook of the settings, in their order."""
        with self._home.database().read() as connection:
            edition = _newest(connection, self._home.clock.now())
            rows = _rows(connection, edition) if edition else {}
        return [
            WebhookStanding(
                webhook=webhook,
                addressed=bool(_address(webhook)),
                delivery=rows.get(_recipient(webhook)),
            )
            for webhook in self._home.settings.deliver.webhooks
        ]

    def tell_due(self) -> int:
        """Tell every webhook that has yet to hear of the newest frozen edition; return how many.

        An edition frozen more than three days ago is no news. What a server puts off is tried
        again for a day. Nothing leaves from a restored backup before a person says so.
        """
        if not self._home.settings.deliver.webhooks:
            return 0
        with held(self._home, "send") as alone:
            return sum(self._told(edition) for edition in self._news()) if alone else 0

    def _news(self) -> list[Edition]:
        """Return the edition to tell of, if there is one."""
        with self._home.database().write() as connection:
            store.deliveries.abandoned(connection)
            if not switched_on(connection):
                return []
            edition = _newest(connection, self._home.clock.now())
        if edition is None or edition.frozen_at is None:
            return []
        late = self._home.clock.now() - edition.frozen_at > outbox.CATCH_UP
        return [] if late else [edition]

    def _told(self, edition: Edition) -> int:
        count = 0
        for webhook in self._home.settings.deliver.webhooks:
            address = _address(webhook)
            claimed = self._claimed(webhook, edition) if address else None
            if claimed is not None:
                receipt = self._posted(webhook, address, edition)
                self._note(claimed, receipt)
                _log.info("webhook.told", name=webhook.name, taken=receipt.taken.value)
                count += 1
        return count

    def _claimed(self, webhook: Webhook, edition: Edition) -> Delivery | None:
        """Return the row of this message, written as being sent; nothing if it is not its turn."""
        now = self._home.clock.now()
        with self._home.database().write() as connection:
            row = _rows(connection, edition).get(_recipient(webhook))
            if row is None:
                store.deliveries.queue(connection, _first(webhook, edition, now))
                return _rows(connection, edition)[_recipient(webhook)]
            if row.state not in _WAITING or not row.next_at or row.next_at > now:
                return None
            fields = {"attempt_count": row.attempt_count + 1, "next_at": None}
            store.deliveries.change(connection, row, DeliveryState.SENDING, **fields)
        return replace(
            row,
            state=DeliveryState.SENDING,
            attempt_count=row.attempt_count + 1,
            next_at=None,
        )

    def _posted(self, webhook: Webhook, address: str, edition: Edition) -> Receipt:
        from watch.collect.web.post import post  # loads the HTTP client

        settings = self._home.settings
        language = settings.language or self._home.company_if_stated().language
        digest = deliver.compose(edition, settings.deliver, language)
        with self._home.database().read() as connection:
            home_id = store.meta.home_id(connection)
        place = Place(home_id=home_id, public_url=settings.app.public_url)
        body = webhooks.message(webhook.format, edition, digest, place)
        return post(address, body, _headers(webhook, body), settings.collect)

    def _note(self, row: Delivery, receipt: Receipt) -> None:
        now, state = self._home.clock.now(), _STATES[receipt.taken]
        fields: dict[str, object] = {"reason": receipt.reason}
        if receipt.taken is Taken.YES:
            fields["sent_at"] = now
        if receipt.taken is Taken.LATER:
            fields["next_at"] = outbox.next_try(row, now)
        with self._home.database().write() as connection:
            store.deliveries.change(connection, row, state, **fields)


def _newest(connection: Connection, now: datetime) -> Edition | None:
    weeks = store.editions.frozen_weeks(connection, _COMPANY, believable(now))
    return store.editions.of_week(connection, weeks[0], _COMPANY) if weeks else None


def _rows(connection: Connection, edition: Edition) -> dict[str, Delivery]:
    rows = store.deliveries.of_edition(connection, edition.week, edition.reader)
    return {row.recipient: row for row in rows}


def _first(webhook: Webhook, edition: Edition, now: datetime) -> Delivery:
    return Delivery(
        week=edition.week,
        reader=edition.reader,
        recipient=_recipient(webhook),
        state=DeliveryState.SENDING,
        message_id="",
        attempt_count=1,
        created_at=now,
    )


def _recipient(webhook: Webhook) -> str:
    return f"{WEBHOOK_MARK}{webhook.name}"


def _address(webhook: Webhook) -> str:
    return os.environ.get(webhook.url_variable, "").strip()


def _headers(webhook: Webhook, body: bytes) -> dict[str, str]:
    """Return the signature of a message to a program; rooms look at none."""
    secret = os.environ.get(SECRET_VARIABLE, "")
    if not secret or webhook.format != "generic":
        return {}
    key = webhooks.signing_key(secret, webhook.name)
    return {webhooks.SIGNATURE_HEADER: webhooks.signature(body, key)}
