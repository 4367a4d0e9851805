"""Runs: the one at work as it goes on, a new one begun, those before it."""

from __future__ import annotations

import streamlit as st

from watch.clock import SystemClock
from watch.errors import WatchError
from watch.present.components import frame, settings
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault
from watch.present.views.settings import ended, run_progress, run_row

_LOOK_EVERY_S = 2
"""A stage of a few seconds is seen to pass; a look is one read of one row."""

_SHOWN = 10


def runs(visit: Visit) -> None:
    """Draw the run at work, or the button that begins one; then those that have ended."""
    translator = visit.translator
    title = translator.translate("The run")
    note = translator.translate(
        "A run reads the sources and makes the list of the week. "
        "It goes on while this page is closed, as long as the app is open."
    )
    show(frame.heading(title, note), translator.language)
    if is_at_work(visit):
        st.fragment(_draw_at_work, run_every=_LOOK_EVERY_S)(visit)
    else:
        _draw_start(visit)
    _draw_past(visit)


def is_at_work(visit: Visit) -> bool:
    """Tell whether a run is at work, begun here or by another process."""
    return visit.service.status.is_ours or visit.service.status.current() is not None


def _draw_at_work(visit: Visit) -> None:
    """Draw how far the run is; once it has ended, the whole page anew."""
    translator, status = visit.translator, visit.service.status
    run = status.current()
    if run is None:
        if not status.is_ours:
            st.rerun()
        show(frame.count(translator.translate("Beginning")), translator.language)
        return
    show(
        settings.run_at_work(run_progress(run, SystemClock().now(), translator)),
        translator.language,
    )
    if not visit.may_configure:
        return
    if not status.is_ours:
        said = translator.translate("It was begun outside this app, which cannot stop it.")
        show(frame.count(said), translator.language)
    elif st.button(translator.translate("Stop the run"), key="stop-run"):
        status.stop_run()
        said = translator.translate("It stops within ten seconds; what was read is kept.")
        show(frame.notice(said), translator.language)


def _draw_start(visit: Visit) -> None:
    translator = visit.translator
    if not visit.may_configure:
        show(frame.count(translator.translate("No run is at work.")), translator.language)
        return
    if not st.button(translator.translate("Run now"), key="start-run", type="primary"):
        return
    try:
        visit.service.status.start_run()
    except WatchError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    st.rerun()


def _draw_past(visit: Visit) -> None:
    translator, now = visit.translator, SystemClock().now()
    past = ended(visit.service.status.runs(_SHOWN + 1), now)
    show(frame.heading(translator.translate("Past runs")), translator.language)
    if not past:
        said = translator.translate("No run is on record yet.")
        show(frame.count(said), translator.language)
        return
    rows = [run_row(run, now, visit.zone, translator) for run in past[:_SHOWN]]
    show(settings.run_list(rows, translator), translator.language)
