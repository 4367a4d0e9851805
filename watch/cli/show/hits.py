"""What a search found, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.quoting import quotation, spaced
from watch.cli.structure import plain
from watch.links import safe_link
from watch.model import Hit, SearchAnswer
from watch.wording import Translator, one_line

_INDENT = 5
_TITLE, _QUOTE, _NAME = 160, 260, 60


def hit_object(hit: Hit) -> dict[str, Any]:
    """Return a hit as JSON."""
    article = hit.article
    return {
        "score": round(hit.score, 4),
        "title": article.title,
        "language": article.language,
        "source": hit.source_name,
        "source_id": article.source_id,
        "published_at": article.published_at,
        "url": article.url,
        "sentence": hit.sentence,
        "article_id": article.id,
        "story_id": hit.story.id,
        "story_articles": len(hit.story.articles),
        "owners": hit.story.owners,
        "by_meaning": hit.dense_rank,
        "by_words": hit.lexical_rank,
        "kind": hit.kind,
        "areas": hit.areas,
        "cards": [plain(card) for card in hit.cards],
    }


def shown_answer(
    screen: Screen, query: str, answer: SearchAnswer, translator: Translator, *, saved_as: int = 0
) -> None:
    """Print what a search found; as JSON, with its counts and its trend.

    Args:
        saved_as: The number under which the search was kept; 0 if it was not.
    """
    if screen.json:
        counted = {"stories": answer.story_count, "counted_at_most": answer.bound}
        told = {"counts": plain(answer.counts), "trend": plain(answer.trend)}
        saved = {"saved_as": saved_as} if saved_as else {}
        hits = [hit_object(hit) for hit in answer.hits]
        screen.answer({"query": query, "hits": hits, **counted, **told, **saved})
        return
    shown_hits(screen, query, answer.hits, translator)
    if saved_as:
        screen.paragraph(translator.translate("Saved as number {n}.", n=saved_as))


def shown_hits(screen: Screen, query: str, hits: Sequence[Hit], translator: Translator) -> None:
    """Print the stories found, or that there are none."""
    if not hits:
        text = translator.translate("Nothing was found on “{query}”.", query=one_line(query, 120))
        screen.paragraph(text)
        return
    for rank, hit in enumerate(hits, start=1):
        _shown_hit(screen, hit, translator, f"{rank:>3}")
        screen.line()


def _shown_hit(screen: Screen, hit: Hit, translator: Translator, rank: str) -> None:
    article = hit.article
    title = spaced(one_line(article.title, _TITLE), article.language) or "—"
    screen.paragraph(title, indent=_INDENT, style="bold", margin=rank)
    sentence = one_line(hit.sentence, _QUOTE)
    if sentence and hit.sentence != article.title:
        quoted = quotation(sentence, article.language, translator)
        screen.paragraph(quoted, indent=_INDENT, style="italic")
    screen.paragraph("— " + ", ".join(_origin(hit, translator)), indent=_INDENT)
    link = safe_link(article.url)
    if link:
        screen.line(" " * (_INDENT + 2) + link, "dim")


def _origin(hit: Hit, translator: Translator) -> list[str]:
    said = [one_line(hit.source_name, _NAME), translator.day(hit.article.effective_at)]
    others = len(hit.story.articles) - 1
    if others:
        said.append(
            translator.plural(
                "{n} more article on this event", "{n} more articles on this event", others
            )
        )
    return said
