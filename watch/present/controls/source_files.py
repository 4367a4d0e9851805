"""Sources carried from one reader of feeds to another: OPML in and out."""

from __future__ import annotations

import streamlit as st

from watch.errors import UsageError
from watch.present.components import frame
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault
from watch.service import MAX_OPML_BYTES
from watch.wording import one_line

_NAME_LIMIT = 80


def import_opml(visit: Visit) -> None:
    """Draw the field for an OPML file, and what became of it."""
    translator = visit.translator
    title = translator.translate("Import a list of feeds")
    note = translator.translate("An OPML file, as feed readers export it.")
    show(frame.heading(title, note), translator.language)
    with st.form("import-opml", border=False, clear_on_submit=True):
        file = st.file_uploader(
            translator.translate("OPML file"),
            type=["opml", "xml"],
            max_upload_size=MAX_OPML_BYTES // 1_000_000,
            key="opml-file",
            label_visibility="collapsed",
        )
        sent = st.form_submit_button(translator.translate("Import"), type="primary")
    if not sent or file is None:
        return
    name = one_line(file.name, _NAME_LIMIT)
    try:
        added, known = visit.service.sources.take_opml(file.getvalue(), name)
    except UsageError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    fresh = translator.plural("{n} source added", "{n} sources added", added)
    listed = translator.plural("{n} already listed", "{n} already listed", known)
    st.session_state["told"] = f"{fresh}, {listed}."
    st.rerun()  # the head of the page counts the sources


def export_opml(visit: Visit) -> None:
    """Draw the button that gives the sources as an OPML file."""
    translator = visit.translator
    title = translator.translate("Export the sources")
    note = translator.translate("For a feed reader or another computer; each pack is a folder.")
    show(frame.heading(title, note), translator.language)
    every = st.toggle(translator.translate("Also those that are switched off"), key="opml-every")
    st.download_button(
        translator.translate("Download the OPML file"),
        visit.service.sources.as_opml(every=every).encode(),
        file_name="techwatch.opml",
        mime="text/x-opml",
        key="opml-download",
        on_click="ignore",
    )
