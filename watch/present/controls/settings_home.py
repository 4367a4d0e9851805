"""The home itself: its language, what it keeps, a backup, and whether all is well."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from watch.errors import WatchError
from watch.model import LANGUAGES
from watch.present.components import frame, settings
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault, language_name
from watch.present.views.settings import bytes_phrase, finding_row, index_facts, view_rows

_BACKUPS = "backups"
"""Folder of the home in which the app puts backups: the server's disk, not the reader's."""


def language(visit: Visit) -> None:
    """Draw the language of the home, and let it be changed."""
    translator = visit.translator
    title = translator.translate("Language of the home")
    note = translator.translate(
        "Of the lists, the mails and the screens of whoever has not chosen one."
    )
    show(frame.heading(title, note), translator.language)
    held = visit.service.language
    chosen = st.radio(
        translator.translate("Language"),
        LANGUAGES,
        index=LANGUAGES.index(held),
        format_func=lambda tag: language_name(tag, translator),
        key="home-language",
        horizontal=True,
        disabled=not visit.may_configure,
        label_visibility="collapsed",
    )
    if chosen and chosen != held:
        _speak(chosen, visit)


def kept(visit: Visit) -> None:
    """Draw what the home keeps: counts, sizes, the search index and its models."""
    translator, status = visit.translator, visit.service.status
    show(frame.heading(translator.translate("What is kept")), translator.language)
    manifest = status.generation()
    pairs = index_facts(manifest, status.sizes(), visit.zone, translator)
    show(settings.facts(pairs), translator.language)
    rows = view_rows(manifest, translator)
    if rows:
        label = translator.translate("Language models that the articles are read with")
        show(frame.heading(label), translator.language)
        show(settings.table(rows, label), translator.language)


def backup(visit: Visit) -> None:
    """Draw the button that makes a backup, where it went, and how to come back to it."""
    translator = visit.translator
    title = translator.translate("Backup")
    note = translator.translate(
        "One file with the database and the files you edit: all that cannot be computed again."
    )
    show(frame.heading(title, note), translator.language)
    if visit.may_configure and st.button(translator.translate("Back up now"), key="back-up"):
        _back_up(visit)
    made = st.session_state.get("backup")
    if made and Path(made).exists():
        _draw_made(Path(made), visit)
    told = translator.translate("To restore it, in a terminal, into a new folder:")
    command = "techwatch restore FILE.zip FOLDER"
    steps = frame.steps(
        translator.translate("Restore a backup"),
        translator.translate("A restored home sends no mail until you switch that on again."),
        ((told, command),),
    )
    show(steps, translator.language)


def check_up(visit: Visit) -> None:
    """Draw the button that looks at everything a run needs, and what was found."""
    translator = visit.translator
    title = translator.translate("Is everything in order?")
    note = translator.translate("Files, disk, database, index and models; it takes some seconds.")
    show(frame.heading(title, note), translator.language)
    if not st.button(translator.translate("Check now"), key="check-up"):
        return
    with st.spinner(translator.translate("Checking…")):
        findings = visit.service.doctor()
    faults = sum(not finding.ok for finding in findings)
    said = (
        translator.plural("{n} fault.", "{n} faults.", faults)
        if faults
        else translator.translate("All is well.")
    )
    show(frame.notice(said, kind="tw-warn" if faults else "tw-done"), translator.language)
    rows = [finding_row(finding, translator) for finding in findings]
    show(settings.finding_list(rows, translator), translator.language)


def _speak(chosen: str, visit: Visit) -> None:
    try:
        visit.service.setup.speak(chosen)
    except WatchError as error:
        show(
            frame.fault_box(fault(error, visit.translator), visit.translator),
            visit.translator.language,
        )
        return
    st.session_state["told"] = visit.translator.translate("Saved.")
    st.rerun()


def _back_up(visit: Visit) -> None:
    translator = visit.translator
    folder = visit.service.home.root / _BACKUPS
    try:
        folder.mkdir(exist_ok=True)
        with st.spinner(translator.translate("Copying the database…")):
            st.session_state["backup"] = str(visit.service.backup(folder))
    except (WatchError, OSError) as error:
        known = error if isinstance(error, WatchError) else WatchError(str(error))
        show(frame.fault_box(fault(known, translator), translator), translator.language)


def _draw_made(path: Path, visit: Visit) -> None:
    translator = visit.translator
    said = translator.translate(
        "Written on the server: {path} ({size})",
        path=path,
        size=bytes_phrase(path.stat().st_size, translator),
    )
    show(frame.notice(said, kind="tw-done"), translator.language)
    st.download_button(
        translator.translate("Download it"),
        path.read_bytes,
        file_name=path.name,
        mime="application/zip",
        key="backup-download",
        on_click="ignore",
    )
