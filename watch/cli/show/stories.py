"""One story: what it says, where it stands, who tells it."""

from __future__ import annotations

from typing import Any

from watch.cli.screen import Screen
from watch.model import Fact
from watch.service import ToldStory
from watch.wording import Translator, in_sentence, name_of, one_line

_TITLE = 200
_MAX_FACTS = 12
"""As many as a reader takes in; JSON has them all."""


def story_object(told: ToldStory) -> dict[str, Any]:
    """Return a story as JSON."""
    story = told.story
    return {
        "story_id": story.id,
        "phase": told.phase,
        "summary": told.summary.text,
        "verbatim": told.summary.verbatim,
        "keyphrases": told.keyphrases,
        "former_titles": told.former_titles,
        "event": story.facts.event,
        "promotional": story.facts.promotional,
        "facts": [_fact_object(fact) for fact in story.facts.found],
        "owners": story.owners,
        "articles": [
            {
                "article_id": article.id,
                "title": article.title,
                "owner": owner,
                "language": article.language,
                "effective_at": article.effective_at,
                "url": article.url,
                "reprint_of": article.reprint_of,
            }
            for article, owner in zip(story.articles, told.owners, strict=True)
        ],
    }


def _fact_object(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "text": fact.text,
        "clause": fact.clause,
        "about": fact.about,
        "value": fact.value,
        "unit": fact.unit,
        "on": fact.on,
        "adverse": fact.adverse,
        "sentence": fact.sentence,
        "start": fact.start,
        "end": fact.end,
    }


def shown_story(screen: Screen, told: ToldStory, translator: Translator) -> None:
    """Print the summary, the facts, then each telling with its owner and date."""
    story = told.story
    screen.paragraph(one_line(story.lead.title, _TITLE), style="bold")
    screen.paragraph(
        " · ".join(
            [
                name_of(told.phase, translator),
                translator.plural(
                    "{n} independent source", "{n} independent sources", len(story.owners)
                ),
                *told.keyphrases,
            ]
        ),
        style="dim",
    )
    if told.summary.text:
        screen.line()
        screen.paragraph(told.summary.text)
        if not told.summary.verbatim:
            screen.note(translator.translate("Worded by a language model from quoted sentences."))
    if story.facts.found:
        screen.line()
    for fact in story.facts.found[:_MAX_FACTS]:
        screen.paragraph(_fact_line(fact, translator), label=f"{name_of(fact.kind, translator)} ·")
    screen.line()
    for article, owner in zip(story.articles, told.owners, strict=True):
        day = translator.day(article.effective_at)
        reprint = translator.translate("Reprint") if article.reprint_of else ""
        about = " · ".join(part for part in (owner, day, in_sentence(reprint)) if part)
        screen.paragraph(f"{one_line(article.title, _TITLE)} — {about}")


def _fact_line(fact: Fact, translator: Translator) -> str:
    """Return a fact in the article's words, with what it concerns."""
    words = one_line(fact.clause or fact.text, _TITLE)
    if fact.on is not None:
        return f"{translator.day(fact.on)} — {one_line(fact.about, _TITLE) or words}"
    apart = fact.about and fact.about not in words
    return f"{words} ({one_line(fact.about, _TITLE)})" if apart else words
