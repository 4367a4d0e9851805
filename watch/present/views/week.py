"""Edition → the page of the week: bottom line first, then what supports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from watch.links import registrable_domain, safe_link
from watch.model import Edition, Grade, Opportunity, PainId, Silence
from watch.present.views.card import Card, card
from watch.wording import Translator, one_line, provenance, silence_reading

_TITLE_LIMIT = 180
_NAME_LIMIT = 80
_POOR_COVERAGE = 0.5
"""Share of failed sources from which silence proves nothing, as in the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A pain point without news, what was read for it, and what came nearest."""

    pain: str
    reading: str
    nearest: str
    url: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """Everything the page of the week says."""

    title: str
    period: str
    bottom_line: str
    warning: str
    cards: tuple[Card, ...]
    weak: tuple[Card, ...]
    quiet: tuple[Quiet, ...]
    footer: tuple[str, ...]


def week_view(
    edition: Edition, pains: Mapping[PainId, str], zone: tzinfo, translator: Translator
) -> WeekView:
    """Return the page of an edition.

    Args:
        edition: Its text counts as untrusted.
        pains: The titles of the pain points, by id.
        zone: The company's time zone.
        translator: The reader's.
    """
    listed = [o for o in edition.opportunities if not o.weak_signal]
    weak = [o for o in edition.opportunities if o.weak_signal]
    return WeekView(
        title=one_line(edition.company.name, _NAME_LIMIT),
        period=translator.week(edition.week),
        bottom_line=_bottom_line(edition, listed, translator),
        warning=_warning(edition, translator),
        cards=tuple(card(opportunity, pains, translator) for opportunity in listed),
        weak=tuple(card(opportunity, pains, translator) for opportunity in weak),
        quiet=tuple(_quiet(silence, translator) for silence in edition.silences),
        footer=provenance(edition, edition.made_at.astimezone(zone), translator),
    )


def chosen(edition: Edition, pain: str, language: str) -> tuple[Opportunity, ...]:
    """Return the opportunities of one pain point and one language; empty restricts nothing."""
    return tuple(
        o
        for o in edition.opportunities
        if (not pain or pain in (o.pain_id, *o.other_pain_ids))
        and (not language or o.language == language)
    )


def _bottom_line(edition: Edition, listed: Sequence[Opportunity], translator: Translator) -> str:
    studied = _counted(listed, translator)
    count = len(edition.silences)
    if not count:
        return translator.translate("{studied}.", studied=studied)
    silent = translator.plural("{n} pain point without news", "{n} pain points without news", count)
    return translator.translate("{studied}; {silent}.", studied=studied, silent=silent)


def _counted(listed: Sequence[Opportunity], translator: Translator) -> str:
    if not listed:
        return translator.translate("Nothing to study this week")
    count = translator.plural(
        "{n} opportunity on the list", "{n} opportunities on the list", len(listed)
    )
    confirmed = sum(opportunity.grade is Grade.CONFIRMED for opportunity in listed)
    probable = sum(opportunity.grade is Grade.PROBABLE for opportunity in listed)
    if not confirmed + probable:
        return translator.translate("{count}, none confirmed yet", count=count)
    graded = (
        translator.plural("{n} confirmed", "{n} confirmed", confirmed)
        if confirmed
        else translator.plural("{n} probable", "{n} probable", probable)
    )
    return translator.translate("{count}, including {graded}", count=count, graded=graded)


def _warning(edition: Edition, translator: Translator) -> str:
    failed, polled = edition.failed_source_count, edition.source_count
    if not polled or failed / polled < _POOR_COVERAGE:
        return ""
    return translator.translate(
        "Caution: many sources could not be read, so this week is poorly covered."
    )


def _quiet(silence: Silence, translator: Translator) -> Quiet:
    url = safe_link(silence.nearest_url)
    return Quiet(
        pain=one_line(silence.pain_title, _TITLE_LIMIT),
        reading=silence_reading(silence, translator),
        nearest=one_line(silence.nearest_title, _TITLE_LIMIT),
        url=url,
        domain=registrable_domain(url),
    )
