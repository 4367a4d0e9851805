"""An edition → JSON in a stable schema (docs/exports.md), apart from how it is stored.

Codes are those of the vocabulary, in English whatever the language of the reader. A key is
never taken away or given another meaning within a version; new ones may come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from watch.deliver.exports.table import NAME, TEXT, TITLE
from watch.deliver.link import safe_link
from watch.model import (
    Change,
    Edition,
    Evidence,
    Opportunity,
    Prospect,
    Silence,
    Stake,
    Update,
)
from watch.wording import one_line

SCHEMA = "techwatch.edition/1"

Object = dict[str, Any]


def json_file(edition: Edition) -> bytes:
    """Return an edition as a JSON document in UTF-8, which ends with a line break."""
    written = json.dumps(edition_object(edition), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{written}\n".encode()


def edition_object(edition: Edition) -> Object:
    """Return an edition as what JSON can hold."""
    return {
        "schema": SCHEMA,
        "week": edition.week,
        "reader": _name(edition.reader),
        "company": _name(edition.company.name),
        "made_at": _when(edition.made_at),
        "frozen_at": _when(edition.frozen_at),
        "example": edition.example,
        "profile": _name(edition.profile),
        "opportunities": [
            {"rank": rank, **_opportunity(opportunity)}
            for rank, opportunity in enumerate(edition.opportunities, start=1)
        ],
        "updates": [_update(update) for update in edition.updates],
        "silences": [_silence(silence) for silence in edition.silences],
        "counts": {
            "articles": edition.article_count,
            "stories": edition.story_count,
            "sources": edition.source_count,
            "failed_sources": edition.failed_source_count,
            "waiting": edition.waiting_count,
        },
    }


def _opportunity(opportunity: Opportunity) -> Object:
    return {
        "id": opportunity.id,
        "title": one_line(opportunity.title, TITLE),
        "language": opportunity.language,
        "pain_id": opportunity.pain_id,
        "pain": one_line(opportunity.pain_title, TITLE),
        "area": opportunity.area,
        "score": round(opportunity.score, 1),
        "grade": opportunity.grade.value,
        "need": round(opportunity.need, 4),
        "relevance": round(opportunity.relevance, 4),
        "weak_signal": opportunity.weak_signal,
        "status": opportunity.status.value,
        "event": opportunity.event.value,
        "gain": one_line(opportunity.gain, NAME),
        "solution_id": opportunity.solution_id,
        "solution": _names(opportunity.solution_name),
        "signals": [
            {"name": s.name, "value": round(s.value, 4), "weight": round(s.weight, 4)}
            for s in opportunity.signals
        ],
        "penalties": list(opportunity.penalties),
        "owners": [_name(owner) for owner in opportunity.owners],
        "effective_at": _when(opportunity.effective_at),
        "first_seen_at": _when(opportunity.first_seen_at),
        "prospect": _prospect(opportunity.prospect),
        "changes": [_change(change) for change in opportunity.changes],
        "evidence": [_evidence(evidence) for evidence in opportunity.evidence],
    }


def _evidence(evidence: Evidence) -> Object:
    return {
        "sentence": one_line(evidence.sentence, TEXT),
        "url": safe_link(evidence.url),
        "source": _name(evidence.source_name),
        "published_at": _when(evidence.published_at),
    }


def _prospect(prospect: Prospect | None) -> Object | None:
    if prospect is None:
        return None
    return {
        "impact": prospect.impact,
        "effort": prospect.effort,
        "maturity": prospect.maturity,
        "months": round(prospect.months, 1),
        "deadline_on": _when(prospect.deadline_on),
        "deadline": one_line(prospect.deadline, TITLE),
        "stake": _stake(prospect.stake),
    }


def _stake(stake: Stake | None) -> Object | None:
    if stake is None:
        return None
    return {
        "low": round(stake.low, 2),
        "high": round(stake.high, 2),
        "currency": stake.currency,
        "assumption": one_line(stake.assumption, TITLE),
    }


def _change(change: Change) -> Object:
    return {
        "kind": change.kind.value,
        "told": one_line(change.told, TITLE),
        "seen_at": _when(change.seen_at),
        "url": safe_link(change.url),
        "source": _name(change.source_name),
    }


def _update(update: Update) -> Object:
    return {
        "id": update.opportunity.id,
        "title": one_line(update.opportunity.title, TITLE),
        "status": update.status.value,
        "owner": _name(update.owner),
        "changes": [_change(change) for change in update.changes],
    }


def _silence(silence: Silence) -> Object:
    return {
        "pain_id": silence.pain_id,
        "pain": one_line(silence.pain_title, TITLE),
        "articles": silence.article_count,
        "sources": silence.source_count,
        "nearest": one_line(silence.nearest_title, TITLE),
        "nearest_url": safe_link(silence.nearest_url),
    }


def _name(text: str) -> str:
    return one_line(text, NAME)


def _names(names: Mapping[str, str]) -> Object:
    return {language: _name(name) for language, name in names.items()}


def _when(when: date | None) -> str | None:
    """Return a day or a moment as ISO 8601; nothing for none."""
    return when.isoformat() if when else None
