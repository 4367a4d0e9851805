"""Opportunities and silences → the items and notes of a digest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watch.deliver.digest import Item, Note, Quote
from watch.deliver.link import host_of, safe_link
from watch.model import LANGUAGES, Evidence, Opportunity, Silence
from watch.wording import Translator, area_name, explain, french_spacing, name_of, one_line

_NAME_LIMIT = 60
_QUOTATION_MARK = re.compile(r"[«»“”„\"]")
_FEW_SOURCES = 5
"""Below this many sources a pain point is poorly covered, and the note says "only"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much a digest says, so that it stays within its words.

    **Units**: limits in characters.
    """

    headline_limit: int
    pain_limit: int
    quote_limit: int
    why_count: int
    silence_count: int
    nearest: bool
    would_change: bool
    weak_signal: bool = True


def item(opportunity: Opportunity, detail: Detail, translator: Translator) -> Item:
    """Return how a digest shows an opportunity, led by its first piece of evidence."""
    lead = opportunity.evidence[0] if opportunity.evidence else None
    url = safe_link(lead.url) if lead else ""
    said = explain(opportunity, translator, pain_limit=detail.pain_limit)
    return Item(
        id=opportunity.id,
        headline=one_line(opportunity.title, detail.headline_limit) or "—",
        language=opportunity.language if opportunity.language in LANGUAGES else "",
        url=url,
        host=host_of(url),
        area=one_line(area_name(opportunity.area, translator), _NAME_LIMIT),
        grade=opportunity.grade,
        grade_name=name_of(opportunity.grade, translator),
        score=round(opportunity.score),
        so_what=said.so_what,
        quote=_quote(lead, opportunity.language, detail, translator) if lead else None,
        why=", ".join(said.why[: detail.why_count]),
        doubt=said.doubt,
        would_change=said.would_change if detail.would_change else "",
    )


def note(silence: Silence, detail: Detail, translator: Translator) -> Note:
    """Return how a digest shows a pain point without news."""
    url = safe_link(silence.nearest_url) if detail.nearest else ""
    articles = translator.plural("{n} article read", "{n} articles read", silence.article_count)
    return Note(
        pain_id=silence.pain_id,
        pain=one_line(silence.pain_title, detail.pain_limit).rstrip(" ."),
        reading=translator.translate(
            "{articles}, {sources}.",
            articles=articles,
            sources=_coverage(silence.source_count, translator),
        ),
        nearest=one_line(silence.nearest_title, detail.headline_limit) if detail.nearest else "",
        url=url,
        host=host_of(url),
    )


def _quote(
    evidence: Evidence, language: str, detail: Detail, translator: Translator
) -> Quote | None:
    sentence = one_line(evidence.sentence, detail.quote_limit)
    if not sentence:
        return None
    if language == "fr":
        sentence = french_spacing(sentence)
    return Quote(
        text=_in_marks(sentence, translator),
        source_name=one_line(evidence.source_name, _NAME_LIMIT),
        day=translator.day(evidence.published_at) if evidence.published_at else "",
    )


def _in_marks(sentence: str, translator: Translator) -> str:
    """Return a sentence in quotation marks, unless it brings its own."""
    if _QUOTATION_MARK.search(sentence):
        return sentence
    return translator.translate("“{text}”", text=sentence)


def _coverage(count: int, translator: Translator) -> str:
    if count < _FEW_SOURCES:
        return translator.plural("{n} source only", "{n} sources only", count)
    return translator.plural("{n} source", "{n} sources", count)
