"""Decisions: every verb that writes the ledger, and the cards that it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from watch import config, review, store
from watch.errors import UsageError
from watch.model import (
    Act,
    Card,
    Change,
    Decision,
    Initiative,
    Learned,
    Lesson,
    Lessons,
    OpportunityId,
    PainId,
    PilotResult,
    Status,
    StoryId,
)
from watch.pipeline import Life, read_cards, read_life
from watch.pipeline.creation import Claim, card_of, make_card
from watch.service.kept import Kept
from watch.service.ledger_rows import append_row, begun_rows
from watch.service.open_home import OpenHome
from watch.store import Connection


class ReviewDesk:
    """What is decided about opportunities, and what became of them.

    Nothing is overwritten: each verb adds a row to the ledger, and undoing adds another.
    """

    def __init__(self, home: OpenHome, kept: Kept) -> None:
        self._home = home
        self._kept = kept

    def cards(
        self, statuses: Collection[Status] = (), *, names: Collection[OpportunityId] = ()
    ) -> list[Card]:
        """Return the cards, those of best score first.

        Args:
            statuses: Only those that stand so; empty for all.
            names: Only these; empty for all.
        """
        wanted = frozenset(names)
        if wanted:
            cards = self._kept.answer("cards", lambda c: read_cards(c, wanted), wanted)
        else:
            with self._home.database().read() as connection:
                cards = read_cards(connection)
        return [
            card
            for card in cards
            if card.standing.merged_into is None
            and (not statuses or card.standing.status in statuses)
        ]

    def card(self, name: str) -> Card:
        """Return one card.

        Args:
            name: An opportunity's id, or the beginning of it.

        Raises:
            UsageError: If no opportunity, or more than one, begins so.
        """
        with self._home.database().read() as connection:
            return read_cards(connection, [_named(connection, name)])[0]

    def record(self, name: str, act: Act, **said: object) -> Card:
        """Add a row about an opportunity to the ledger; return its card as it is then.

        Args:
            name: An opportunity's id, or the beginning of it.
            said: Further fields of the :class:`~watch.model.Decision`.

        Raises:
            UsageError: If something is missing, or contradicts what stands.
        """
        with self._home.database().write() as connection:
            known = _named(connection, name)
            card = store.opportunities.cards(connection, [known])[known]
            ledger = store.ledger.every(connection)
            standings, now = review.replay(ledger), self._home.clock.now()
            row = begun_rows(connection, [card], act, standings, now)[0]
            append_row(connection, replace(row, **said), ledger, card)  # type: ignore[arg-type]
            return read_cards(connection, [known])[0]

    def undo(self, name: str, number: int = 0, *, by: str = "") -> Card:
        """Take a row about an opportunity back, the last one if none is named.

        Raises:
            UsageError: If there is nothing to take back.
        """
        card = self.card(name)
        last = review.last_undoable(card.history, card.opportunity.id)
        if not number and last is None:
            message = f"nothing was decided about {card.opportunity.id}"
            raise UsageError(message, hint="`techwatch card` shows its history")
        undoes = number or (last.number if last else 0)
        return self.record(card.opportunity.id, Act.UNDO, undoes=undoes, by=by)

    def create(self, story_id: StoryId, pain_id: PainId) -> Card:
        """Make an opportunity of a story for a pain point, listed or not; return its card.

        It is assessed as the weekly list would, and decided like any other; nothing is noted in
        the ledger. A story that belongs to a card of the pain point already keeps that one.

        Raises:
            UsageError: If there is no such story or pain point, or an exclusion of the pain
                point rules the story out.
            ModelMissing: If no embedding model can be loaded.
        """
        self._known_pain(pain_id)
        company, pains = config.read_pains(self._home.home.pains_path)
        pain = next(one for one in pains.values() if one.id == pain_id)
        claim = Claim(story_id=story_id, pain=pain, company=company)
        database, settings = self._home.database(), self._home.settings
        with database.read() as connection:
            name = card_of(connection, claim)
        if name is None:
            now = self._home.clock.now()
            name = make_card(claim, database, self._home.views(), settings, now).id
        return self.card(name)

    def merge(self, name: str, other: str, *, by: str = "") -> Card:
        """Take one opportunity into another: from now on they are decided as one."""
        return self.record(name, Act.MERGE, other=self.card(other).opportunity.id, by=by)

    def split(self, name: str, other: str, *, by: str = "") -> Card:
        """Let an opportunity go that was merged into another."""
        return self.record(name, Act.SPLIT, other=self.card(other).opportunity.id, by=by)

    def measure(self, name: str, result: PilotResult, *, by: str = "", note: str = "") -> Card:
        """Note what a pilot gave; what is left empty stays as it was said before."""
        return self.record(name, Act.MEASURE, result=result, by=by, note=note)

    def ledger(self) -> list[Decision]:
        """Return every row, oldest first."""
        with self._home.database().read() as connection:
            return store.ledger.every(connection)

    def changes(self) -> list[Change]:
        """Return everything that was ever learned about a card, oldest first."""
        with self._home.database().read() as connection:
            return store.opportunities.changes(connection)

    def learned(self) -> list[Learned]:
        """Return what decisions taught, for each pain point that they taught something."""
        lessons = self._lessons()
        pains = config.read_pains(self._home.home.pains_path)[1].values()
        found = [review.told_of(lessons, pain) for pain in pains]
        return [one for one in found if one]

    def doubted(self) -> list[tuple[str, int]]:
        """Return the owners found doubtful, with how often; they count less everywhere."""
        return sorted(self._lessons().doubted.items())

    def forget(self, name: str, *, by: str = "") -> Card:
        """Let the decision on one opportunity teach nothing; the decision itself stays."""
        return self.record(name, Act.TEACH, lesson=Lesson.FORGET_ONE, by=by)

    def forget_all(self, pain_id: PainId, *, by: str = "") -> int:
        """Let no decision so far teach anything for a pain point; return how many did.

        Raises:
            UsageError: If there is nothing to forget.
        """
        life = self._life()
        examples = [one for one in life.lessons.judged if one.pain_id == pain_id]
        decided = [
            c for c in life.cards.values() if c.pain_id == pain_id and c.id in life.standings
        ]
        if not decided:
            message = f"nothing was learned for `{pain_id}`"
            raise UsageError(message, hint="`techwatch learned show` shows what was")
        self.record(decided[0].id, Act.TEACH, lesson=Lesson.FORGET_ALL, by=by)
        return len(examples)

    def initiatives(self) -> dict[int, Initiative]:
        """Return what the company already does, by number."""
        with self._home.database().read() as connection:
            return store.initiatives.every(connection)

    def add_initiative(self, initiative: Initiative) -> int:
        """Register something that the company already does; return its number."""
        if initiative.pain_id is not None:
            self._known_pain(initiative.pain_id)
        with self._home.database().write() as connection:
            return store.initiatives.add(connection, initiative)

    def remove_initiative(self, number: int) -> None:
        """Strike an initiative from the register.

        Raises:
            UsageError: If there is none with that number.
        """
        with self._home.database().write() as connection:
            if not store.initiatives.remove(connection, number):
                message = f"there is no initiative {number}"
                raise UsageError(message, hint="`techwatch initiatives list` shows the numbers")

    def _lessons(self) -> Lessons:
        return self._kept.answer("lessons", lambda connection: read_life(connection).lessons)

    def _life(self) -> Life:
        with self._home.database().read() as connection:
            return read_life(connection)

    def _known_pain(self, pain_id: PainId) -> None:
        stated = config.read_pains(self._home.home.pains_path)[1].values()
        if pain_id not in {pain.id for pain in stated}:
            message = f"there is no pain point `{pain_id}`"
            raise UsageError(message, hint="`techwatch pains list` shows their ids")


def _named(connection: Connection, name: str) -> OpportunityId:
    """Return the id of the card that begins so."""
    found = store.opportunities.ids(connection, name)
    if name in found:
        return OpportunityId(name)
    if len(found) == 1 and name:
        return found[0]
    message = (
        f"`{name}` is the beginning of {len(found)} opportunities"
        if found
        else f"there is no opportunity `{name}`"
    )
    raise UsageError(message, hint="`techwatch cards` shows their ids")
