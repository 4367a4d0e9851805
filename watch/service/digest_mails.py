"""One digest: what it tells of an edition and around it, and the mail of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from watch import deliver, store
from watch.deliver import outbox
from watch.errors import ModelMissing
from watch.model import Card, Edition, Hit, OpportunityId, Week
from watch.pipeline import read_cards
from watch.service.digest_people import language_of, readers
from watch.service.digest_secret import links_back
from watch.service.open_home import OpenHome
from watch.service.search_desk import SearchDesk

_FAILING_FOR = timedelta(days=7)
"""A source that fails for less may mend by itself; after a week its silence misleads."""

_NEWS_LIMIT = 20
"""Stories counted of a saved search: beyond these it is too broad to be told."""

_WEEK, _MONTH = timedelta(days=7), timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A digest as its recipient would see it; its links decide nothing.

    Units:
        ``words`` of the plain part, ``size_bytes`` of the HTML part.

    Attributes:
        frozen: Whether its list is; an open one is never sent.
    """

    week: Week
    reader: str
    language: str
    frozen: bool
    subject: str
    html: str
    text: str
    words: int
    size_bytes: int


class DigestMails:
    """Composes the digests of a home."""

    def __init__(self, home: OpenHome, searches: SearchDesk) -> None:
        self._home = home
        self._searches = searches

    def composed(
        self, edition: Edition, language: str, links: deliver.LinksBack | None
    ) -> deliver.Digest:
        """Return the digest of an edition with what happened around it, and to it since."""
        monthly = any(
            one.name == edition.reader and one.cadence == "monthly" for one in readers(self._home)
        )
        context = deliver.Context(
            monthly=monthly,
            failing=self._failing(),
            searches=self._news(edition, _MONTH if monthly else _WEEK),
            links=links,
            cards=self._cards(edition),
            zone=ZoneInfo(self._home.settings.timezone),
        )
        return deliver.compose(edition, self._home.settings.deliver, language, context)

    def mail(self, edition: Edition, recipient: str) -> EmailMessage:
        """Return the mail of a frozen edition to one recipient.

        Raises:
            UsageError: If an address is not fit for a header.
        """
        language = language_of(self._home, edition.reader)
        links = links_back(self._home, edition, recipient)
        sender = self._home.settings.deliver.sender
        return deliver.message(
            self.composed(edition, language, links),
            sender,
            recipient,
            outbox.message_id(edition.week, edition.reader, recipient, sender),
            self._home.clock.now(),
        )

    def preview(self, edition: Edition, language: str) -> Preview:
        """Return what would be sent of an edition, with links that decide nothing."""
        digest = self.composed(edition, language, links_back(self._home, edition, ""))
        html, text = deliver.render_html(digest), deliver.render_text(digest)
        return Preview(
            week=edition.week,
            reader=edition.reader,
            language=digest.language,
            frozen=edition.frozen_at is not None,
            subject=digest.subject,
            html=html,
            text=text,
            words=len(text.split()),
            size_bytes=len(html.encode()),
        )

    def trial(self, recipient: str) -> EmailMessage:
        """Return a mail that is marked as a test: of the newest frozen edition, if there is one."""
        home = self._home
        sender, now, language = (
            home.settings.deliver.sender,
            home.clock.now(),
            language_of(home, ""),
        )
        with home.database().read() as connection:
            weeks = store.editions.frozen_weeks(connection)
            edition = store.editions.of_week(connection, weeks[0]) if weeks else None
        digest = deliver.trial_note(language)
        if edition:
            links = links_back(home, edition, "")
            digest = deliver.as_trial(self.composed(edition, language, links))
        number = outbox.message_id(digest.week, now.isoformat(), recipient, sender)
        return deliver.message(digest, sender, recipient, number, now)

    def _cards(self, edition: Edition) -> dict[OpportunityId, Card]:
        """Return the cards of what an edition tells of: nobody is asked what is decided since."""
        told = (*edition.opportunities, *(update.opportunity for update in edition.updates))
        names = {one.id for one in told}
        with self._home.database().read() as connection:
            cards = read_cards(connection, names) if names else []
        return {card.opportunity.id: card for card in cards}

    def _failing(self) -> tuple[str, ...]:
        """Return the names of the sources that have failed for a week, the longest first."""
        before = self._home.clock.now() - _FAILING_FOR
        with self._home.database().read() as connection:
            known = store.sources.every(connection)
            records = store.sources.records(connection)
        since = {
            name: record.failing_since_at
            for name, record in records.items()
            if record.failing_since_at and record.failing_since_at <= before
        }
        return tuple(
            known[name].name
            for name in sorted(since, key=lambda name: (since[name], name))
            if name in known and known[name].enabled
        )

    def _news(self, edition: Edition, span: timedelta) -> tuple[deliver.SearchNews, ...]:
        """Return what the saved searches marked for the digest found in the time of its edition.

        The company's digest has all of them, a reader's the reader's own. Models are loaded only
        where there is one; without a model the digest leaves without them.
        """
        until = edition.frozen_at or edition.made_at
        marked = [
            search
            for search in self._searches.saved().values()
            if search.in_digest and edition.reader in ("", search.by)
        ]
        told = []
        try:
            for search in marked:
                hits = self._searches.news(search, until - span, limit=_NEWS_LIMIT)
                within = [hit for hit in hits if hit.article.effective_at <= until]
                told.append((search.name, within))
        except ModelMissing:
            return ()
        return tuple(
            deliver.SearchNews(name=name, count=len(hits), stories=tuple(map(_story, hits)))
            for name, hits in told
            if hits
        )


def _story(hit: Hit) -> deliver.NewStory:
    article = hit.article
    return deliver.NewStory(
        title=article.title,
        url=article.url,
        language=article.language,
        source_name=hit.source_name,
    )
