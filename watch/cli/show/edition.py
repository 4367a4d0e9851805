"""The weekly list, readable in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import Any

from watch.cli.meant import numbered, short_id
from watch.cli.screen import Screen
from watch.cli.show.edition_life import (
    frozen_phrase,
    shown_left_out,
    shown_return,
    shown_updates,
    shown_waiting,
)
from watch.cli.show.quoting import quotation, spaced
from watch.cli.structure import plain
from watch.links import safe_link
from watch.model import (
    Edition,
    Evidence,
    Grade,
    Opportunity,
    OpportunityId,
    Silence,
    Standing,
)
from watch.wording import (
    Translator,
    area_name,
    explain,
    name_of,
    one_line,
    reading,
    silence_reading,
    state_phrase,
)

_INDENT = 5
_QUOTES = 2
"""Pieces of evidence quoted; the other publishers are counted in the reasons."""

_TITLE, _QUOTE, _NAME = 160, 260, 60
"""Characters shown of a title, a quotation, a source's name."""

_GRADE_STYLES = {Grade.CONFIRMED: "bold green", Grade.PROBABLE: "green"}


def shown_edition(
    screen: Screen,
    edition: Edition,
    translator: Translator,
    *,
    limit: int | None = None,
    zone: tzinfo = UTC,
    decided: Mapping[OpportunityId, Standing] = MappingProxyType({}),
) -> None:
    """Print the list: what to decide on, the weak signal, what changed, what is silent.

    Args:
        screen: Where to.
        edition: A frozen list, or the open one.
        translator: The reader's.
        limit: Print at most so many rows to decide on.
        zone: In which moments are told.
        decided: Where opportunities stand that were decided since the list was made.
    """
    _heading(screen, edition, translator, zone)
    _rows(screen, edition, translator, limit, decided)
    shown_updates(screen, edition, translator)
    shown_left_out(screen, edition, translator)
    if edition.silences:
        _silences(screen, edition.silences, translator)
    shown_waiting(screen, edition, translator)
    screen.paragraph(reading(edition, translator), style="dim")


def _rows(
    screen: Screen,
    edition: Edition,
    translator: Translator,
    limit: int | None,
    decided: Mapping[OpportunityId, Standing],
) -> None:
    rows = numbered(edition.opportunities)
    to_decide = [row for row in rows if not row[1].weak_signal]
    for number, opportunity in to_decide[:limit]:
        _card(screen, opportunity, translator, f"{number:>3}", decided.get(opportunity.id))
    if not to_decide:
        screen.line(translator.translate("Nothing passed the bar this week."))
        screen.line()
    for number, opportunity in rows[len(to_decide) :]:
        screen.line(translator.translate("Weak signal"), "bold underline")
        screen.line()
        _card(screen, opportunity, translator, f"~{number:>2}", decided.get(opportunity.id))


def edition_object(
    edition: Edition, translator: Translator, *, limit: int | None = None
) -> dict[str, Any]:
    """Return the list as JSON, each opportunity with its rank and its explanation."""
    decidable = [o for o in edition.opportunities if not o.weak_signal][:limit]
    weak = [o for o in edition.opportunities if o.weak_signal]
    ranked = opportunity_objects((*decidable, *weak), translator)
    return {**plain(edition), "opportunities": ranked}


def opportunity_objects(
    opportunities: Sequence[Opportunity], translator: Translator
) -> list[dict[str, Any]]:
    """Return opportunities as JSON, each with its rank and its explanation."""
    return [
        {"rank": rank, **plain(o), "explanation": plain(explain(o, translator))}
        for rank, o in enumerate(opportunities, start=1)
    ]


def shown_opportunities(
    screen: Screen, opportunities: Sequence[Opportunity], translator: Translator
) -> None:
    """Print opportunities one after another, or that there is none."""
    if not opportunities:
        screen.paragraph(translator.translate("Nothing was found for this problem."))
    for rank, opportunity in enumerate(opportunities, start=1):
        _card(screen, opportunity, translator, f"{rank:>3}", listed=False)


def _heading(screen: Screen, edition: Edition, translator: Translator, zone: tzinfo) -> None:
    company = one_line(edition.company.name, _NAME)
    title = (
        translator.translate("Operations watch · {company}", company=company)
        if company
        else translator.translate("Operations watch")
    )
    parts = (title, one_line(edition.reader, _NAME), translator.week(edition.week))
    screen.paragraph(" · ".join(part for part in parts if part), style="bold")
    screen.paragraph(frozen_phrase(edition, translator, zone), style="dim")
    if edition.example:
        banner = translator.translate(
            "Example: these articles, figures and companies are invented. "
            "Nothing here is to be decided on."
        )
        screen.paragraph(banner, style="magenta")
    screen.line()


def _card(
    screen: Screen,
    opportunity: Opportunity,
    translator: Translator,
    rank: str,
    decided: Standing | None = None,
    *,
    listed: bool = True,
) -> None:
    """Print one opportunity; its rank stands in the margin, its id only where it has a card."""
    title = spaced(one_line(opportunity.title, _TITLE), opportunity.language) or "—"
    screen.paragraph(title, indent=_INDENT, style="bold", margin=rank)
    _standing(screen, opportunity, translator, listed=listed)
    if decided:
        state = state_phrase(decided, translator)
        screen.paragraph(state, indent=_INDENT, margin="   →", style="green")
    shown_return(screen, opportunity, translator)
    said = explain(opportunity, translator)
    screen.paragraph(said.so_what, indent=_INDENT)
    for evidence in opportunity.evidence[:_QUOTES]:
        _evidence(screen, evidence, opportunity, translator)
    screen.paragraph(", ".join(said.why), indent=_INDENT, label=translator.translate("Why:"))
    if said.doubt:
        screen.paragraph(said.doubt, indent=_INDENT, label=translator.translate("Doubt:"))
    screen.line()


def _standing(
    screen: Screen, opportunity: Opportunity, translator: Translator, *, listed: bool
) -> None:
    from rich.text import Text

    parts: list[tuple[str, str]] = [
        (f"{opportunity.score:.0f}/100", "bold"),
        (name_of(opportunity.grade, translator), _GRADE_STYLES.get(opportunity.grade, "magenta")),
    ]
    area = one_line(area_name(opportunity.area, translator), _NAME)
    parts += [(area, "")] if area else []
    parts += [(translator.translate("placed by hand"), "magenta")] if opportunity.placed else []
    parts += [(short_id(opportunity.id), "dim")] if listed else []
    text = Text(" " * _INDENT)
    for position, part in enumerate(parts):
        text.append(" · " if position else "")
        text.append(*part)
    screen.out.print(text, soft_wrap=True)


def _evidence(
    screen: Screen, evidence: Evidence, opportunity: Opportunity, translator: Translator
) -> None:
    """Print a quotation, unless it is the title just read, and where it comes from."""
    sentence = one_line(evidence.sentence, _QUOTE)
    if sentence and evidence.sentence != opportunity.title:
        quoted = quotation(sentence, opportunity.language, translator)
        screen.paragraph(quoted, indent=_INDENT + 2, style="italic")
    screen.paragraph("— " + ", ".join(_origin(evidence, translator)), indent=_INDENT + 2)
    link = safe_link(evidence.url)
    if link:
        screen.line(" " * (_INDENT + 4) + link, "dim")


def _origin(evidence: Evidence, translator: Translator) -> Iterator[str]:
    yield one_line(evidence.source_name, _NAME)
    if evidence.published_at:
        yield translator.day(evidence.published_at)


def _silences(screen: Screen, silences: tuple[Silence, ...], translator: Translator) -> None:
    screen.line(translator.translate("Nothing above the bar"), "bold underline")
    screen.line()
    for silence in silences:
        pain = one_line(silence.pain_title, _TITLE)
        screen.paragraph(
            silence_reading(silence, translator),
            indent=2,
            label=translator.translate("{pain}: {reading}", pain=pain, reading="").rstrip(),
        )
        _nearest(screen, silence, translator)
    screen.line()


def _nearest(screen: Screen, silence: Silence, translator: Translator) -> None:
    if not silence.nearest_title:
        return
    nearest = one_line(silence.nearest_title, _TITLE)
    screen.paragraph(f"{translator.translate('Nearest miss:')} {nearest}", indent=4)
    link = safe_link(silence.nearest_url)
    if link:
        screen.line(" " * 4 + link, "dim")
