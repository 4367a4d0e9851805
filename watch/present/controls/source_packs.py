"""Packs: switched on and off, the ones that would help first."""

from __future__ import annotations

import streamlit as st

from watch.errors import WatchError
from watch.model import Coverage, PainId
from watch.present.components import frame, sources
from watch.present.markup import element, plain, show
from watch.present.session import Visit
from watch.present.views.source_adding import PackRow, pack_rows, thin_areas


def packs(visit: Visit) -> None:
    """Draw where too little is read, then every pack with its switch."""
    translator = visit.translator
    titles = _titles(visit)
    coverage = _coverage(visit) if titles else []
    rows = pack_rows(visit.service.packs.standings(), coverage, titles, translator)
    thin = thin_areas(coverage, titles, translator)
    if thin:
        title = translator.translate("Where too little is read")
        note = translator.translate("Below five sources on an area, finding nothing proves little.")
        show(frame.heading(title, note), translator.language)
        items = (element("li", line) for line in thin)
        show(element("ul", *items, class_="tw-knobs"), translator.language)
    title = translator.translate("Packs")
    note = translator.translate("Sources that are switched on and off together.")
    show(frame.heading(title, note), translator.language)
    if not rows:
        advice = translator.translate("No source of sources.yaml names a pack yet.")
        show(frame.count(advice), translator.language)
    for row in rows:
        _draw_pack(row, visit)


def _draw_pack(row: PackRow, visit: Visit) -> None:
    with st.container(key=f"pack-{row.id}", gap=None):
        st.toggle(
            plain(row.name),
            value=row.enabled,
            key=f"pack-on-{row.id}",
            disabled=not visit.may_configure,
            on_change=_switch,
            args=(row.id, visit),
        )
        show(sources.pack_line(row), visit.translator.language)
        if row.suggested:
            show(frame.count(row.suggested), visit.translator.language)


def _switch(pack: str, visit: Visit) -> None:
    on = bool(st.session_state[f"pack-on-{pack}"])
    visit.service.packs.switch([pack], on=on)
    st.session_state["told"] = visit.translator.translate("It counts from the next run on.")


def _titles(visit: Visit) -> dict[PainId, str]:
    """Return the pain points by id; none while their file cannot be read."""
    try:
        return {pain.id: pain.title for pain in visit.service.pains()}
    except WatchError:
        return {}


def _coverage(visit: Visit) -> list[Coverage]:
    return visit.service.packs.coverage()
