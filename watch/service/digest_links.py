"""The links of a mail that come back: what one stands for, and doing it once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from filelock import FileLock

from watch import deliver, store
from watch.model import Act, Link, LinkPurpose, OpportunityId, Reason, Status, Week
from watch.service.digest_people import language_of
from watch.service.digest_secret import secret
from watch.service.open_home import OpenHome
from watch.service.review_desk import ReviewDesk


class DigestLinks:
    """What readers do from their mail. Nothing here is done by looking at a link."""

    def __init__(self, home: OpenHome, reviews: ReviewDesk) -> None:
        self._home = home
        self._reviews = reviews

    def read(self, token: str) -> Link:
        """Return what a link stands for; nothing is recorded.

        Raises:
            LinkExpired: If it was good once.
            UsageError: If it is not one of ours, or what it is about is gone.
        """
        claim = deliver.claimed(token, secret(self._home), self._home.clock.now())
        link = Link(
            purpose=claim.purpose,
            recipient=claim.recipient,
            reader=claim.reader,
            language=language_of(self._home, claim.reader),
            week=claim.week,
            opportunity_id=claim.opportunity_id,
            status=claim.status,
        )
        if claim.purpose is LinkPurpose.UNSUBSCRIBE or claim.opportunity_id is None:
            return replace(link, already=self._stopped(claim.recipient))
        card = self._reviews.card(claim.opportunity_id)
        already = card.standing.status is claim.status
        return replace(link, title=card.opportunity.title, already=already)

    def follow(self, token: str) -> Link:
        """Do what a link stands for, once; ``already`` tells that it was so before.

        Raises:
            LinkExpired: If it was good once.
            UsageError: If it is not one of ours, or contradicts what was decided since.
        """
        with self._in_turn():  # of two clicks, one records
            link = self.read(token)
            if link.already:
                return link
            if link.purpose is LinkPurpose.UNSUBSCRIBE:
                self._stop(link.recipient)
            elif link.opportunity_id is not None:
                self._decide(link, link.opportunity_id)
        return link

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        home = self._home.home
        lock: AbstractContextManager[object]
        if home.database_url:
            lock = store.locks.in_turn(self._home.database(), "links")
        else:
            lock = FileLock(home.state / "links.lock")
        with lock:
            yield

    def _decide(self, link: Link, opportunity_id: OpportunityId) -> None:
        rejected = link.status is Status.REJECTED
        self._reviews.record(
            opportunity_id,
            Act.DECIDE,
            status=link.status,
            reason=Reason.NOT_A_PRIORITY if rejected else None,
            by=link.recipient,
            week=link.week,
            rank=self._place(link.week, link.reader, opportunity_id),
        )

    def _place(self, week: Week, reader: str, opportunity_id: OpportunityId) -> int:
        """Return the place that it had in the list that the mail told, 0 if it had none."""
        with self._home.database().primary.read() as connection:
            edition = store.editions.of_week(connection, week, reader)
        listed = [row.id for row in edition.opportunities] if edition else []
        return listed.index(opportunity_id) + 1 if opportunity_id in listed else 0

    def _stopped(self, address: str) -> bool:
        with self._home.database().primary.read() as connection:
            return address.casefold() in store.deliveries.unsubscribed(connection)

    def _stop(self, address: str) -> None:
        with self._home.database().write() as connection:
            now = self._home.clock.now()
            store.deliveries.unsubscribe(connection, address.casefold(), now)
