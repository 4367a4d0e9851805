"""What is due, sent: one sender at a time, and each row said to be sending before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from watch import deliver, store
from watch.deliver import outbox
from watch.errors import StoreBusy, UsageError
from watch.model import Delivery, DeliveryState, Edition
from watch.service.alone import alone
from watch.service.digest_mails import DigestMails
from watch.service.digest_people import recipients
from watch.service.digest_schedule import planned, switched_on
from watch.service.open_home import OpenHome
from watch.settings import SmtpSettings

Post = Callable[[bytes, str, str, SmtpSettings], deliver.Posted]
"""Hands a mail to a server. Real: :func:`watch.deliver.post`; tests pass a double."""


class DigestSender:
    """Sends what is due.

    Args:
        mails: Composes them.
        post: Hands one mail to the mail server.
    """

    def __init__(self, home: OpenHome, mails: DigestMails, post: Post = deliver.post) -> None:
        self._home = home
        self._mails = mails
        self._post = post

    def send_due(self) -> list[Delivery]:
        """Send what is due; return the rows that were tried, as they stand then.

        Raises:
            StoreBusy: If another process is sending.
        """
        with self._alone():
            with self._home.database().write() as connection:
                store.deliveries.abandoned(connection)
            self._queue()
            return [done for row in self._due() if (done := self._try(row))]

    def sweep(self) -> None:
        """Say of rows that a dead sender left behind that nobody knows how they fared."""
        with self._home.database().read() as connection:
            left = store.deliveries.in_state(connection, [DeliveryState.SENDING])
        if not left:
            return
        try:
            with self._alone(), self._home.database().write() as connection:
                store.deliveries.abandoned(connection)
        except StoreBusy:
            return  # their sender is at work

    def post(self, content: bytes, recipient: str) -> deliver.Posted:
        """Hand one mail to the server at once, without a row."""
        settings = self._home.settings.deliver
        return self._post(content, outbox.address_of(settings.sender), recipient, settings.smtp)

    def _queue(self) -> None:
        """Add a row for each recipient of each digest that may leave now."""
        now, settings = self._home.clock.now(), self._home.settings.deliver
        with self._home.database().write() as connection:
            for one in planned(self._home, connection, now):
                if one.departure.obstacle is None:
                    for row in outbox.to_queue(one.situation, settings.sender, now):
                        store.deliveries.queue(connection, row)

    def _due(self) -> list[Delivery]:
        """Return the rows to try now; those that nobody waits for any more are cancelled."""
        with self._home.database().write() as connection:
            allowed = outbox.general_obstacle(
                self._home.settings.deliver.smtp, switched_on=switched_on(connection)
            )
            if allowed is not None:
                return []
            queued = store.deliveries.in_state(connection, [DeliveryState.QUEUED])
            rows = [row for row in queued if row.is_mail]
            wanted = {
                (r.reader, r.address) for r in recipients(self._home, connection) if r.reachable
            }
            now = self._home.clock.now()
            due, stale = outbox.to_try(rows, wanted, now)
            for row in stale:
                over = outbox.is_over(row, now)
                state = DeliveryState.FAILED if over else DeliveryState.CANCELLED
                store.deliveries.change(connection, row, state, next_at=None)
        return due

    def _try(self, row: Delivery) -> Delivery | None:
        """Send one row; return it as it stands then, nothing where it may not go any more."""
        edition = self._edition(row)
        if edition is None:
            return None
        try:
            content = self._mails.mail(edition, row.recipient).as_bytes()
        except UsageError as error:
            posted = deliver.Posted(state=DeliveryState.FAILED, reason=error.message)
            return self._settled(row, posted)
        begun = self._begun(row)
        return self._settled(begun, self.post(content, row.recipient)) if begun else None

    def _edition(self, row: Delivery) -> Edition | None:
        with self._home.database().read() as connection:
            edition = store.editions.of_week(connection, row.week, row.reader)
        return edition if edition and edition.frozen_at else None

    def _begun(self, row: Delivery) -> Delivery | None:
        """Write that a row is being sent, before any of it is; nothing where it may not be."""
        begun = replace(row, state=DeliveryState.SENDING, attempt_count=row.attempt_count + 1)
        with self._home.database().write() as connection:
            if not switched_on(connection):
                return None
            changed = store.deliveries.change(
                connection, row, begun.state, attempt_count=begun.attempt_count
            )
        return begun if changed else None

    def _settled(self, row: Delivery, posted: deliver.Posted) -> Delivery:
        """Write how a try ended; what was put off is queued again, until its day is over."""
        now = self._home.clock.now()
        state, next_at = posted.state, None
        if state is DeliveryState.QUEUED:
            next_at = outbox.next_try(row, now)
            state = DeliveryState.QUEUED if next_at else DeliveryState.FAILED
        sent = state is DeliveryState.SENT
        fields = {
            "next_at": next_at,
            "sent_at": now if sent else None,
            "reason": "" if sent else posted.reason,
        }
        with self._home.database().write() as connection:
            store.deliveries.change(connection, row, state, **fields)
        return replace(row, state=state, **fields)  # type: ignore[arg-type]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        busy = f"another process is sending the mails of {self._home.home.root}"
        with alone(self._home, "send", busy, "wait until it has ended"):
            yield
