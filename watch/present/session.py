"""What a page works with: the service of the home folder, the reader's language and role."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from watch.clock import SystemClock
from watch.errors import UsageError, WatchError
from watch.model import LANGUAGES
from watch.present import identity
from watch.present.guarded import guarded
from watch.present.roles import Role, role_of
from watch.service import Service
from watch.wording import Translator

HOME_VARIABLE = "TECHWATCH_HOME"
"""Names the home folder; without it, the current folder is the home."""

SIGN_IN_VARIABLE = "TECHWATCH_SIGN_IN"
"""Set by the server where people have to sign in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at a page, by one reader, in one language.

    Attributes:
        service: Where people sign in, closed to what their role does not allow.
        by: Who signed in, else the name that the reader gave, for the ledger; may be empty.
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


def people_sign_in() -> bool:
    """Return whether people have to sign in here."""
    return bool(os.environ.get(SIGN_IN_VARIABLE))


def visit() -> Visit:
    """Return what the page that is being drawn works with.

    Raises:
        UsageError: If nobody is there who may look: the shell draws no page then.
    """
    opened, spoken = service(), translator()
    if not people_sign_in():
        by = str(st.session_state.get("by") or "").strip()
        return Visit(service=opened, translator=spoken, by=by)
    person, role = identity.on_page(), _role()
    if person is None or role is None:
        message = "nobody is signed in who may look at this"
        raise UsageError(message, hint="sign in with an address that has a role")
    allowed = guarded(opened, _role)
    return Visit(service=allowed, translator=spoken, by=person.name, role=role)


def may_enter() -> bool:
    """Return whether the person who is there may look at the home at all."""
    return not people_sign_in() or _role() is not None


def service() -> Service:
    """Return the service of the home, one for all pages and routes: its models load once."""
    return _service(str(home()))


def translator() -> Translator:
    """Return how the page that is being drawn speaks."""
    return Translator(st.session_state.get("lang") or default_language(service()))


def default_language(opened: Service) -> str:
    """Return the language for a reader who has not chosen: the home's, else the browser's.

    A home with a mistake in its files has no language: its mistakes must be told all the same.
    """
    try:
        return Translator(opened.language).language
    except WatchError:
        return Translator(st.context.locale or LANGUAGES[0]).language


def home_language() -> str:
    """Return the language of the home folder; of one with a mistake in its files, French."""
    try:
        return Translator(service().language).language
    except WatchError:
        return LANGUAGES[0]


def _role() -> Role | None:
    person = identity.on_page()
    return role_of(person.address, service().settings.app) if person else None


@st.cache_resource(show_spinner=False)
def _service(root: str) -> Service:
    return Service(Path(root), serving=True)
