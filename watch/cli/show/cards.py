"""Opportunities that were ever listed, by where they stand, readable in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from watch.cli.meant import short_id
from watch.cli.screen import Cell, Screen
from watch.model import Card, Status
from watch.wording import Translator, days_late, name_of, one_line

_ORDER = (
    Status.TO_STUDY,
    Status.PILOT,
    Status.ADOPTED,
    Status.WATCHING,
    Status.NEW,
    Status.ALREADY_DONE,
    Status.REJECTED,
)
"""What calls for work first, what is over last."""

_TITLE = 200
_ID, _SCORE, _OWNER, _DUE = 8, 4, 14, 14
"""Columns; a day takes 14: "1er sept. 2026"."""

_WIDEST = 120
"""Columns of the table: farther out, the eye loses the line."""


def brief_object(card: Card, today: date) -> dict[str, Any]:
    """Return where a card stands as JSON."""
    item, standing = card.opportunity, card.standing
    return {
        "id": item.id,
        "title": item.title,
        "pain_id": item.pain_id,
        "score": item.score,
        "status": standing.status,
        "reason": standing.reason,
        "owner": standing.owner,
        "department": standing.department,
        "due_on": standing.due_on,
        "days_late": days_late(standing, today),
        "next_step": standing.next_step,
        "changes": len(card.changes),
    }


def shown_cards(screen: Screen, cards: Sequence[Card], translator: Translator, today: date) -> None:
    """Print the cards below the status that they share; what is late says so."""
    if not cards:
        screen.paragraph(translator.translate("There is no such opportunity."))
        return
    widths = _widths(screen)
    titles = (
        "Id",
        translator.translate("Title"),
        translator.translate("Score"),
        translator.translate("Owner"),
        translator.translate("Due"),
    )
    screen.row([(title, "bold") for title in titles], widths)
    ordered = sorted(cards, key=lambda card: _ORDER.index(card.standing.status))
    for status, group in groupby(ordered, key=lambda card: card.standing.status):
        members = sorted(group, key=_first_due)
        screen.line()
        screen.line(f"{name_of(status, translator)} ({translator.number(len(members))})", "bold")
        for card in members:
            screen.row(list(_cells(card, translator, today)), widths)
    screen.line()
    late = sum(days_late(card.standing, today) > 0 for card in cards)
    total = translator.plural("{n} opportunity", "{n} opportunities", len(cards))
    overdue = translator.plural("{n} past its due date", "{n} past their due date", late)
    screen.paragraph(f"{total}, {overdue}." if late else f"{total}.")


def _widths(screen: Screen) -> list[int]:
    wide = min(screen.out.width, _WIDEST)
    title = wide - (_ID + _SCORE + 1 + _OWNER + _DUE) - 2 * 4
    return [_ID, title, -(_SCORE + 1), _OWNER, _DUE]


def _first_due(card: Card) -> date:
    return card.standing.due_on or date.max


def _cells(card: Card, translator: Translator, today: date) -> Iterator[Cell]:
    item, standing = card.opportunity, card.standing
    yield short_id(item.id), "dim"
    yield one_line(item.title, _TITLE), ""
    yield translator.number(round(item.score)), ""
    yield one_line(standing.owner or standing.department, _OWNER * 2), ""
    yield _due(card, translator, today)


def _due(card: Card, translator: Translator, today: date) -> Cell:
    late = days_late(card.standing, today)
    if late:
        return translator.translate("{n} d late", n=late), "bold red"
    due_on = card.standing.due_on
    return (f"{translator.short_day(due_on)} {due_on.year}", "") if due_on else ("", "")
