"""The ledger: who did what, when, with what they were shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from watch.cli.screen import Screen
from watch.cli.structure import plain
from watch.model import Card, Decision, OpportunityId
from watch.wording import Translator, one_line, row_phrase

_TITLE, _NAME = 200, 60
_INDENT = 6

Cards = Mapping[OpportunityId, Card]


def row_object(
    row: Decision, cards: Cards, translator: Translator, currency: str
) -> dict[str, Any]:
    """Return a row as JSON, with what it says and whether it still counts."""
    card = cards[row.opportunity_id]
    told: dict[str, Any] = plain(row)
    return told | {
        "title": card.opportunity.title,
        "undone": row.number in card.undone,
        "said": row_phrase(row, translator, currency),
    }


def shown_ledger(
    screen: Screen,
    rows: Sequence[Decision],
    cards: Cards,
    translator: Translator,
    *,
    zone: tzinfo,
    currency: str,
) -> None:
    """Print each row below the opportunity that it is about, dim if it no longer counts."""
    if not rows:
        screen.paragraph(translator.translate("Nothing was decided yet."))
    for row in rows:
        card = cards[row.opportunity_id]
        undone = row.number in card.undone
        style = "dim" if undone else ""
        title = one_line(card.opportunity.title, _TITLE) or row.opportunity_id
        screen.paragraph(title, indent=_INDENT, margin=f"{row.number:>4}", style=style or "bold")
        screen.paragraph(row_phrase(row, translator, currency), indent=_INDENT, style=style)
        said = " · ".join(_circumstances(row, translator, zone, undone=undone))
        screen.paragraph(said, indent=_INDENT, style="dim")
        screen.line()


def _circumstances(
    row: Decision, translator: Translator, zone: tzinfo, *, undone: bool
) -> Iterator[str]:
    yield translator.moment(row.at.astimezone(zone))
    if row.by:
        yield one_line(row.by, _NAME)
    if row.week and row.rank:
        yield translator.translate("{week}, place {n}", week=row.week, n=row.rank)
    yield row.opportunity_id
    if undone:
        yield translator.translate("undone")
