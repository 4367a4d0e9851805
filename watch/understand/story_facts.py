"""A story → the same story with its facts: those of its fullest telling first.

Facts are read of the stories that somebody looks at, not of all: a grammar over each sentence
costs a millisecond or two an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watch.model import Article, EventKind, Fact, Story
from watch.text import fold
from watch.understand.facts import facts


def note_facts(story: Story) -> Story:
    """Return a story with the facts of its original tellings, each fact once.

    It is promotional only when every telling is.
    """
    known = [facts(a.title, a.text, a.effective_at.date()) for a in originals(story.articles)]
    fullest = max(
        known, key=lambda one: (bool(one.gain), bool(one.adopter), one.event != EventKind.OTHER)
    )
    others_said = (fact for one in known if one is not fullest for fact in one.found)
    joined = replace(
        fullest,
        promotional=all(one.promotional for one in known),
        found=_distinct([*fullest.found, *others_said]),
    )
    return replace(story, facts=joined)


def originals(articles: Sequence[Article]) -> list[Article]:
    """Return the tellings in words of their own; all of them where there is none."""
    return [one for one in articles if one.reprint_of is None] or list(articles)


def _distinct(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts without those told before in other words: same figure, same day, same name."""
    told: dict[tuple[object, ...], Fact] = {}
    for fact in found:
        words = "" if fact.unit or fact.on else fold(fact.text)
        told.setdefault((fact.kind, fact.value, fact.unit, fact.on, words), fact)
    return tuple(told.values())
