"""Opportunity → the card that a reader judges it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watch.model import Evidence, Grade, Opportunity, PainId
from watch.present.views.detail import Detail, detail
from watch.present.views.reference import Publication, Quote, Reference, quote, refer
from watch.wording import (
    Aspect,
    Translator,
    area_name,
    explain,
    name_of,
    one_line,
    pressing,
)

_NAME_LIMIT = 80
_PAIN_LIMIT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An opportunity as it is shown: the claim, its evidence, the doubt, the arithmetic."""

    id: str
    headline: Reference
    area: str
    pain: str
    also: tuple[str, ...]
    so_what: str
    score: int
    grade: Grade
    grade_name: str
    voices: str
    quote: Quote | None
    pressing: tuple[Aspect, ...]
    why: tuple[str, ...]
    doubt: str
    detail: Detail
    others: tuple[Reference, ...]


def card(opportunity: Opportunity, pains: Mapping[PainId, str], translator: Translator) -> Card:
    """Return how an opportunity is shown, led by its first piece of evidence.

    Args:
        opportunity: Its text counts as untrusted.
        pains: The titles of the pain points, for those it serves besides its own.
        translator: The reader's.
    """
    said = explain(opportunity, translator, pain_limit=_PAIN_LIMIT)
    lead, *further = opportunity.evidence or (None,)
    headline = _refer(lead, opportunity.title, opportunity.language, translator)
    voices = _voices(opportunity, translator)
    also = (pains[pain] for pain in opportunity.other_pain_ids if pain in pains)
    return Card(
        id=opportunity.id,
        headline=headline,
        area=one_line(area_name(opportunity.area, translator), _NAME_LIMIT),
        pain=one_line(opportunity.pain_title, _PAIN_LIMIT),
        also=tuple(one_line(title, _PAIN_LIMIT) for title in also),
        so_what=said.so_what,
        score=round(opportunity.score),
        grade=opportunity.grade,
        grade_name=name_of(opportunity.grade, translator),
        voices=voices,
        quote=quote(lead.sentence, headline, translator) if lead else None,
        pressing=pressing(opportunity, translator),
        why=tuple(phrase for phrase in said.why if phrase != voices),
        doubt=said.doubt,
        detail=detail(opportunity, said.would_change, translator),
        others=tuple(_refer(e, e.sentence, "", translator) for e in further if e),
    )


def _refer(
    evidence: Evidence | None, title: str, language: str, translator: Translator
) -> Reference:
    published = Publication(url="", source_name="")
    if evidence is not None:
        published = Publication(
            url=evidence.url,
            source_name=evidence.source_name,
            published_at=evidence.published_at,
        )
    return refer(title, language, published, translator)


def _voices(opportunity: Opportunity, translator: Translator) -> str:
    """Return how many tell it; of a single one, nothing: the grade and the doubt say it."""
    count = len(opportunity.owners)
    if count < 2:
        return ""
    return translator.plural("{n} independent source", "{n} independent sources", count)
