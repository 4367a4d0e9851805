"""What a story adds to what is known about an opportunity.

In → what is known, and a story with its facts: the card's own with new articles, or one that the
card has gathered; out → the changes, each verbatim with its sentence and its link, and what is
known afterwards. What was told before, in either language, is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from watch.model import (
    Article,
    Change,
    ChangeKind,
    EventKind,
    Fact,
    FactKind,
    Known,
    OpportunityId,
    Source,
    SourceId,
    Story,
    owner_of,
)
from watch.review.gather import source_name
from watch.text import folded, words

_FAILED = frozenset({EventKind.SETBACK, EventKind.INCIDENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What changes are judged against, and when.

    Attributes:
        is_peer: Whether an adopter, named in an article, is like the company.
    """

    sources: Mapping[SourceId, Source]
    is_peer: Callable[[Fact, Article], bool]
    now: datetime


def known_of(stories: Iterable[Story]) -> Known:
    """Return what stories tell together; their facts are read before."""
    known = Known()
    for story in stories:
        known = _joined(known, story)
    return known


def learned(
    known: Known, opportunity_id: OpportunityId, story: Story, context: Context
) -> tuple[list[Change], Known]:
    """Return what a story adds to what is known, and what is known with it.

    An adopter like the company is told as a peer, not as an adopter besides: who waits for
    adopters waits for peers too.
    """
    changes = [
        Change(
            opportunity_id=opportunity_id,
            kind=kind,
            seen_at=context.now,
            told=told,
            sentence=sentence,
            article_id=article.id,
            url=article.url,
            source_name=source_name(article, context.sources),
        )
        for kind, told, sentence, article in _news(known, story, context)
    ]
    return changes, _joined(known, story)


_News = tuple[ChangeKind, str, str, Article]


def _news(known: Known, story: Story, context: Context) -> Iterator[_News]:
    for owner in story.owners:
        if folded(owner) not in known.owners:
            yield ChangeKind.OWNER, owner, "", _of_owner(story, owner, context.sources)
    for kind, facts, before in _comparable(known, story):
        seen = set(before)
        for fact in facts:
            key = _key(fact)
            if not _is_known(key, seen, fact):
                article = story.teller(fact.sentence)
                yield _kind(kind, fact, article, context), _told(fact), fact.sentence, article
            seen.add(key)
    if failed(story) and not known.failed:
        told, sentence = _failure(story)
        yield ChangeKind.FAILURE, told, sentence, story.teller(sentence)


def _comparable(
    known: Known, story: Story
) -> list[tuple[ChangeKind, Iterable[Fact], frozenset[str]]]:
    """Return the facts of each kind of change, and what is known of that kind."""
    facts = story.facts
    return [
        (ChangeKind.ADOPTER, _adopters(story), known.adopters),
        (ChangeKind.GAIN, _gains(story), known.gains),
        (ChangeKind.PRICE, facts.of(FactKind.PRICE), known.prices),
        (ChangeKind.AVAILABILITY, facts.of(FactKind.AVAILABILITY), known.availability),
        (ChangeKind.DEADLINE, facts.of(FactKind.DEADLINE), known.deadlines),
    ]


def _kind(kind: ChangeKind, fact: Fact, article: Article, context: Context) -> ChangeKind:
    peer = kind is ChangeKind.ADOPTER and context.is_peer(fact, article)
    return ChangeKind.PEER if peer else kind


def _told(fact: Fact) -> str:
    """Return the words of a fact: the clause of an effect, "réduit de 32 % les rebuts"."""
    return fact.clause or fact.text


def _adopters(story: Story) -> list[Fact]:
    """Return the adopters that are neither the paper that tells it nor the supplier.

    "Le Journal said" and "Rovalis equips" are read as adopters now and then.
    """
    others = [fact.text for fact in story.facts.of(FactKind.SUPPLIER)]
    others += [*story.owners, *(article.publisher for article in story.articles)]
    strangers = {folded(name) for name in others}
    found = story.facts.of(FactKind.ADOPTER)
    return [fact for fact in found if folded(fact.text) not in strangers]


def _gains(story: Story) -> list[Fact]:
    """Return the effects for the better, where the story's figures are gains at all."""
    if not story.facts.gain:
        return []
    return [fact for fact in story.facts.of(FactKind.EFFECT) if not fact.adverse]


def _key(fact: Fact) -> str:
    """Return what makes a fact the same in other words: figure and unit, day, place or name.

    Parts of a whole are compared to two digits, so that "a third" and « 33 % » are one figure.
    """
    if fact.on is not None:
        return fact.on.isoformat()
    if fact.kind is FactKind.AVAILABILITY:
        return _place(fact)
    if fact.kind is FactKind.ADOPTER or fact.value is None or not fact.unit:
        return folded(fact.text)
    digits = ".2g" if fact.unit == "%" else ".6g"
    return f"{abs(fact.value):{digits}} {fact.unit.casefold()}"


def _place(fact: Fact) -> str:
    where = "france" if "fran" in folded(fact.about) else "europe"
    return f"not in {where}" if fact.denies else where


def _is_known(key: str, known: Iterable[str], fact: Fact) -> bool:
    """Tell whether a fact was told; of a name, whether a longer or shorter form of it was."""
    if fact.kind is not FactKind.ADOPTER:
        return key in known
    name = set(words(key))
    return any(name <= set(words(other)) or name >= set(words(other)) for other in known)


def failed(story: Story) -> bool:
    """Tell whether a story tells a failure: a setback, an incident, or a loss and no gain."""
    return story.facts.event in _FAILED or (_loss(story) is not None and not story.facts.gain)


def _failure(story: Story) -> tuple[str, str]:
    """Return the words that tell the failure, and their sentence."""
    loss = _loss(story)
    if loss is not None:
        return _told(loss), loss.sentence
    sentence = story.facts.event_sentence or story.lead.title
    return sentence, sentence


def _loss(story: Story) -> Fact | None:
    return next((fact for fact in story.facts.of(FactKind.EFFECT) if fact.adverse), None)


def _of_owner(story: Story, owner: str, sources: Mapping[SourceId, Source]) -> Article:
    """Return the first telling of an owner."""
    told = (one for one in story.articles if owner_of(one, sources.get(one.source_id)) == owner)
    return next(told, story.lead)


def _joined(known: Known, story: Story) -> Known:
    """Return what is known with what a story tells."""
    adopters, gains, prices, availability, deadlines = (
        before | {_key(fact) for fact in facts} for _, facts, before in _comparable(known, story)
    )
    return Known(
        owners=known.owners | {folded(owner) for owner in story.owners},
        adopters=adopters,
        gains=gains,
        prices=prices,
        availability=availability,
        deadlines=deadlines,
        failed=known.failed or failed(story),
    )
