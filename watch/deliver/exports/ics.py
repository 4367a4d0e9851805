"""Cards → a calendar: days that bind, and days by which their owners have something to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from watch.deliver.exports.atom import Place
from watch.deliver.exports.table import NAME, TITLE
from watch.deliver.link import safe_link
from watch.model import Card, Status
from watch.wording import Translator, mark, name_of, one_line

if TYPE_CHECKING:
    from icalendar import Event

_CLOSED = frozenset({Status.REJECTED, Status.ALREADY_DONE})
"""What binds these binds nobody here."""

_TO_DO = frozenset({Status.TO_STUDY, Status.PILOT})
"""Where somebody still has something to do by a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """One day of a calendar; ``uid`` is the same in every calendar of the home."""

    uid: str
    on: date
    summary: str
    lines: tuple[str, ...]
    category: str
    url: str = ""


def calendar_file(
    cards: Iterable[Card], place: Place, translator: Translator, now: datetime
) -> bytes:
    """Return a calendar with one all-day event for each deadline and each due date.

    Args:
        cards: Their text counts as untrusted.
        place: Names the events for ever: a calendar read again replaces, and adds nothing.
        translator: The reader's.
        now: Aware UTC; when the calendar was written.

    Source:
        RFC 5545.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//techwatch//techwatch//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", translator.translate("Operations watch"))
    for day in _days(cards, place, translator):
        calendar.add_component(_event(day, now))
    return bytes(calendar.to_ical())


def _days(cards: Iterable[Card], place: Place, translator: Translator) -> Iterator[_Day]:
    for card in cards:
        prospect, standing = card.opportunity.prospect, card.standing
        if prospect and prospect.deadline_on and standing.status not in _CLOSED:
            yield _deadline(card, prospect.deadline_on, prospect.deadline, place, translator)
        if standing.due_on and standing.status in _TO_DO:
            yield _due(card, standing.due_on, place, translator)


def _deadline(card: Card, on: date, told: str, place: Place, translator: Translator) -> _Day:
    return _Day(
        uid=_uid("deadline", card, place),
        on=on,
        summary=_headed(mark("Deadline"), card, translator),
        lines=(one_line(told, TITLE), *_about(card, translator)),
        category=translator.translate("Deadline"),
        url=_address(card),
    )


def _due(card: Card, on: date, place: Place, translator: Translator) -> _Day:
    standing = card.standing
    step = one_line(standing.next_step, TITLE)
    return _Day(
        uid=_uid("due", card, place),
        on=on,
        summary=_headed(mark("To do"), card, translator),
        lines=(
            ", ".join(one_line(one, NAME) for one in (standing.owner, standing.department) if one),
            translator.translate("next step: {step}", step=step) if step else "",
            *_about(card, translator),
        ),
        category=name_of(standing.status, translator),
        url=_address(card),
    )


def _headed(kind: str, card: Card, translator: Translator) -> str:
    title = one_line(card.opportunity.title, TITLE)
    return translator.translate("{kind}: {told}", kind=translator.translate(kind), told=title)


def _about(card: Card, translator: Translator) -> tuple[str, ...]:
    kind, pain = translator.translate("Pain point"), one_line(card.opportunity.pain_title, TITLE)
    return (translator.translate("{kind}: {told}", kind=kind, told=pain), card.opportunity.id)


def _address(card: Card) -> str:
    evidence = card.opportunity.evidence
    return safe_link(evidence[0].url) if evidence else ""


def _uid(kind: str, card: Card, place: Place) -> str:
    return f"{kind}-{card.opportunity.id}@{place.home_id}.techwatch.invalid"


def _event(day: _Day, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", "\n".join(line for line in day.lines if line))
    event.add("categories", [day.category])
    event.add("transp", "TRANSPARENT")  # it fills nobody's day
    if day.url:
        event.add("url", day.url)
    return event
