"""How long and how strict the weekly list is, and what merit is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STANDARD_PROFILE = "balanced"

PROFILES: Mapping[str, Mapping[str, float]] = {
    STANDARD_PROFILE: {
        "impact": 0.30,
        "corroboration": 0.20,
        "applicability": 0.15,
        "readiness": 0.15,
        "novelty": 0.10,
        "momentum": 0.05,
        "freshness": 0.05,
    },
    # For whoever must convince: a figure at a named adopter, told by several, before all else.
    "proof": {
        "impact": 0.40,
        "corroboration": 0.30,
        "applicability": 0.10,
        "readiness": 0.10,
        "novelty": 0.05,
        "momentum": 0.025,
        "freshness": 0.025,
    },
    # For whoever looks ahead: what is new, recent and spreading, though little proved yet.
    "early": {
        "impact": 0.10,
        "corroboration": 0.05,
        "applicability": 0.10,
        "readiness": 0.10,
        "novelty": 0.25,
        "momentum": 0.20,
        "freshness": 0.20,
    },
}
"""Profiles that ship: shares of merit by signal, each summing to 1. All are design values, to
be fixed by ablation once editions with decisions exist (docs/ranking.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSettings:
    """How long and how strict the weekly list is, and what merit is made of.

    ``profiles`` are those of the file: weights of every signal, summing to 1.
    """

    list_size: int = 10
    per_pain: int = 3
    per_owner: int = 2
    floor: float = 12.0
    max_age_days: int = 730
    diversity: float = 0.7
    profiles: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    profile: str = STANDARD_PROFILE

    @property
    def known_profiles(self) -> Mapping[str, Mapping[str, float]]:
        """Weights by profile: those that ship, then those of the file."""
        return {**PROFILES, **self.profiles}

    @property
    def weights(self) -> Mapping[str, float]:
        """The weights in use."""
        return self.known_profiles[self.profile]
