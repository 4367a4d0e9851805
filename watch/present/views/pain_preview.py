"""Tried → what the words of a pain point would have found, beside what they found before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from watch.model import Coverage, Opportunity
from watch.present.views.names import language_name
from watch.present.views.reference import Publication, Quote, Reference, quote, refer
from watch.service import ENOUGH_SOURCES, Bringing, Tried
from watch.wording import Translator, one_line, weight_phrase

_NAME_LIMIT = 80
_SOURCES_SHOWN = 8
"""Sources named: the ninth brings one article."""

_WORTH_A_LOOK = 0.1
"""Relevance below which nine stories of ten are not worth a study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A story that the words find: where it stands, how relevant it is, its evidence.

    ``fresh`` tells that it was not found before the words were changed.
    """

    headline: Reference
    quote: Quote | None
    percent: float
    relevance: str
    fresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What one wording finds, and what became of what the wording before it found.

    ``said`` sums it up, ``moved`` tells what the change of words did, ``advice`` what to write
    where little is found; each may be empty.
    """

    rows: tuple[FoundRow, ...]
    gone: tuple[Reference, ...]
    said: str
    moved: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringingView:
    """The sources that bring articles for a pain point: name, language, articles."""

    rows: tuple[tuple[str, str, str], ...]
    said: str


def preview_view(tried: Tried, before: Tried | None, translator: Translator) -> PreviewView:
    """Return how a preview is shown.

    Args:
        before: What the words in the file find; None where nothing is in the file yet.
    """
    known = {o.story_id for o in before.found} if before else set()
    kept = {o.story_id for o in tried.found}
    rows = tuple(_row(o, o.story_id not in known, before, translator) for o in tried.found)
    gone = tuple(
        _headline(o, translator) for o in (before.found if before else ()) if o.story_id not in kept
    )
    return PreviewView(
        rows=rows,
        gone=gone,
        said=_said(tried, translator),
        moved=_moved(sum(row.fresh for row in rows), len(gone), before, translator),
        advice=_advice(tried.found, translator),
    )


def bringing_view(found: Sequence[Bringing], translator: Translator) -> BringingView:
    """Return which sources bring articles for a pain point, those with most first."""
    sources = len({one.source_id for one in found})
    articles = sum(one.articles for one in found)
    rows = tuple(
        (
            one_line(one.name, _NAME_LIMIT),
            language_name(one.language, translator),
            translator.plural("{n} article", "{n} articles", one.articles),
        )
        for one in found[:_SOURCES_SHOWN]
    )
    return BringingView(rows=rows, said=_brought(sources, articles, translator))


def coverage_said(
    covered: Coverage, names: Collection[str], translator: Translator
) -> tuple[str, bool]:
    """Return how well the area of a pain point is covered, and whether that is enough.

    Args:
        names: Of the packs that would help.
    """
    if not covered.area:
        return translator.translate("Choose an area to see which sources cover it."), True
    if covered.sources >= ENOUGH_SOURCES:
        said = translator.plural("covered by {n} source", "covered by {n} sources", covered.sources)
        return said, True
    if covered.sources:
        said = translator.plural(
            "covered by {n} source only", "covered by {n} sources only", covered.sources
        )
    else:
        said = translator.translate("covered by no source")
    if not names:
        return said, False
    listed = ", ".join(one_line(name, _NAME_LIMIT) for name in names)
    help_ = translator.plural(
        "pack that would help: {names}", "packs that would help: {names}", len(names), names=listed
    )
    return translator.translate("{first}; {second}", first=said, second=help_), False


def _row(found: Opportunity, fresh: bool, before: Tried | None, translator: Translator) -> FoundRow:
    headline = _headline(found, translator)
    sentence = found.evidence[0].sentence if found.evidence else ""
    return FoundRow(
        headline=headline,
        quote=quote(sentence, headline, translator),
        percent=100 * found.relevance,
        relevance=weight_phrase(found.relevance, translator),
        fresh=fresh and before is not None,
    )


def _headline(found: Opportunity, translator: Translator) -> Reference:
    proof = found.evidence[0]
    published = Publication(
        url=proof.url, source_name=proof.source_name, published_at=proof.published_at
    )
    return refer(found.title, found.language, published, translator)


def _said(tried: Tried, translator: Translator) -> str:
    if not tried.article_count:
        return ""
    return translator.plural(
        "The nearest of {n} article read, best first.",
        "The nearest of {n} articles read, best first.",
        tried.article_count,
    )


def _moved(fresh: int, gone: int, before: Tried | None, translator: Translator) -> str:
    if before is None:
        return ""
    if not fresh and not gone:
        return translator.translate("The same stories as with the words in the file.")
    return translator.translate(
        "Beside the words in the file: {fresh}, {gone}.",
        fresh=translator.plural("{n} new", "{n} new", fresh),
        gone=translator.plural("{n} gone", "{n} gone", gone),
    )


def _advice(found: Sequence[Opportunity], translator: Translator) -> str:
    if not found or max(o.relevance for o in found) >= _WORTH_A_LOOK:
        return ""
    return translator.translate(
        "None of them is really about it. Say in the description what happens, where and how "
        "often; add a keyword that the trade press uses."
    )


def _brought(sources: int, articles: int, translator: Translator) -> str:
    if not sources:
        return translator.translate("No source has brought an article on this matter yet.")
    return translator.translate(
        "{sources}, {articles} on this matter.",
        sources=translator.plural("{n} source", "{n} sources", sources),
        articles=translator.plural("{n} article", "{n} articles", articles),
    )
