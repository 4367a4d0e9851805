"""One story for one pain → an opportunity with its score, grade and parts."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from watch.model import (
    EventKind,
    Evidence,
    Grade,
    Match,
    Opportunity,
    OpportunityId,
    PainPoint,
    Reliability,
    Signal,
    SourceKind,
    Story,
    owner_of,
)
from watch.rank.knobs import turned
from watch.rank.prospect import prospect
from watch.rank.signals import Context, corroboration, need, signals
from watch.text import fingerprint, shorten

PENALTIES = {
    "promotional": 0.7,
    "single owner": 0.85,
    "reported failure": 0.5,
    "rule only": 0.8,
}
"""Factors on the score. The first two are from the design: a brochure and a lone voice are
worth less. The others tell opportunity from topic: among on-topic articles of the labelled
set, 63 % of deployments and pilots are worth a study, 28 % of reports of no particular kind and
22 % of rules. Leaving one out moves nDCG@10 by .007 at most (docs/ranking.md, Ablations)."""

_BEARING = {
    EventKind.SETBACK: "reported failure",
    EventKind.REGULATION: "rule only",
}

_MAX_EVIDENCE = 4

QUOTE_CHARS = 320
"""Two long sentences; a quotation, not a reprint."""


def assess(match: Match, story: Story, pain: PainPoint, context: Context) -> Opportunity:
    """Return the opportunity that a match would be.

    ``score = 100 · √need · P(relevant) · merit · penalties``: relevance and need gate,
    merit orders.
    """
    name = opportunity_id(match)
    judged = signals(story, match, pain, context, context.first_listed_at.get(name))
    found = turned(judged, story, match, context.lessons)
    penalties = _penalties(story)
    lead = next(a for a in story.articles if a.id == match.article_id)
    solution = context.solutions.get(match.solution_id)
    return Opportunity(
        id=name,
        pain_id=pain.id,
        pain_title=pain.title,
        area=pain.area,
        story_id=story.id,
        title=lead.title,
        language=lead.language,
        score=round(score(need(pain), match.relevance, found, penalties), 2),
        grade=grade(story, context),
        need=round(need(pain), 4),
        relevance=round(match.relevance, 4),
        signals=found,
        penalties=penalties,
        solution_id=match.solution_id,
        solution_name=dict(solution.name) if solution else {},
        event=story.facts.event,
        gain=story.facts.gain,
        evidence=_evidence(match, story, context),
        owners=story.owners,
        effective_at=lead.effective_at,
        first_seen_at=min(article.first_seen_at for article in story.articles),
        prospect=prospect(match, story, pain, context),
        learned=round(match.learned, 4),
    )


def opportunity_id(match: Match) -> OpportunityId:
    """Return the id that this story keeps for this pain, on every machine."""
    return OpportunityId(fingerprint("opportunity", match.pain_id, str(match.story_id))[:12])


def score(
    need_: float, relevance: float, found: tuple[Signal, ...], penalties: tuple[str, ...]
) -> float:
    """Return the whole, 0-100."""
    merit = sum(signal.weight * signal.value for signal in found)
    factor = 1.0
    for name in penalties:
        factor *= PENALTIES[name]
    return 100.0 * sqrt(need_) * relevance * merit * factor


def grade(story: Story, context: Context) -> Grade:
    """Return how sure we are, apart from how useful it would be."""
    voices, _ = corroboration(story, context)
    lead = context.sources.get(story.lead.source_id)
    doubtful = lead is not None and (
        lead.kind is SourceKind.VENDOR or lead.reliability is Reliability.LOW
    )
    if len(story.owners) == 1:
        return Grade.TO_CHECK if doubtful or story.facts.promotional else Grade.SINGLE_SOURCE
    if voices >= 0.8 and story.facts.gain:
        return Grade.CONFIRMED
    return Grade.PROBABLE


def _penalties(story: Story) -> tuple[str, ...]:
    found = [name for kind, name in _BEARING.items() if kind is story.facts.event]
    if story.facts.promotional:
        found.append("promotional")
    if len(story.owners) == 1:
        found.append("single owner")
    return tuple(found)


def _evidence(match: Match, story: Story, context: Context) -> tuple[Evidence, ...]:
    """Return the matched sentence first, then one link per further independent owner."""
    quotes = [_best_quote(match, story)]
    seen = {_owner(match.article_id, story, context)}
    for article in story.articles:
        source = context.sources.get(article.source_id)
        owner = owner_of(article, source)
        if source is None or owner in seen or article.reprint_of is not None:
            continue
        seen.add(owner)
        quotes.append(
            Evidence(
                article_id=article.id,
                sentence=article.title,
                url=article.url,
                source_name=article.publisher or source.name,
                published_at=article.published_at,
            )
        )
    return tuple(quotes[:_MAX_EVIDENCE])


def _best_quote(match: Match, story: Story) -> Evidence:
    """Return the sentence with the gain, if the matched article has one; else the nearest."""
    told = story.facts.gain_sentence
    article = next(a for a in story.articles if a.id == match.article_id)
    if not told or told == article.title or told not in article.text:
        return match.evidence
    return replace(match.evidence, sentence=shorten(told, QUOTE_CHARS))


def _owner(article_id: int, story: Story, context: Context) -> str:
    for article in story.articles:
        if article.id == article_id:
            return owner_of(article, context.sources.get(article.source_id))
    return ""
