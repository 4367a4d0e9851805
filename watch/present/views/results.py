"""Hit → a search result that says why it was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watch.model import EventKind, Hit, PainId, StoryId
from watch.present.views.names import language_name
from watch.present.views.reference import Publication, Quote, Reference, quote, refer
from watch.present.views.search import CardLink
from watch.wording import Translator, name_of, one_line

_TITLE_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A story found: its best article, a sentence of it, why it is here, what became of it.

    Attributes:
        kind: Of development; empty where neither title nor opening names one.
    """

    story_id: StoryId
    headline: Reference
    language: str
    kind: str
    quote: Quote | None
    tellings: str
    why: str
    cards: tuple[CardLink, ...]


def result(hit: Hit, pains: Mapping[PainId, str], translator: Translator) -> Result:
    """Return how a story found by a search is shown.

    Args:
        pains: Titles of the pain points by id.
    """
    article = hit.article
    published = Publication(
        url=article.url, source_name=hit.source_name, published_at=article.effective_at
    )
    headline = refer(article.title, article.language, published, translator)
    return Result(
        story_id=hit.story.id,
        headline=headline,
        kind="" if hit.kind is EventKind.OTHER else name_of(hit.kind, translator),
        cards=tuple(_card_links(hit, pains, translator)),
        language=language_name(article.language, translator),
        quote=quote(hit.sentence, headline, translator),
        tellings=_tellings(hit, translator),
        why=_why(hit, translator),
    )


def _card_links(
    hit: Hit, pains: Mapping[PainId, str], translator: Translator
) -> Iterator[CardLink]:
    for tie in hit.cards:
        pain = one_line(pains.get(tie.pain_id, tie.pain_id), _TITLE_LIMIT)
        status = name_of(tie.status, translator)
        said = translator.translate("Opportunity for “{pain}”: {status}", pain=pain, status=status)
        yield CardLink(id=tie.opportunity_id, said=said)


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
