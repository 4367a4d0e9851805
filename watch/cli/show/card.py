"""One opportunity with its life: where it stands, why, what speaks for and against it."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.card_score import shown_aspects, shown_score
from watch.cli.show.quoting import quotation, spaced
from watch.cli.structure import plain
from watch.links import safe_link
from watch.model import Attached, Card, Change, Decision, Evidence
from watch.wording import (
    Translator,
    area_name,
    aspects,
    change_phrase,
    days_late,
    explain,
    one_line,
    result_phrase,
    row_phrase,
    state_phrase,
    wake_phrase,
)

_TITLE, _QUOTE, _NAME, _NOTE = 200, 260, 60, 500
_ROW = 6
"""Columns of the number of a row."""


def card_object(card: Card, translator: Translator, currency: str) -> dict[str, Any]:
    """Return a card as JSON, with what is said of it in the reader's language."""
    standing = card.standing
    said = {
        "state": state_phrase(standing, translator),
        "wake": wake_phrase(standing.wake, translator),
        "prospect": plain(aspects(card.opportunity, translator)),
        "explanation": plain(explain(card.opportunity, translator)),
        "history": [row_phrase(row, translator, currency) for row in card.history],
    }
    told: dict[str, Any] = plain(card)
    return told | {"undone": sorted(card.undone), "said": said}


def shown_state(
    screen: Screen, card: Card, translator: Translator, today: date, currency: str
) -> None:
    """Print the title of a card and where it stands, in few lines."""
    item = card.opportunity
    screen.paragraph(spaced(one_line(item.title, _TITLE), item.language) or "—", style="bold")
    screen.paragraph(state_phrase(card.standing, translator), indent=2, margin="→ ")
    late = days_late(card.standing, today)
    if late:
        said = translator.plural("{n} day late", "{n} days late", late)
        screen.paragraph(said, indent=2, style="bold red")
    for text in (
        wake_phrase(card.standing.wake, translator),
        _merged(card, translator),
        _placed(card, translator),
    ):
        if text:
            screen.paragraph(text, indent=2)
    if card.standing.result:
        result = result_phrase(card.standing.result, translator, currency)
        screen.paragraph(result, indent=2, label=translator.translate("Pilot:"))


def shown_card(
    screen: Screen,
    card: Card,
    translator: Translator,
    *,
    zone: tzinfo,
    today: date,
    currency: str,
) -> None:
    """Print all that is known of a card.

    Args:
        screen: Where to.
        card: What is shown.
        translator: The reader's.
        zone: In which days are told.
        today: In that zone.
        currency: The company's.
    """
    item = card.opportunity
    shown_state(screen, card, translator, today, currency)
    about = (item.id, area_name(item.area, translator), one_line(item.pain_title, _TITLE))
    screen.paragraph(" · ".join(part for part in about if part), style="dim")
    screen.line()
    shown_score(screen, item, translator)
    shown_aspects(screen, item, translator)
    _evidence(screen, card, translator, zone)
    if card.changes:
        _heading(screen, translator.translate("What changed"))
        for change in reversed(card.changes):
            _change(screen, change, translator, zone)
    _notes(screen, card, translator, zone)
    if card.history:
        _heading(screen, translator.translate("History"))
        for row in card.history:
            undone = row.number in card.undone
            _row(screen, row, translator, zone, currency, undone=undone)


def _merged(card: Card, translator: Translator) -> str:
    standing = card.standing
    if standing.merged_into:
        return translator.translate("Merged into {other}.", other=standing.merged_into)
    if standing.absorbed:
        return translator.translate("Holds {others}.", others=", ".join(standing.absorbed))
    return ""


def _placed(card: Card, translator: Translator) -> str:
    if card.standing.place is None:
        return ""
    return translator.translate("Wished place in the list: {n}.", n=card.standing.place)


def _heading(screen: Screen, title: str) -> None:
    screen.line()
    screen.line(title, "bold underline")


def _evidence(screen: Screen, card: Card, translator: Translator, zone: tzinfo) -> None:
    """Print what supports it, then what speaks against it."""
    item = card.opportunity
    _heading(screen, translator.translate("Speaks for it"))
    for evidence in item.evidence:
        _proof(screen, evidence, item.language, translator)
    for attached in (one for one in card.gathered if not one.against):
        _gathered(screen, attached, translator, zone)
    if card.against:
        _heading(screen, translator.translate("Speaks against it"))
        for attached in card.against:
            _gathered(screen, attached, translator, zone)


def _proof(screen: Screen, evidence: Evidence, language: str, translator: Translator) -> None:
    day = translator.day(evidence.published_at) if evidence.published_at else ""
    origin = (one_line(evidence.source_name, _NAME), day)
    quoted = quotation(one_line(evidence.sentence, _QUOTE), language, translator)
    _quoted(screen, quoted, ", ".join(part for part in origin if part), evidence.url)


def _gathered(screen: Screen, attached: Attached, translator: Translator, zone: tzinfo) -> None:
    day = translator.day(attached.attached_at.astimezone(zone))
    title = one_line(attached.title, _TITLE)
    source = one_line(attached.source_name, _NAME)
    origin = translator.translate("{source}, gathered on {day}", source=source, day=day)
    sentence = one_line(attached.sentence, _QUOTE) or title
    _quoted(screen, translator.translate("“{text}”", text=sentence), origin, attached.url)


def _quoted(screen: Screen, quoted: str, origin: str, url: str) -> None:
    screen.paragraph(quoted, indent=2, style="italic")
    screen.paragraph(f"— {origin}", indent=2)
    link = safe_link(url)
    if link:
        screen.line(" " * 4 + link, "dim")


def _change(screen: Screen, change: Change, translator: Translator, zone: tzinfo) -> None:
    day = translator.day(change.seen_at.astimezone(zone))
    screen.paragraph(change_phrase(change, translator), indent=2, label=f"{day} ·")
    sentence = one_line(change.sentence, _QUOTE)
    if sentence:
        quoted = translator.translate("“{text}”", text=sentence)
        _quoted(screen, quoted, one_line(change.source_name, _NAME), change.url)


def _notes(screen: Screen, card: Card, translator: Translator, zone: tzinfo) -> None:
    if not card.standing.notes:
        return
    _heading(screen, translator.translate("Notes"))
    for note in card.standing.notes:
        day = translator.day(note.at.astimezone(zone))
        who = ", ".join(part for part in (day, one_line(note.by, _NAME)) if part)
        screen.paragraph(one_line(note.text, _NOTE), indent=2, label=f"{who} ·")


def _row(
    screen: Screen,
    row: Decision,
    translator: Translator,
    zone: tzinfo,
    currency: str,
    *,
    undone: bool,
) -> None:
    """Print a row of the ledger; one that no longer counts is dim, and says so."""
    parts = [
        translator.day(row.at.astimezone(zone)),
        one_line(row.by, _NAME),
        row_phrase(row, translator, currency),
        translator.translate("undone") if undone else "",
    ]
    said = " · ".join(part for part in parts if part)
    screen.paragraph(said, indent=_ROW, margin=f"{row.number:>4}", style="dim" if undone else "")
