"""Exports: what is known, as files that other programs open."""

from __future__ import annotations

from watch import store
from watch.deliver import exports
from watch.errors import UsageError
from watch.model import Card, Edition, Week
from watch.service.edition_desk import EditionDesk
from watch.service.open_home import OpenHome
from watch.service.review_desk import ReviewDesk
from watch.wording import Translator


class ExportDesk:
    """Opportunities, editions, days and decisions as the bytes of a file.

    Everywhere ``language`` is "fr" or "en"; empty is the home's.
    """

    def __init__(self, home: OpenHome, reviews: ReviewDesk, editions: EditionDesk) -> None:
        self._home = home
        self._reviews = reviews
        self._editions = editions

    def csv(self, language: str = "") -> bytes:
        """Return every card as CSV, those of best score first."""
        translator = self._home.translator(language)
        return exports.csv_file(self._cards(translator), translator.language)

    def xlsx(self, language: str = "") -> bytes:
        """Return every card as an Excel workbook, those of best score first."""
        return exports.xlsx_file(self._cards(self._home.translator(language)))

    def ledger_csv(self, language: str = "") -> bytes:
        """Return every row of the decision ledger as CSV, oldest first."""
        translator = self._home.translator(language)
        table = exports.ledger_table(
            self._decided(),
            translator,
            self._home.settings.timezone,
            self._home.company_if_stated().currency,
        )
        return exports.csv_file(table, translator.language)

    def ics(self, language: str = "") -> bytes:
        """Return the deadlines of cards and the days their owners have something to do by."""
        cards, now = self._reviews.cards(), self._home.clock.now()
        return exports.calendar_file(cards, self._place(), self._home.translator(language), now)

    def json(self, week: Week | None = None, reader: str = "") -> bytes:
        """Return an edition as JSON: of a week, else the one to review.

        Raises:
            UsageError: If there is no such edition, or no such reader.
        """
        return exports.json_file(self._edition(week, reader))

    def atom(self, reader: str = "", language: str = "") -> bytes:
        """Return the newest frozen edition as an Atom feed.

        Raises:
            UsageError: If none is frozen yet, or there is no such reader.
        """
        edition = self._edition(None, reader)
        if edition.frozen_at is None:
            message = "no edition was frozen yet"
            raise UsageError(message, hint="`techwatch editions freeze` freezes the open one")
        return exports.atom_feed(edition, self._place(), self._home.translator(language))

    def _edition(self, week: Week | None, reader: str) -> Edition:
        edition = self._editions.edition(week, reader)
        if edition is None:
            message = f"there is no edition of {week}" if week else "there is no edition yet"
            raise UsageError(message, hint="`techwatch editions list` shows the weeks")
        return edition

    def _cards(self, translator: Translator) -> exports.Table:
        cards, timezone = self._reviews.cards(), self._home.settings.timezone
        return exports.card_table(cards, translator, timezone)

    def _decided(self) -> list[Card]:
        """Return the cards that rows of the ledger are about, merged ones included."""
        found = {card.opportunity.id: card for card in self._reviews.cards()}
        named = {row.opportunity_id for row in self._reviews.ledger()}
        merged = [self._reviews.card(name) for name in sorted(named - found.keys())]
        return [*found.values(), *merged]

    def _place(self) -> exports.Place:
        with self._home.database().read() as connection:
            name = store.meta.home_id(connection)
        return exports.Place(home_id=name, public_url=self._home.settings.app.public_url)
