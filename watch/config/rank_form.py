"""How the list is ranked, checked: its length, its bar, and what merit is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from watch.config.form import Form
from watch.settings import PROFILES, STANDARD_PROFILE

_STANDARD = PROFILES[STANDARD_PROFILE]

Weight = Annotated[float, Field(ge=0, le=100, strict=True)]
"""Any scale will do, since the weights are scaled; a hundred reads as percentages."""


class WeightsForm(Form):
    """One profile: what each signal of merit weighs; left out, its standard share."""

    impact: Weight = _STANDARD["impact"]
    corroboration: Weight = _STANDARD["corroboration"]
    applicability: Weight = _STANDARD["applicability"]
    readiness: Weight = _STANDARD["readiness"]
    novelty: Weight = _STANDARD["novelty"]
    momentum: Weight = _STANDARD["momentum"]
    freshness: Weight = _STANDARD["freshness"]

    @model_validator(mode="after")
    def _something_weighs(self) -> Self:
        if sum(self.model_dump().values()) == 0:
            msg = "every weight is 0; let at least one signal count"
            raise ValueError(msg)
        return self


class RankForm(Form):
    """How long and how strict the list is, and what merit is made of."""

    list_size: int | None = Field(default=None, ge=1, le=100)
    per_pain: int | None = Field(default=None, ge=1)
    per_owner: int | None = Field(default=None, ge=1)
    floor: float | None = Field(default=None, ge=0, le=100)
    max_age_days: int | None = Field(default=None, ge=1)
    diversity: float | None = Field(default=None, ge=0, le=1)
    profiles: dict[str, WeightsForm] = Field(default_factory=dict)
    profile: str | None = None

    @field_validator("profiles")
    @classmethod
    def _standard_stays(cls, profiles: dict[str, WeightsForm]) -> dict[str, WeightsForm]:
        if STANDARD_PROFILE in profiles:
            msg = f"`{STANDARD_PROFILE}` is the standard one; give yours another name"
            raise ValueError(msg)
        return profiles

    @field_validator("profile")
    @classmethod
    def _known_profile(cls, name: str | None, info: ValidationInfo) -> str | None:
        stated = info.data.get("profiles")
        if stated is None or name is None:  # a mistake among the profiles is told by itself
            return name
        known = {**PROFILES, **stated}
        if name not in known:
            msg = f"must be one of {', '.join(known)}"
            raise ValueError(msg)
        return name


def shares(profiles: Mapping[str, WeightsForm]) -> dict[str, dict[str, float]]:
    """Return the weights of each profile, scaled so that they sum to 1."""
    weights = {name: form.model_dump() for name, form in profiles.items()}
    return {
        name: {signal: weight / sum(stated.values()) for signal, weight in stated.items()}
        for name, stated in weights.items()
    }
