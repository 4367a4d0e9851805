"""Opportunities in one line each, and what was decided about several in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watch.model.names import OpportunityId, PainId
from watch.model.opportunities import Grade
from watch.model.reviews import Decision, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class CardHead:
    """What an opportunity is, without its evidence and the parts of its score.

    Attributes:
        weak_signal: Whether the last list that held it had it to keep an eye on, not to decide on.
    """

    id: OpportunityId
    pain_id: PainId
    pain_title: str
    area: str
    title: str
    language: str
    solution_id: str
    score: float
    grade: Grade
    weak_signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """An opportunity in one line of the board: what it is, and where it stands."""

    head: CardHead
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one step wrote about several opportunities.

    Attributes:
        rows: The rows of the ledger, numbered; undoing them takes the whole step back.
        refused: Opportunities that were left as they are, each with the reason.
    """

    rows: tuple[Decision, ...]
    refused: Mapping[OpportunityId, str] = field(default_factory=dict)
