"""Decide about one opportunity: a button, its fields, one more key to confirm; undo."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from watch.errors import UsageError, WatchError
from watch.model import Act, Card, OpportunityId, Status
from watch.present.components.frame import fault_box
from watch.present.controls.fields import draw_fields, fields_of
from watch.present.controls.verbs import key_of, verb
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import fault

_DECIDING = "deciding"
"""Names, in the session, the opportunity and the status whose fields are open."""

_OPENED = "opened"
"""Names, in the session, the opportunity that is shown in full."""

_REFUSED = "refused"
"""Keeps, in the session, why the last decision was not recorded, until the next try."""


def opened_card() -> OpportunityId | None:
    """Return the opportunity that was opened last, to be read or to be decided on."""
    return st.session_state.get(_OPENED)


def open_card(name: OpportunityId) -> None:
    """Let the page show an opportunity in full."""
    _close()
    st.session_state[_OPENED] = name


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
                disabled=not visit.may_decide,
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
    st.button(
        visit.translator.translate("Undo this"),
        key=f"undo-{name}",
        type="tertiary",
        disabled=not visit.may_decide,
        on_click=_undo,
        args=(visit, name, number),
    )


def _opened(name: OpportunityId) -> Status | None:
    opened: tuple[OpportunityId, Status] | None = st.session_state.get(_DECIDING)
    return opened[1] if opened and opened[0] == name else None


def _open(name: OpportunityId, status: Status) -> None:
    open_card(name)
    st.session_state[_DECIDING] = (name, status)


def _close() -> None:
    st.session_state.pop(_DECIDING, None)
    st.session_state.pop(_REFUSED, None)


def _form(visit: Visit, card: Card, status: Status, *, keys: bool) -> None:
    name, translator = card.opportunity.id, visit.translator
    with st.form(f"decide-{status.name.lower()}-{name}", border=False):
        draw_fields(status, visit, card)
        with st.container(horizontal=True):
            st.form_submit_button(
                translator.translate("Confirm"),
                type="primary",
                shortcut=key_of(status, translator) if keys else None,
                on_click=_record,
                args=(visit, card, status),
            )
            st.form_submit_button(translator.translate("Close"), type="tertiary", on_click=_close)
    refused: WatchError | None = st.session_state.get(_REFUSED)
    if refused is not None:
        show(fault_box(fault(refused, translator), translator), translator.language)


def _record(visit: Visit, card: Card, status: Status) -> None:
    """Record before the page is drawn again: it is drawn once, as it then is."""
    try:
        said = fields_of(status, card)
        visit.service.reviews.record(
            card.opportunity.id, Act.DECIDE, by=visit.by, status=status, **said
        )
    except WatchError as error:
        st.session_state[_REFUSED] = error
    else:
        _close()


def _undo(visit: Visit, name: OpportunityId, number: int) -> None:
    with suppress(UsageError):  # somebody has taken it back already: the page will show it
        visit.service.reviews.undo(name, number, by=visit.by)
