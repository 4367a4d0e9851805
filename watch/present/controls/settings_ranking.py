"""What merit is made of: profiles of weights, what another would change, the one in use."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.errors import WatchError
from watch.present.components import frame, settings
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault
from watch.present.views.settings import profile_table, shift_rows
from watch.wording import mark, one_line

_NAME_LIMIT = 60

_MEANT_FOR: Mapping[str, str] = {
    "balanced": mark("a bit of everything"),
    "proof": mark("figures at a named adopter first"),
    "early": mark("what is new and spreading first"),
}


def ranking(visit: Visit) -> None:
    """Draw the profiles and their weights, and what choosing another would change."""
    translator, rank = visit.translator, visit.service.settings.rank
    title = translator.translate("What counts in a score")
    note = translator.translate(
        "Shares of the merit of an opportunity; the profile in use is bold."
    )
    show(frame.heading(title, note), translator.language)
    names = [*rank.known_profiles]
    table = settings.table(
        profile_table(rank, translator), title, marked=names.index(rank.profile) + 1
    )
    show(table, translator.language)
    chosen = st.radio(
        translator.translate("Profile"),
        names,
        index=names.index(rank.profile),
        format_func=lambda name: _said(name, visit),
        key="profile",
    )
    if chosen == rank.profile:
        return
    with st.container(horizontal=True):
        compared = st.button(translator.translate("What would it change?"), key="what-if")
        used = visit.may_configure and st.button(
            translator.translate("Rank by this profile"), key="use-profile", type="primary"
        )
    if used:
        _use(chosen, visit)
    if compared:
        _compare(chosen, visit)


def _said(name: str, visit: Visit) -> str:
    spoken = one_line(name, _NAME_LIMIT)
    meant = _MEANT_FOR.get(name)
    return f"{spoken} · {visit.translator.translate(meant)}" if meant else spoken


def _use(profile: str, visit: Visit) -> None:
    translator = visit.translator
    try:
        visit.service.setup.use_profile(profile)
    except WatchError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    st.session_state["told"] = translator.translate(
        "Written into watch.yaml: the next run ranks by “{profile}”.", profile=profile
    )
    st.rerun()


def _compare(profile: str, visit: Visit) -> None:
    """Draw the newest list beside the one that a profile would give; some seconds of work."""
    translator = visit.translator
    try:
        with st.spinner(translator.translate("Ranking the articles again…")):
            found = visit.service.what_if(profile)
    except WatchError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    rows = shift_rows(found, translator)
    if not rows:
        said = translator.translate("Nothing passes the bar with either profile.")
        show(frame.count(said), translator.language)
        return
    said = translator.translate("Place now → place with this profile. Nothing was changed.")
    show(frame.count(said), translator.language)
    show(settings.shift_list(rows, translator), translator.language)
