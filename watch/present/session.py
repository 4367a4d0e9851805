"""What a page works with: the service of the home folder and the reader's language."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from watch.clock import SystemClock
from watch.errors import WatchError
from watch.model import LANGUAGES
from watch.present.roles import Role
from watch.service import Service
from watch.wording import Translator

HOME_VARIABLE = "TECHWATCH_HOME"
"""Names the home folder; without it, the current folder is the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at a page, by one reader, in one language.

    Attributes:
        by: The name that the reader gave, for the ledger; may be empty.
    """

    service: Service
    translator: Translator
    by: str = ""
    role: Role = Role.ADMIN

    @property
    def may_decide(self) -> bool:
        """Whether decisions, notes and saved searches are open to this person."""
        return self.role >= Role.EDITOR

    @property
    def may_configure(self) -> bool:
        """Whether pain points, sources and deliveries are open to this person."""
        return self.role >= Role.ADMIN

    @property
    def zone(self) -> tzinfo:
        """The company's time zone."""
        return ZoneInfo(self.service.settings.timezone)

    @property
    def today(self) -> date:
        """The present day where the company is."""
        return SystemClock().now().astimezone(self.zone).date()


def home() -> Path:
    """Return the home folder that this server shows."""
    return Path(os.environ.get(HOME_VARIABLE) or ".").expanduser().resolve()


def visit() -> Visit:
    """Return what the page that is being drawn works with."""
    service = _service(str(home()))
    language = st.session_state.get("lang") or default_language(service)
    by = str(st.session_state.get("by") or "").strip()
    return Visit(service=service, translator=Translator(language), by=by)


def default_language(service: Service) -> str:
    """Return the language for a reader who has not chosen: the home's, else the browser's.

    A home with a mistake in its files has no language: its mistakes must be told all the same.
    """
    try:
        return Translator(service.language).language
    except WatchError:
        return Translator(st.context.locale or LANGUAGES[0]).language


def home_language() -> str:
    """Return the language of the home folder; of one with a mistake in its files, French."""
    try:
        return Translator(Service(home()).language).language
    except WatchError:
        return LANGUAGES[0]


@st.cache_resource(show_spinner=False)
def _service(root: str) -> Service:
    return Service(Path(root))
