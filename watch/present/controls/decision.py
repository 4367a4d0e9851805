"""Decide about one opportunity: a button, its fields, one more key to confirm; undo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from watch.errors import WatchError
from watch.model import Act, Card, OpportunityId, Status
from watch.present.components.frame import fault_box
from watch.present.controls.fields import fields_of
from watch.present.controls.verbs import key_of, verb
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault

_DECIDING = "deciding"
"""Names, in the session, the opportunity and the status whose fields are open."""


def deciding() -> OpportunityId | None:
    """Return the opportunity whose fields are open."""
    opened: tuple[OpportunityId, Status] | None = st.session_state.get(_DECIDING)
    return opened[0] if opened else None


def verbs(visit: Visit, card: Card, offered: Sequence[Status], *, keys: bool = False) -> None:
    """Draw the decisions as buttons; each opens its fields (:func:`form`).

    Args:
        keys: Whether the keyboard is about this opportunity: it can be about one only.
    """
    name, translator = card.opportunity.id, visit.translator
    opened = _opened(name)
    with st.container(horizontal=True, key=f"verbs-{name}"):
        for status in offered:
            key = key_of(status, translator) if keys and status is not opened else None
            st.button(
                verb(status, translator),
                key=f"{status.name.lower()}-{name}",
                type="primary" if status is opened else "secondary",
                shortcut=key,
                on_click=_open,
                args=(name, status),
            )


def form(visit: Visit, card: Card, offered: Sequence[Status], *, keys: bool = False) -> None:
    """Draw the fields of the decision that was pressed, if one was.

    The key that opened them confirms them when it is pressed again.
    """
    opened = _opened(card.opportunity.id)
    if opened is not None and opened in offered:
        with st.container(key=f"fields-{card.opportunity.id}"):
            _form(visit, card, opened, keys=keys)


def undo(visit: Visit, name: OpportunityId, number: int = 0) -> None:
    """Draw a button that takes a row about an opportunity back, the last one if none is named."""
    if st.button(visit.translator.translate("Undo this"), key=f"undo-{name}", type="tertiary"):
        visit.service.reviews.undo(name, number, by=visit.by)
        st.rerun()


def _opened(name: OpportunityId) -> Status | None:
    opened: tuple[OpportunityId, Status] | None = st.session_state.get(_DECIDING)
    return opened[1] if opened and opened[0] == name else None


def _open(name: OpportunityId, status: Status) -> None:
    st.session_state[_DECIDING] = (name, status)


def _form(visit: Visit, card: Card, status: Status, *, keys: bool) -> None:
    name, translator = card.opportunity.id, visit.translator
    with st.form(f"decide-{status.name.lower()}-{name}", border=False):
        said = fields_of(status, visit, card)
        with st.container(horizontal=True):
            confirmed = st.form_submit_button(
                translator.translate("Confirm"),
                type="primary",
                shortcut=key_of(status, translator) if keys else None,
            )
            given_up = st.form_submit_button(translator.translate("Close"), type="tertiary")
    if confirmed:
        _record(visit, name, status=status, **said)
    if given_up:
        st.session_state.pop(_DECIDING, None)
        st.rerun()


def _record(visit: Visit, name: OpportunityId, **said: object) -> None:
    try:
        visit.service.reviews.record(name, Act.DECIDE, by=visit.by, **said)
    except WatchError as error:
        show(fault_box(fault(error, visit.translator), visit.translator), visit.translator.language)
        return
    st.session_state.pop(_DECIDING, None)
    st.rerun()
