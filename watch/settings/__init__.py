"""How a home folder is run: plain values with their defaults, no reading of files.

``watch.config`` fills these from ``watch.yaml`` and the environment; a home
folder without ``watch.yaml`` runs on the defaults below.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from watch.settings.home import Home
from watch.settings.leaving import (
    AppSettings,
    DeliverSettings,
    LlmSettings,
    ServeSettings,
    SmtpSettings,
    Webhook,
)
from watch.settings.ranking import PROFILES, STANDARD_PROFILE, RankSettings
from watch.settings.reading import CollectSettings, UnderstandSettings
from watch.settings.reviewing import DAYS, Reader, ReviewSettings

__all__ = [
    "DAYS",
    "PROFILES",
    "STANDARD_PROFILE",
    "AppSettings",
    "CollectSettings",
    "DeliverSettings",
    "Home",
    "LlmSettings",
    "RankSettings",
    "Reader",
    "ReviewSettings",
    "ServeSettings",
    "Settings",
    "SmtpSettings",
    "UnderstandSettings",
    "Webhook",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything ``watch.yaml`` can say."""

    timezone: str = "Europe/Paris"
    language: str = ""
    example: bool = False
    collect: CollectSettings = field(default_factory=CollectSettings)
    understand: UnderstandSettings = field(default_factory=UnderstandSettings)
    rank: RankSettings = field(default_factory=RankSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    deliver: DeliverSettings = field(default_factory=DeliverSettings)
    app: AppSettings = field(default_factory=AppSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
    llm: LlmSettings = field(default_factory=LlmSettings)
