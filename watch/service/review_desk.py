"""Decisions: every verb that writes the ledger, and the cards that it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    Opportunity,
    OpportunityId,
    PainId,
    PilotResult,
    Status,
)
from watch.pipeline import Life, read_life
from watch.service.open_home import OpenHome
from watch.store import Connection


class ReviewDesk:
    """What is decided about opportunities, and what became of them.

    Nothing is overwritten: each verb adds a row to the ledger, and undoing adds another.
    """

    def __init__(self, home: OpenHome) -> None:
        self._home = home

    def cards(self, statuses: Collection[Status] = ()) -> list[Card]:
        """Return the cards, those of best score first.

        Args:
            statuses: Only those that stand so; empty for all.
        """
        life = self._life()
        cards = [_card(opportunity, life) for opportunity in life.cards.values()]
        wanted = [
            card
            for card in cards
            if card.standing.merged_into is None
            and (not statuses or card.standing.status in statuses)
        ]
        return sorted(wanted, key=lambda c: (-c.opportunity.score, c.opportunity.id))

    def card(self, name: str) -> Card:
        """Return one card.

        Args:
            name: An opportunity's id, or the beginning of it.

        Raises:
            UsageError: If no opportunity, or more than one, begins so.
        """
        life = self._life()
        return _card(_one(name, life), life)

    def record(self, name: str, act: Act, **said: object) -> Card:
        """Add a row about an opportunity to the ledger; return its card as it is then.

        Args:
            name: An opportunity's id, or the beginning of it.
            said: Further fields of the :class:`~watch.model.Decision`.

        Raises:
            UsageError: If something is missing, or contradicts what stands.
        """
        with self._home.database().write() as connection:
            life = read_life(connection)
            card = _one(name, life)
            row = self._row(connection, card, act, life)
            written = self._append(connection, replace(row, **said), life)  # type: ignore[arg-type]
        decisions = [*life.decisions, written]
        return _card(card, replace(life, decisions=decisions, standings=review.replay(decisions)))

    def undo(self, name: str, number: int = 0, *, by: str = "") -> Card:
        """Take a row about an opportunity back, the last one if none is named.

        Raises:
            UsageError: If there is nothing to take back.
        """
        life = self._life()
        card = _one(name, life)
        last = review.last_undoable(life.decisions, card.id)
        if not number and last is None:
            message = f"nothing was decided about {card.id}"
            raise UsageError(message, hint="`techwatch card` shows its history")
        return self.record(card.id, Act.UNDO, undoes=number or (last.number if last else 0), by=by)

    def merge(self, name: str, other: str, *, by: str = "") -> Card:
        """Take one opportunity into another: from now on they are decided as one."""
        return self.record(name, Act.MERGE, other=_one(other, self._life()).id, by=by)

    def split(self, name: str, other: str, *, by: str = "") -> Card:
        """Let an opportunity go that was merged into another."""
        return self.record(name, Act.SPLIT, other=_one(other, self._life()).id, by=by)

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
        lessons = self._life().lessons
        pains = config.read_pains(self._home.home.pains_path)[1].values()
        found = [review.told_of(lessons, pain) for pain in pains]
        return [one for one in found if one]

    def doubted(self) -> list[tuple[str, int]]:
        """Return the owners found doubtful, with how often; they count less everywhere."""
        return sorted(self._life().lessons.doubted.items())

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

    def _life(self) -> Life:
        with self._home.database().read() as connection:
            return read_life(connection)

    def _known_pain(self, pain_id: PainId) -> None:
        stated = config.read_pains(self._home.home.pains_path)[1].values()
        if pain_id not in {pain.id for pain in stated}:
            message = f"there is no pain point `{pain_id}`"
            raise UsageError(message, hint="`techwatch pains list` shows their ids")

    def _row(self, connection: Connection, card: Opportunity, act: Act, life: Life) -> Decision:
        """Return a row with what the present moment says: status, edition, place."""
        week, rank = store.editions.place_of(connection, card.id)
        return Decision(
            at=self._home.clock.now(),
            opportunity_id=card.id,
            pain_id=card.pain_id,
            act=act,
            before=review.standing_of(life.standings, card.id).status,
            week=week,
            rank=rank,
        )

    def _append(self, connection: Connection, row: Decision, life: Life) -> Decision:
        """Write a sound row; return it numbered. What is "already done" becomes an initiative."""
        review.check(row, life.decisions)
        written = store.ledger.append(connection, row)
        if row.status is Status.ALREADY_DONE:
            card = life.cards[row.opportunity_id]
            store.initiatives.add(
                connection,
                Initiative(
                    text=card.title,
                    pain_id=card.pain_id,
                    solution_id=card.solution_id,
                    opportunity_id=card.id,
                ),
            )
        return written


def _one(name: str, life: Life) -> Opportunity:
    """Return the card whose id begins so."""
    if name in life.cards:
        return life.cards[OpportunityId(name)]
    found: Sequence[OpportunityId] = [one for one in life.cards if one.startswith(name)]
    if len(found) == 1 and name:
        return life.cards[found[0]]
    message = (
        f"`{name}` is the beginning of {len(found)} opportunities"
        if found
        else (f"there is no opportunity `{name}`")
    )
    raise UsageError(message, hint="`techwatch cards` shows their ids")


def _card(opportunity: Opportunity, life: Life) -> Card:
    name = opportunity.id
    history = tuple(row for row in life.decisions if row.opportunity_id == name)
    counting = {row.number for row in review.counting(life.decisions)}
    return Card(
        opportunity=opportunity,
        standing=review.standing_of(life.standings, name),
        gathered=tuple(a for a in life.attached if a.opportunity_id == name),
        changes=tuple(life.changes.get(name, ())),
        history=history,
        undone=frozenset(row.number for row in history if row.number not in counting),
    )
