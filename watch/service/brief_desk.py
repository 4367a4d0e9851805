"""Papers for who was not there: the one-page brief of an opportunity, the summary of a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from watch import config, review, store
from watch.deliver.brief import Subject
from watch.deliver.brief_draft import compose_brief
from watch.deliver.papers import brief_html, pdf, quarter_html
from watch.deliver.quarter import QuarterRecord, compose_quarter
from watch.errors import UsageError
from watch.model import Decision, Edition, Quarter, Week
from watch.review.calendar import believable
from watch.service.open_home import OpenHome
from watch.service.review_desk import ReviewDesk
from watch.service.whole_file import write_whole
from watch.store import Connection

_THURSDAY = 4
"""The day that says which quarter a week belongs to, as ISO 8601 does for years."""


class BriefDesk:
    """Pages to print, made of what is stored; nothing is kept."""

    def __init__(self, home: OpenHome, reviews: ReviewDesk) -> None:
        self._home = home
        self._reviews = reviews

    def card_html(self, name: str, language: str = "") -> str:
        """Return the brief of an opportunity as a page that prints on one sheet of A4.

        Args:
            name: An opportunity's id, or the beginning of it.
            language: Of the page; else that of the home.

        Raises:
            UsageError: If no opportunity, or more than one, begins so.
        """
        card = self._reviews.card(name)
        company, pains = config.read_pains(self._home.home.pains_path)
        pain = next((p for p in pains.values() if p.id == card.opportunity.pain_id), None)
        subject = Subject(
            card=card,
            pain=pain,
            company=company,
            now=self._home.local_now(),
            translator=self._home.translator(language),
            example=self._home.settings.example,
        )
        return brief_html(compose_brief(subject))

    def quarter_html(self, quarter: str = "", language: str = "") -> str:
        """Return the summary of a quarter as a page that prints on one or two sheets of A4.

        Args:
            quarter: Such as ``2026-Q4``; else the present one.
            language: Of the page; else that of the home.

        Raises:
            UsageError: If this is no quarter.
        """
        meant = Quarter.read(quarter) if quarter else Quarter.of(self._home.local_now().date())
        if meant is None:
            message = f"`{quarter}` is no quarter"
            raise UsageError(message, hint="write it like 2026-Q4")
        summary = compose_quarter(self._record(meant), self._home.translator(language))
        return quarter_html(summary)

    def pdf(self, html: str) -> bytes:
        """Return a page of this desk as PDF.

        Raises:
            UsageError: If the extra that makes PDF files is not installed.
        """
        return pdf(html)

    def save(self, html: str, path: Path) -> Path:
        """Write a page of this desk as ``.html`` or ``.pdf``; return where.

        Raises:
            UsageError: If the name ends otherwise, PDF files cannot be made, or the file
                cannot be written.
        """
        kind = path.suffix.lower()
        if kind not in {".html", ".pdf"}:
            message = f"{path.name} is neither .html nor .pdf"
            raise UsageError(message, hint="name the file with one of these endings")
        content = self.pdf(html) if kind == ".pdf" else html.encode("utf-8")
        return write_whole(path, content)

    def _record(self, quarter: Quarter) -> QuarterRecord:
        company, pains = config.read_pains(self._home.home.pains_path)
        with self._home.database().read() as connection:
            known = _until(store.ledger.every(connection), quarter, self._home.local_now())
            standings = review.replay(known)
            editions = _editions(connection, quarter, believable(self._home.clock.now()))
            outcomes = review.outcomes(
                review.Record(
                    editions=editions,
                    decisions=known,
                    standings=standings,
                    sources={},
                    pains=list(pains.values()),
                    cards=store.opportunities.cards(connection),
                )
            )
            heads = {head.id: head for head in store.opportunities.heads(connection)}
        zone = self._home.local_now().tzinfo
        return QuarterRecord(
            quarter=quarter,
            company=company,
            now=self._home.local_now(),
            outcomes=outcomes,
            decisions=[
                row for row in review.counting(known) if row.at.astimezone(zone).date() in quarter
            ],
            standings=standings,
            heads=heads,
            open_count=sum(edition.frozen_at is None for edition in editions),
            example=self._home.settings.example,
        )


def _until(rows: Sequence[Decision], quarter: Quarter, now: datetime) -> list[Decision]:
    """Return the ledger as it was at the end of the quarter."""
    return [row for row in rows if row.at.astimezone(now.tzinfo).date() <= quarter.last_on]


def _editions(connection: Connection, quarter: Quarter, until: datetime) -> list[Edition]:
    """Return the editions of the weeks that belong to the quarter, oldest first.

    The list that runs are working for is one of them.
    """
    known = (
        *store.editions.frozen_weeks(connection, made_by=until),
        *store.editions.unfrozen(connection, made_by=until)[:1],
    )
    weeks = sorted(week for week in known if _thursday(week) in quarter)
    found = (store.editions.of_week(connection, week) for week in weeks)
    return [edition for edition in found if edition]


def _thursday(week: Week) -> date:
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), _THURSDAY)
