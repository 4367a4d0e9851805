"""What a person does about the digest: approve it, send it, try it, settle what is not known."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from watch.errors import WatchError
from watch.present.components import digest, frame
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import DepartureView, MailRow, fault

_SENDING = "sending-on"


def departure(visit: Visit, view: DepartureView) -> None:
    """Draw when a digest leaves, with the button that it waits for."""
    translator = visit.translator
    show(digest.departure(view), translator.language)
    if view.waits and visit.may_decide:
        label = translator.translate("Approve")
        if st.button(label, key=f"approve-{view.reader}", type="primary"):
            _done(visit, lambda: visit.service.digests.approve(reader=view.reader, by=visit.by))


def send_now(visit: Visit) -> None:
    """Draw the button that sends what is due, without waiting for the schedule."""
    label = visit.translator.translate("Send now")
    if st.button(label, key="send-due", type="primary"):
        _done(visit, visit.service.digests.send_due)


def switch(visit: Visit) -> None:
    """Draw whether mails may leave at all.

    It shows what is so, not what this browser once chose: somebody else may have changed it.
    """
    st.session_state[_SENDING] = visit.service.digests.switched_on
    st.toggle(
        visit.translator.translate("Mails may leave"),
        key=_SENDING,
        disabled=not visit.may_configure,
        on_change=_turn,
        args=(visit,),
    )


def _turn(visit: Visit) -> None:
    visit.service.digests.switch(on=st.session_state[_SENDING])


def try_out(visit: Visit) -> None:
    """Draw the form that sends a test mail, and what the mail server said."""
    translator = visit.translator
    with (
        st.form("test-mail", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        address = st.text_input(
            translator.translate("Address for a test mail"),
            key="test-address",
            placeholder=translator.translate("name@example.org"),
        )
        pressed = st.form_submit_button(translator.translate("Send a test mail"))
    if not pressed:
        return
    try:
        answer = visit.service.digests.send_test(address.strip())
    except WatchError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)
        return
    told = translator.translate("The mail server took it: {answer}", answer=answer)
    show(frame.notice(told), translator.language)


def settle(visit: Visit, row: MailRow) -> None:
    """Draw a mail that needs a person, with what they can say of it."""
    translator, digests = visit.translator, visit.service.digests
    show(digest.mail_call(row), translator.language)
    if not visit.may_configure:
        return
    with st.container(horizontal=True, key=f"settle-{row.number}"):
        arrived = row.may_have_arrived and st.button(
            translator.translate("It arrived"), key=f"arrived-{row.number}"
        )
        again = st.button(translator.translate("Send it again"), key=f"again-{row.number}")
    if arrived or again:
        _done(visit, lambda: digests.settle(row.number, arrived=arrived))


def bounce(visit: Visit) -> None:
    """Draw the form that notes a mail that came back."""
    translator = visit.translator
    with st.popover(translator.translate("A mail came back")), st.form("bounced", border=False):
        known = [one.address for one in visit.service.digests.recipients()]
        address = st.selectbox(translator.translate("Recipient"), known, key="bounced-address")
        note = st.text_input(translator.translate("What it says"), key="bounced-note")
        pressed = st.form_submit_button(translator.translate("Note it"))
    if pressed and address:
        _done(visit, lambda: visit.service.digests.bounced(address, note))


def _done(visit: Visit, act: Callable[[], object]) -> None:
    """Do something and draw the page again; where it cannot be, say why in its place."""
    try:
        act()
    except WatchError as error:
        show(
            frame.fault_box(fault(error, visit.translator), visit.translator),
            visit.translator.language,
        )
        return
    st.rerun()
