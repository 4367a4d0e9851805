"""One step about several opportunities: status with its reason, owner, department, due date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import streamlit as st

from watch.errors import UsageError, WatchError
from watch.model import Act, Batch, OpportunityId, Reason, Status, WakeRule
from watch.present.components import frame
from watch.present.controls.picks import pick_none
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import STATUSES, fault
from watch.wording import Translator, name_of

_DONE, _REFUSED, _EMPTY = "batch", "batch-refused", "batch-empty"
"""Keep, in the session, what the last step wrote, or why it was not taken."""

_WATCH_DAYS = 90
"""A quarter, as for a single decision."""

_NAME_LIMIT, _TEXT_LIMIT = 80, 500
_KEEP = ""

Said = Mapping[str, Any]
"""Fields of a :class:`~watch.model.Decision`."""


def batch_form(visit: Visit, names: Sequence[OpportunityId]) -> None:
    """Draw what can be said of everything that is picked; nothing while nothing is."""
    translator = visit.translator
    if not names:
        return
    with st.container(key="batch"):
        told = translator.plural("{n} opportunity picked", "{n} opportunities picked", len(names))
        show(frame.count(told), translator.language)
        _draw_decision(visit)
        with st.form("batch-form", border=False):
            _draw_people(visit)
            label = translator.plural(
                "Apply to {n} opportunity", "Apply to {n} opportunities", len(names)
            )
            st.form_submit_button(label, type="primary", on_click=_record, args=(visit, names))
        _draw_refusal(visit)


def batch_done(visit: Visit) -> None:
    """Draw what the last step did, with the way to take it back."""
    batch: Batch | None = st.session_state.get(_DONE)
    if batch is None:
        return
    translator = visit.translator
    kind = "tw-warn" if batch.refused else "tw-done"
    with st.container(horizontal=True, key="batch-done", vertical_alignment="center"):
        show(frame.notice(_told(batch, translator), kind=kind), translator.language)
        if batch.rows:
            undo = translator.translate("Undo all of it")
            st.button(undo, key="batch-undo", on_click=_undo, args=(visit, batch))
        close = translator.translate("Close")
        st.button(close, key="batch-close", type="tertiary", on_click=_forget)


def _told(batch: Batch, translator: Translator) -> str:
    changed = translator.plural(
        "{n} opportunity changed.", "{n} opportunities changed.", len(batch.rows)
    )
    if not batch.refused:
        return changed
    refused = translator.plural(
        "{n} stays as it was: its status does not allow it.",
        "{n} stay as they were: their status does not allow it.",
        len(batch.refused),
    )
    return f"{changed} {refused}"


def _draw_decision(visit: Visit) -> None:
    """Draw the status to give and what it asks for; outside the form, as one shows the other."""
    translator = visit.translator
    unchanged = translator.translate("Status unchanged")
    left, right = st.columns(2)
    with left:
        picked = st.selectbox(
            translator.translate("Status"),
            [_KEEP, *(one.value for one in STATUSES if one is not Status.NEW)],
            format_func=lambda one: name_of(Status(one), translator) if one else unchanged,
            key="batch-status",
        )
    with right:
        if picked == Status.REJECTED.value:
            _draw_reason(translator)
        if picked == Status.WATCHING.value:
            _draw_until(visit)


def _draw_reason(translator: Translator) -> None:
    codes = [reason.value for reason in Reason]
    st.selectbox(
        translator.translate("Why not?"),
        codes,
        index=codes.index(Reason.NOT_A_PRIORITY.value),
        format_func=lambda code: name_of(Reason(code), translator),
        key="batch-reason",
    )


def _draw_until(visit: Visit) -> None:
    st.date_input(
        visit.translator.translate("Comes back on"),
        visit.today + timedelta(days=_WATCH_DAYS),
        min_value=visit.today + timedelta(days=1),
        key="batch-until",
        format="DD/MM/YYYY",
    )


def _draw_people(visit: Visit) -> None:
    """Draw who answers for them and until when; what is left empty stays as it is."""
    translator = visit.translator
    first, second, third = st.columns(3)
    with first:
        st.text_input(translator.translate("Owner"), key="batch-owner", max_chars=_NAME_LIMIT)
    with second:
        label = translator.translate("Department")
        st.text_input(label, key="batch-department", max_chars=_NAME_LIMIT)
    with third:
        st.date_input(
            translator.translate("Due"),
            None,
            min_value=visit.today,
            key="batch-due",
            format="DD/MM/YYYY",
        )
    label = translator.translate("Remark (optional)")
    st.text_input(label, key="batch-note", max_chars=_TEXT_LIMIT)


def _draw_refusal(visit: Visit) -> None:
    """Draw why the last step was not taken, if it was not."""
    refused: WatchError | None = st.session_state.get(_REFUSED)
    if refused is not None:
        told = frame.fault_box(fault(refused, visit.translator), visit.translator)
        show(told, visit.translator.language)
    elif st.session_state.get(_EMPTY):
        asked = visit.translator.translate("Say what is to change.")
        show(frame.notice(asked, kind="tw-warn"), visit.translator.language)


def _record(visit: Visit, names: Sequence[OpportunityId]) -> None:
    """Record before the board is drawn again: it is drawn once, as it then is."""
    _forget()
    said = _said()
    act = _act(said)
    if act is None:
        st.session_state[_EMPTY] = True
        return
    try:
        st.session_state[_DONE] = visit.service.board.record(names, act, by=visit.by, **said)
    except WatchError as error:
        st.session_state[_REFUSED] = error
        return
    for key in ("status", "owner", "department", "due", "note"):
        st.session_state.pop(f"batch-{key}", None)
    pick_none()


def _said() -> Said:
    """Return what the fields hold."""
    state = st.session_state
    said: dict[str, Any] = {
        "owner": _written("owner"),
        "department": _written("department"),
        "due_on": state.get("batch-due"),
        "note": _written("note"),
    }
    status = state.get("batch-status")
    if status:
        said["status"] = Status(status)
    if status == Status.REJECTED.value:
        said["reason"] = Reason(state["batch-reason"])
    if status == Status.WATCHING.value:
        said["wake"] = WakeRule(until_on=state.get("batch-until"))
    return said


def _act(said: Said) -> Act | None:
    """Return what the fields amount to; nothing where all are empty."""
    if said.get("status"):
        return Act.DECIDE
    if said["owner"] or said["department"] or said["due_on"]:
        return Act.ASSIGN
    return Act.NOTE if said["note"] else None


def _written(field: str) -> str:
    return str(st.session_state.get(f"batch-{field}") or "").strip()


def _undo(visit: Visit, batch: Batch) -> None:
    _forget()
    with suppress(UsageError):  # somebody has taken it back already: the board will show it
        visit.service.board.undo(batch, by=visit.by)


def _forget() -> None:
    """Let go what the last step did or why it was not taken."""
    for key in (_DONE, _REFUSED, _EMPTY):
        st.session_state.pop(key, None)
