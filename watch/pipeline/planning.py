"""A pain point, or a topic → how it is searched for, in the language it is written in."""

from __future__ import annotations

from collections.abc import Sequence

from watch import match
from watch.match import Expansion, Library, Plan
from watch.model import LANGUAGES, Company, PainId, PainPoint
from watch.protocols import Embedder
from watch.understand.clean import language_of


def plan_pain(
    pain: PainPoint, company: Company, library: Library, embedders: Sequence[Embedder]
) -> Plan:
    """Return the plan that a run follows for a pain point.

    Args:
        company: Its language counts where the pain's words do not tell theirs.
    """
    found = language_of(match.statement(pain), hint=company.language)
    language = found if found in LANGUAGES else company.language
    return match.plan(pain, language, library, embedders)


def expand_topic(
    topic: str, company: Company, library: Library, embedders: Sequence[Embedder]
) -> Expansion:
    """Return what the solution library adds to a topic, as if it were a pain point.

    Args:
        company: As for :func:`plan_pain`.
    """
    plan = plan_pain(PainPoint(id=PainId(""), title=topic), company, library, embedders)
    return match.expand(plan, library, embedders)
