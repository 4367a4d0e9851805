"""Sources: what we read, how each one is doing, and how more come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from watch.model import SourceId, SourceStanding
from watch.present import session
from watch.present.components import frame, sources
from watch.present.controls.parts import part_choice
from watch.present.controls.source_adding import add_by_address, follow_news
from watch.present.controls.source_files import export_opml, import_opml
from watch.present.controls.source_list import source_list
from watch.present.controls.source_packs import packs
from watch.present.controls.source_page import draw_source
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views.sources import SourcesView, sources_view
from watch.wording import mark

_CALLS = 10
"""Sources that need a person, drawn in full; the list below has the others first."""

_PARTS: Mapping[str, str] = {
    "list": mark("All sources"),
    "add": mark("Add"),
    "packs": mark("Packs"),
    "files": mark("Import and export"),
}


def draw(visit: Visit) -> None:
    """Draw the source that the address names, else the part of the page that was chosen."""
    name = st.query_params.get("source", "")
    _tell(visit)
    if name:
        draw_source(visit, SourceId(name))
        return
    standings = visit.service.sources.standings()
    view = sources_view(standings, visit.zone, visit.translator, shown=())
    title = visit.translator.translate("Sources")
    show(frame.head(title, lead=view.summary), visit.translator.language)
    drawn: Mapping[str, Callable[[Visit], None]] = {
        "list": lambda visit: _list(standings, view, visit),
        "add": _add,
        "packs": packs,
        "files": _files,
    }
    open_to_all = ("list", "packs")
    parts = [part for part in _PARTS if visit.may_configure or part in open_to_all]
    drawn[part_choice(_PARTS, parts, visit)](visit)


def _list(standings: list[SourceStanding], view: SourcesView, visit: Visit) -> None:
    translator = visit.translator
    if not standings:
        title = translator.translate("No source is switched on")
        advice = translator.translate("Add one under “Add”, or list the feeds in sources.yaml.")
        show(frame.nothing(title, advice), translator.language)
        return
    show(sources.state_counts(view), translator.language)
    if view.calling:
        title = translator.translate("To sort out")
        note = translator.translate("These will not mend by themselves.")
        show(frame.heading(title, note), translator.language)
        _draw_calls(view, visit)
        show(frame.heading(translator.translate("All sources")), translator.language)
    source_list(standings, visit)


def _draw_calls(view: SourcesView, visit: Visit) -> None:
    for row in view.calling[:_CALLS]:
        show(sources.source_call(row, visit.translator), visit.translator.language)
        label = visit.translator.translate("See to it")
        st.page_link("sources.py", label=label, query_params={"source": row.id})
    left = len(view.calling) - _CALLS
    if left > 0:
        said = visit.translator.plural("and {n} more", "and {n} more", left)
        show(frame.count(said), visit.translator.language)


def _add(visit: Visit) -> None:
    add_by_address(visit)
    follow_news(visit)


def _files(visit: Visit) -> None:
    import_opml(visit)
    export_opml(visit)


def _tell(visit: Visit) -> None:
    """Say once what was just done."""
    told = st.session_state.pop("told", "")
    if told:
        show(frame.notice(told, kind="tw-done"), visit.translator.language)


draw(session.visit())
