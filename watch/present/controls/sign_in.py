"""The door of the app where people sign in, and who is inside."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from watch.present import identity
from watch.present.components import frame
from watch.present.identity import Person
from watch.present.markup import Html, element, local_link, show
from watch.present.roles import Role, asked_for_access
from watch.present.session import Visit
from watch.settings import AppSettings
from watch.wording import Translator, mark, one_line

_NAME_LIMIT = 40
_MAY: Mapping[Role, str] = {
    Role.READER: mark("may look"),
    Role.EDITOR: mark("may decide"),
    Role.ADMIN: mark("may change everything"),
}


def door(app: AppSettings, translator: Translator) -> None:
    """Draw how to come in: signing in, or whom to ask for a role."""
    person = identity.on_page()
    with st.container(key="door"):
        if person is None:
            lead = translator.translate("What is listed and decided here is for your company only.")
            show(frame.head("techwatch", lead=lead), translator.language)
            st.button(translator.translate("Sign in"), type="primary", on_click=st.login)
        else:
            show(_no_role(person, app, translator), translator.language)
            st.button(translator.translate("Sign out"), on_click=st.logout)


def account(visit: Visit) -> None:
    """Draw who is signed in, what they may do, their feed, and the way out."""
    translator = visit.translator
    person = identity.on_page()
    with st.sidebar, st.container(key="account"):
        name = element("b", one_line(visit.by, _NAME_LIMIT))
        may = element("span", translator.translate(_MAY[visit.role]), class_="tw-note")
        show(element("p", name, " ", may), translator.language)
        if person is not None:
            feed = local_link(identity.feed_of(person), translator.translate("Atom feed"))
            show(element("p", feed), translator.language)
        st.button(translator.translate("Sign out"), on_click=st.logout, type="tertiary")


def _no_role(person: Person, app: AppSettings, translator: Translator) -> Html:
    """Return what is told to somebody who signed in but may not look."""
    title = translator.translate("You are signed in, but not on the list yet")
    who = translator.translate("You signed in as {address}.", address=person.address)
    if not person.address:
        who = translator.translate("Your sign-in service told no verified mail address.")
    asked = asked_for_access(app)
    ask = translator.translate("Ask {address} to add you.", address=asked)
    if not asked:
        ask = translator.translate("Ask whoever runs techwatch in your company to add you.")
    return frame.nothing(title, f"{who} {ask}")
