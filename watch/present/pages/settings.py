"""Settings: runs, ranking, the home's language, what it keeps, backup, health."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from watch.present import session
from watch.present.components import frame
from watch.present.controls import settings_home
from watch.present.controls.parts import part_choice
from watch.present.controls.settings_ranking import ranking
from watch.present.controls.settings_runs import runs
from watch.present.markup import show
from watch.present.session import Visit
from watch.wording import mark

_PARTS: Mapping[str, str] = {
    "runs": mark("Runs"),
    "ranking": mark("Ranking"),
    "home": mark("Home"),
    "check": mark("Check"),
}


def draw(visit: Visit) -> None:
    """Draw the part of the page that was chosen."""
    translator = visit.translator
    lead = translator.translate("How this home is run.")
    show(frame.head(translator.translate("Settings"), lead=lead), translator.language)
    told = st.session_state.pop("told", "")
    if told:
        show(frame.notice(told, kind="tw-done"), translator.language)
    drawn: Mapping[str, Callable[[Visit], None]] = {
        "runs": runs,
        "ranking": ranking,
        "home": _home,
        "check": settings_home.check_up,
    }
    drawn[part_choice(_PARTS, list(_PARTS), visit)](visit)


def _home(visit: Visit) -> None:
    settings_home.language(visit)
    settings_home.kept(visit)
    settings_home.backup(visit)


draw(session.visit())
