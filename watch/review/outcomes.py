"""What the editions gave, counted from the ledger: by edition, pain point, source and pilot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median

from watch.model import (
    FOLLOWED,
    Act,
    Article,
    ArticleId,
    Decision,
    Edition,
    OpportunityId,
    PainId,
    PilotResult,
    Source,
    SourceId,
    Standing,
    Status,
    Verdict,
    Week,
    owner_of,
)
from watch.model.outcomes import DecisionYield, Outcomes, PainYield, Pilot, SourceYield
from watch.review.ledger import counting
from watch.review.record import Record

_DAY = timedelta(days=1)

_Decided = Mapping[tuple[Week, OpportunityId], Sequence[Decision]]


def outcomes(record: Record) -> Outcomes:
    """Return what all editions gave."""
    return Outcomes(
        editions=decision_yields(record),
        pains=pain_yields(record),
        sources=source_yields(record),
        pilots=pilots(record),
    )


def decision_yields(record: Record) -> tuple[DecisionYield, ...]:
    """Return what was decided from each edition, oldest first.

    A decision counts for the edition that it was taken from, if the opportunity was listed there;
    one taken elsewhere, for the last edition that had shown it until then. The last decision
    from an edition is its verdict.
    """
    decided = _decided_from(record)
    return tuple(_decision_yield(edition, decided, record) for edition in record.editions)


def pain_yields(record: Record) -> tuple[PainYield, ...]:
    """Return what came of each pain point, in their order, then of those no longer stated."""
    titles = {row.pain_id: row.pain_title for row in record.rows().values()}
    titles |= {pain.id: pain.title for pain in record.pains}
    pain_of = record.pain_of()
    shown = Counter(pain_of[name] for name in record.ever_shown())
    tried = Counter(pilot.pain_id for pilot in pilots(record))
    gains: defaultdict[PainId, float] = defaultdict(float)
    for pilot in pilots(record):
        gains[pilot.pain_id] += pilot.yearly_gain
    kept = Counter(pain_of[name] for name in record.standing_in(FOLLOWED))
    adopted = Counter(pain_of[name] for name in record.standing_in({Status.ADOPTED}))
    stated = dict.fromkeys(pain.id for pain in record.pains)
    return tuple(
        PainYield(
            pain_id=pain_id,
            pain_title=titles.get(pain_id, pain_id),
            shown=shown[pain_id],
            kept=kept[pain_id],
            pilots=tried[pain_id],
            adopted=adopted[pain_id],
            yearly_gain=gains[pain_id],
        )
        for pain_id in [*stated, *sorted((shown | kept | tried).keys() - stated.keys())]
    )


def source_yields(record: Record) -> tuple[SourceYield, ...]:
    """Return what each owner's sources gave, the one with most kept opportunities first.

    What an aggregator carried counts for its publisher, and for the aggregator too. Every owner
    of a source that is switched on has a row.
    """
    articles: defaultdict[str, set[ArticleId]] = defaultdict(set)
    cited: defaultdict[str, set[OpportunityId]] = defaultdict(set)
    for row in (row for edition in record.editions for row in edition.opportunities):
        for evidence in row.evidence:
            for owner in _owners(record.articles.get(evidence.article_id), record.sources):
                articles[owner].add(evidence.article_id)
                cited[owner].add(record.lead(row.id))
    kept = record.ever_shown().keys() & record.standing_in(FOLLOWED)
    names = _source_names(record)
    found = [
        SourceYield(
            owner=owner,
            names=tuple(names.get(owner, ())),
            articles=len(articles[owner]),
            shown=len(cited[owner]),
            kept=len(cited[owner] & kept),
            share=len(cited[owner] & kept) / len(kept) if kept else 0.0,
        )
        for owner in names.keys() | cited.keys()
    ]
    return tuple(sorted(found, key=lambda s: (-s.kept, -s.shown, -s.articles, s.owner)))


def pilots(record: Record) -> tuple[Pilot, ...]:
    """Return everything that was ever tried, by id: decided as a pilot, or measured."""
    rows, pain_of = record.rows(), record.pain_of()
    begun = {
        row.opportunity_id
        for row in counting(record.decisions)
        if row.act is Act.DECIDE and row.status is Status.PILOT
    }
    return tuple(
        Pilot(
            opportunity_id=name,
            pain_id=pain_of[name],
            title=rows[name].title if name in rows else name,
            status=standing.status,
            result=standing.result or PilotResult(),
        )
        for name, standing in sorted(record.standings.items())
        if (standing.result or name in begun) and not standing.merged_into
    )


def _decided_from(record: Record) -> _Decided:
    """Return the decisions about what each edition shows, in the order of the ledger."""
    shown = {edition.week: record.shown(edition) for edition in record.editions}
    found: defaultdict[tuple[Week, OpportunityId], list[Decision]] = defaultdict(list)
    for row in counting(record.decisions):
        if row.act is not Act.DECIDE:
            continue
        showing = [e for e in record.editions if row.opportunity_id in shown[e.week]]
        before = [e.week for e in showing if e.made_at <= row.at]
        taken_from = [e.week for e in showing if e.week == row.week]
        for week in (taken_from or before)[-1:]:
            found[week, row.opportunity_id].append(row)
    return found


def _decision_yield(edition: Edition, decided: _Decided, record: Record) -> DecisionYield:
    shown = record.shown(edition)
    taken = [rows for name in shown if (rows := decided.get((edition.week, name)))]
    standings = [_left_by(rows[-1]) for rows in taken]
    verdicts = Counter(standing.verdict for standing in standings)
    closed_at = edition.frozen_at or edition.made_at
    waited = [
        max(rows[0].at - closed_at, timedelta()) / _DAY
        for rows, standing in zip(taken, standings, strict=True)
        if standing.verdict
    ]
    return DecisionYield(
        week=edition.week,
        shown=len(shown),
        yes=verdicts[Verdict.YES],
        no=verdicts[Verdict.NO],
        known=verdicts[Verdict.KNOWN],
        kept=sum(standing.status in FOLLOWED for standing in standings),
        median_days=median(waited) if waited else None,
    )


def _left_by(row: Decision) -> Standing:
    """Return what a decision alone says of where its opportunity stands."""
    status = row.status or Status.NEW
    return Standing(opportunity_id=row.opportunity_id, status=status, reason=row.reason)


def _owners(article: Article | None, sources: Mapping[SourceId, Source]) -> set[str]:
    if article is None:
        return set()
    source = sources.get(article.source_id)
    return {owner_of(article, source), source.owner if source else ""} - {""}


def _source_names(record: Record) -> dict[str, list[str]]:
    """Return the names of the sources that are switched on, by owner."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source in sorted(record.sources.values(), key=lambda s: s.name):
        if source.enabled:
            found[source.owner].append(source.name)
    return found
