"""Hit → a search result that says why it was found."""

from __future__ import annotations

from dataclasses import dataclass

from watch.model import Hit
from watch.present.views.names import language_name
from watch.present.views.reference import Publication, Quote, Reference, quote, refer
from watch.wording import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A story found: its best article, a sentence of it, and why it is here."""

    headline: Reference
    language: str
    quote: Quote | None
    tellings: str
    why: str


def result(hit: Hit, translator: Translator) -> Result:
    """Return how a story found by a search is shown."""
    article = hit.article
    published = Publication(
        url=article.url, source_name=hit.source_name, published_at=article.effective_at
    )
    headline = refer(article.title, article.language, published, translator)
    return Result(
        headline=headline,
        language=language_name(article.language, translator),
        quote=quote(hit.sentence, headline, translator),
        tellings=_tellings(hit, translator),
        why=_why(hit, translator),
    )


def _tellings(hit: Hit, translator: Translator) -> str:
    owners, articles = len(hit.story.owners), len(hit.story.articles)
    voices = translator.plural("{n} independent source", "{n} independent sources", owners)
    if articles <= owners:
        return voices
    told = translator.plural("{n} article", "{n} articles", articles)
    return translator.translate("{first}, {second}", first=voices, second=told)


def _why(hit: Hit, translator: Translator) -> str:
    if hit.dense_rank is not None and hit.lexical_rank is not None:
        return translator.translate("found by its meaning and its words")
    if hit.dense_rank is not None:
        return translator.translate("found by its meaning")
    return translator.translate("found by its words") if hit.lexical_rank is not None else ""
