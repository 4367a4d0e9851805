"""An edition and the cards of its rows → what was decided, and how much is left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from watch.model import Card, Cause, Change, Edition, Opportunity, OpportunityId, Status, Update
from watch.present.views.reference import Publication, Quote, quote, refer, titled
from watch.present.views.stamp import Stamp, stamp
from watch.wording import Translator, change_phrase, mark, name_of, one_line

_NAME_LIMIT = 60
_PUT_ASIDE = frozenset({Status.WATCHING, Status.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the list under review.

    Attributes:
        stamp: What was decided; nothing while it waits, or where it has no card yet.
        news: Why it is shown again, a phrase for each change.
        decidable: Whether it has a card that decisions can be about.
    """

    id: OpportunityId
    stamp: Stamp | None
    news: tuple[str, ...]
    decidable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the review is: "3 of 7 decided", and how many wait."""

    said: str
    percent: float
    waiting: int

    @property
    def done(self) -> bool:
        """Whether everything is decided."""
        return not self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """A followed opportunity about which something has changed."""

    id: OpportunityId
    title: str
    stamp: Stamp
    changes: tuple[tuple[str, Quote | None], ...]


def row(
    opportunity: Opportunity,
    card: Card | None,
    edition: Edition,
    today: date,
    translator: Translator,
) -> Row:
    """Return what is to be shown of the review of one row."""
    decided = card is not None and card.is_decided_in(edition)
    return Row(
        id=opportunity.id,
        stamp=stamp(card.standing, today, translator) if card and decided else None,
        news=_news(opportunity, translator),
        decidable=card is not None,
    )


def progress(rows: Mapping[OpportunityId, Row], translator: Translator) -> Progress | None:
    """Return how many rows are decided; nothing where there is nothing to decide."""
    waiting = [one for one in rows.values() if one.decidable]
    if not waiting:
        return None
    decided = sum(one.stamp is not None for one in waiting)
    return Progress(
        said=translator.plural(
            "{n} of {total} decided", "{n} of {total} decided", decided, total=len(waiting)
        ),
        percent=100.0 * decided / len(waiting),
        waiting=len(waiting) - decided,
    )


def time_left(left: timedelta, waiting: int, translator: Translator) -> str:
    """Return how much time is left, rounded up to a minute, and how much that is for each card.

    Args:
        left: Of the time set aside; may be over.
        waiting: Cards still to decide, at least one.
    """
    seconds = left.total_seconds()
    if seconds <= 0:
        return translator.plural(
            "The ten minutes are over; {n} card still waits.",
            "The ten minutes are over; {n} cards still wait.",
            waiting,
        )
    minutes = translator.plural("{n} minute left", "{n} minutes left", math.ceil(seconds / 60))
    each = translator.number(max(round(seconds / waiting / 10) * 10, 10))
    told = mark("{minutes}: {seconds} seconds a card")
    return translator.translate(told, minutes=minutes, seconds=each)


def update_view(
    update: Update, card: Card | None, today: date, translator: Translator
) -> UpdateView:
    """Return what changed about a followed opportunity, as it stands now."""
    item = update.opportunity
    standing = card.standing if card else None
    shown = stamp(standing, today, translator) if standing else _stamp_of(update, translator)
    return UpdateView(
        id=item.id,
        title=titled(item.title, item.language),
        stamp=shown,
        changes=tuple(
            (change_phrase(one, translator), _quoted(one, translator)) for one in update.changes
        ),
    )


def closing(edition: Edition, zone: tzinfo, translator: Translator) -> str:
    """Return whether the list can still change."""
    if edition.frozen_at is None:
        return translator.translate("Open list: each run may still change it until it is frozen.")
    day = translator.day(edition.frozen_at.astimezone(zone))
    return translator.translate("Frozen on {day}: it stays as it is.", day=day)


def waiting(count: int, translator: Translator) -> str:
    """Return how many opportunities of earlier lists nobody has decided; empty for none."""
    if not count:
        return ""
    return translator.plural(
        "{n} opportunity shown earlier still waits for a decision",
        "{n} opportunities shown earlier still wait for a decision",
        count,
    )


def _news(opportunity: Opportunity, translator: Translator) -> tuple[str, ...]:
    if opportunity.decided:
        return ()
    phrases = tuple(change_phrase(change, translator) for change in opportunity.changes)
    if opportunity.status not in _PUT_ASIDE:
        return phrases
    back = name_of(Cause.CAME_BACK, translator)
    reasons = phrases or (translator.translate("its day has come"),)
    return tuple(translator.translate("{kind}: {told}", kind=back, told=told) for told in reasons)


def _stamp_of(update: Update, translator: Translator) -> Stamp:
    """Return the standing that an edition kept, where the card is no longer there."""
    status = name_of(update.status, translator)
    owner = one_line(update.owner, _NAME_LIMIT)
    return Stamp(status=status, tone="idle", said=owner, wake="", late="")


def _quoted(change: Change, translator: Translator) -> Quote | None:
    published = Publication(url=change.url, source_name=change.source_name)
    return quote(change.sentence, refer("", "", published, translator), translator)
