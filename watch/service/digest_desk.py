"""Digests: looked at, approved, sent once to each recipient, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from watch import deliver, store
from watch.deliver import outbox
from watch.errors import UsageError
from watch.model import Delivery, DeliveryState, Departure, Edition, Link, Recipient
from watch.service.backup import SENDING
from watch.service.digest_links import DigestLinks
from watch.service.digest_mails import DigestMails, Preview
from watch.service.digest_people import language_of, recipients
from watch.service.digest_schedule import planned, switched_on
from watch.service.digest_secret import links_back
from watch.service.digest_sender import DigestSender, Post
from watch.service.edition_desk import EditionDesk
from watch.service.open_home import OpenHome
from watch.service.review_desk import ReviewDesk
from watch.service.search_desk import SearchDesk

_SETTLED = frozenset(
    {DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.CANCELLED}
)
"""Rows that a person may put right: nothing happens to them by itself."""


class DigestDesk:
    """The mail of the week.

    A digest leaves once for each recipient: what is not known to have arrived is shown, and a
    person says whether it did.

    Args:
        post: Hands a mail to a mail server; tests pass a double.
    """

    def __init__(
        self,
        home: OpenHome,
        editions: EditionDesk,
        reviews: ReviewDesk,
        searches: SearchDesk,
        *,
        post: Post = deliver.post,
    ) -> None:
        self._home = home
        self._editions = editions
        self._links = DigestLinks(home, reviews)
        self._mails = DigestMails(home, searches)
        self._sender = DigestSender(home, self._mails, post)

    def preview(self, reader: str = "", language: str = "") -> Preview | None:
        """Return the digest of the edition to review as it would be sent; nothing before one is.

        Raises:
            UsageError: If there is no such reader.
        """
        edition = self._editions.edition(reader=reader)
        if edition is None:
            return None
        return self._mails.preview(edition, language or language_of(self._home, reader))

    def write(self, folder: Path, language: str = "", reader: str = "") -> tuple[Path, ...]:
        """Write the digest to review as a mail, a page and a text; return the files.

        Args:
            folder: Where to.
            language: Of the mail; else the reader's own, else that of the home.
            reader: Whose list; empty is the company's.

        Raises:
            UsageError: If there is no edition yet, or no such reader.
        """
        edition = self._editions.edition(reader=reader)
        if edition is None:
            message = "there is no edition yet"
            raise UsageError(message, hint="run `techwatch run` first")
        sender = self._home.settings.deliver.sender
        first = next((one for one in self.recipients() if one.reader == reader), None)
        recipient = first.address if first else outbox.address_of(sender)
        known = recipient if first and edition.frozen_at else ""
        links = links_back(self._home, edition, known)
        digest = self._mails.composed(edition, language or language_of(self._home, reader), links)
        number = outbox.message_id(edition.week, reader, recipient, sender)
        mail = deliver.message(digest, sender, recipient, number, self._home.clock.now())
        return deliver.write(digest, folder, mail)

    def recipients(self) -> list[Recipient]:
        """Return to whom digests go, and what keeps one from going there."""
        with self._home.database().read() as connection:
            return recipients(self._home, connection)

    def due(self, now: datetime | None = None) -> list[Departure]:
        """Return when each list's digest leaves, to whom, and what holds it."""
        now = now or self._home.clock.now()
        with self._home.database().read() as connection:
            return [one.departure for one in planned(self._home, connection, now)]

    def approve(self, week: str = "", reader: str = "", by: str = "") -> Edition:
        """Let the digest of a frozen edition leave; return the edition.

        Args:
            week: Else the newest frozen one.
            by: Who approves; noted.

        Raises:
            UsageError: If there is no frozen edition of it.
        """
        with self._home.database().write() as connection:
            weeks = store.editions.frozen_weeks(connection, reader)
            meant = next((one for one in weeks if one == week or not week), None)
            edition = store.editions.of_week(connection, meant, reader) if meant else None
            if edition is None:
                message = f"no frozen edition of {week}" if week else "no edition is frozen yet"
                hint = "`techwatch editions freeze` freezes the open list"
                raise UsageError(message, hint=hint)
            now = self._home.clock.now()
            store.deliveries.approve(connection, edition.week, reader, now, by)
        return edition

    def send_due(self) -> list[Delivery]:
        """Send what is due; return the rows that were tried, as they stand then.

        Nothing happens, without an error, where something holds all digests: :meth:`due` says
        what.

        Raises:
            StoreBusy: If another process is sending.
        """
        return self._sender.send_due()

    def send_test(self, address: str) -> str:
        """Send the newest frozen digest, or two lines before one is, to an address at once.

        It is marked as a test, its links decide nothing, and no row is written.

        Returns:
            What the mail server answered.

        Raises:
            UsageError: If there is no mail server, or it did not take the mail.
        """
        stuck = outbox.general_obstacle(self._home.settings.deliver.smtp, switched_on=True)
        if stuck is not None:
            message = f"no mail can leave: {stuck.value}"
            raise UsageError(message, hint="see `deliver.smtp` in docs/configuration.md")
        to = outbox.address_of(address)
        posted = self._sender.post(self._mails.trial(to).as_bytes(), to)
        if posted.state is not DeliveryState.SENT:
            message = f"the test mail to {to} was not taken: {posted.reason}"
            hint = "look at `deliver.smtp` in watch.yaml and at TECHWATCH_SMTP_PASSWORD"
            raise UsageError(message, hint=hint)
        return posted.reason

    def log(self, limit: int = 50) -> list[Delivery]:
        """Return the newest deliveries, newest first."""
        self._sender.sweep()
        with self._home.database().read() as connection:
            return store.deliveries.newest(connection, limit)

    def counts(self) -> dict[DeliveryState, int]:
        """Return how many deliveries are in each state that has any."""
        with self._home.database().read() as connection:
            return store.deliveries.counts(connection)

    def settle(self, number: int, *, arrived: bool) -> Delivery:
        """Say of a mail that nothing more happens to by itself: it arrived, or is to go again.

        Raises:
            UsageError: If there is no such row, or it needs nobody.
        """
        self._sender.sweep()
        now = self._home.clock.now()
        with self._home.database().write() as connection:
            row = store.deliveries.of_number(connection, number)
            if row is None or row.state not in _SETTLED:
                message = f"delivery {number} " + (f"is {row.state.value}" if row else "is unknown")
                raise UsageError(message, hint="`techwatch digest log` shows which need you")
            fields: dict[str, object] = {"reason": "", "sent_at": row.sent_at or now}
            if not arrived:
                fields = {"reason": "", "created_at": now, "next_at": now, "sent_at": None}
                fields["attempt_count"] = 0
            state = DeliveryState.SENT if arrived else DeliveryState.QUEUED
            store.deliveries.change(connection, row, state, **fields)
        return replace(row, state=state, **fields)  # type: ignore[arg-type]

    def bounced(self, address: str, note: str) -> Delivery:
        """Note that mail to an address came back; no more goes there until it is settled.

        Raises:
            UsageError: If nothing was sent there, or there is no remark.
        """
        if not note.strip():
            message = "the remark is empty"
            raise UsageError(message, hint="write what the returned mail says")
        with self._home.database().write() as connection:
            row = store.deliveries.last_by_recipient(connection).get(outbox.address_of(address))
            if row is None or row.state in {DeliveryState.QUEUED, DeliveryState.SENDING}:
                message = f"no mail has been sent to {address}"
                raise UsageError(message, hint="`techwatch digest log` shows the addresses")
            state, reason = DeliveryState.BOUNCED, note.strip()
            store.deliveries.change(connection, row, state, reason=reason, next_at=None)
        return replace(row, state=state, reason=reason)

    def switch(self, *, on: bool) -> None:
        """Let mails leave, or keep all of them here."""
        with self._home.database().write() as connection:
            store.meta.put(connection, SENDING, "" if on else "off")

    @property
    def switched_on(self) -> bool:
        """Whether mails may leave."""
        with self._home.database().read() as connection:
            return switched_on(connection)

    def subscribe(self, address: str) -> None:
        """Let mail go again to somebody who had asked for no more.

        Raises:
            UsageError: If they had not.
        """
        with self._home.database().write() as connection:
            known = outbox.address_of(address).casefold()
            if not store.deliveries.subscribe(connection, known):
                message = f"{address} has not asked for no more mail"
                raise UsageError(message, hint="nothing was changed")

    def unsubscribe(self, address: str) -> None:
        """Send nothing more to an address; saying so twice is no mistake."""
        with self._home.database().write() as connection:
            known = outbox.address_of(address).casefold()
            store.deliveries.unsubscribe(connection, known, self._home.clock.now())

    def link(self, token: str) -> Link:
        """Return what a link of a mail stands for; nothing is recorded.

        Raises:
            LinkExpired: If it was good once.
            UsageError: If it is not one of ours, or what it is about is gone.
        """
        return self._links.read(token)

    def follow(self, token: str) -> Link:
        """Do what a link of a mail stands for, once; ``already`` tells that it was so before.

        Raises:
            LinkExpired: If it was good once.
            UsageError: If it is not one of ours, or contradicts what was decided since.
        """
        return self._links.follow(token)
