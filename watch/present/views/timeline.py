"""Card → its life in the order of time: what was published, what changed, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from watch.model import Act, Card
from watch.present.views.reference import titled
from watch.wording import Translator, change_phrase, one_line, row_phrase

_SAID_LIMIT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Something that happened: when, on which line of the picture, and what.

    Attributes:
        at: In the company's time zone.
        tone: "good" speaks for it, "bad" against it; "fair" was decided, "warn" has changed.
    """

    at: datetime
    day: str
    lane: str
    tone: str
    said: str


def life_events(
    card: Card, zone: tzinfo, currency: str, translator: Translator
) -> tuple[LifeEvent, ...]:
    """Return the life of a card, oldest first; undone decisions do not count.

    Args:
        zone: The company's, in which days are told.
    """
    found = [
        *_stories(card, translator),
        *_changes(card, translator),
        *_decisions(card, currency, translator),
    ]
    return tuple(
        LifeEvent(
            at=at.astimezone(zone),
            day=translator.day(at.astimezone(zone)),
            lane=lane,
            tone=tone,
            said=one_line(said, _SAID_LIMIT),
        )
        for at, lane, tone, said in sorted(found, key=lambda event: event[0])
    )


_Found = tuple[datetime, str, str, str]


def _stories(card: Card, translator: Translator) -> Iterator[_Found]:
    lane, item = translator.translate("Publications"), card.opportunity
    for evidence in item.evidence:
        told = titled(item.title, item.language) if evidence is item.evidence[0] else ""
        said = translator.translate("{kind}: {told}", kind=evidence.source_name, told=told)
        yield (
            evidence.published_at or item.first_seen_at,
            lane,
            "good",
            said if told else evidence.source_name,
        )
    for story in card.gathered:
        tone = "bad" if story.against else "good"
        yield story.attached_at, lane, tone, titled(story.title, "")


def _changes(card: Card, translator: Translator) -> Iterator[_Found]:
    lane = translator.translate("What changed")
    for change in card.changes:
        yield change.seen_at, lane, "warn", change_phrase(change, translator)


def _decisions(card: Card, currency: str, translator: Translator) -> Iterator[_Found]:
    lane = translator.translate("Decisions")
    for row in card.history:
        if row.number not in card.undone and row.act is not Act.UNDO:
            yield row.at, lane, "fair", row_phrase(row, translator, currency)
