"""The script that Streamlit runs: who may enter, language, navigation, a net under every page.

It lives among the pages because a folder called ``pages`` beside it would make
Streamlit run a page without it, for the first visitor after a start.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from watch.errors import WatchError
from watch.model import LANGUAGES
from watch.present import faults, session
from watch.present.components import frame
from watch.present.controls import menu, sign_in
from watch.present.markup import show, show_style
from watch.present.menu import SECTIONS, path_of
from watch.wording import Translator

PAGES = Path(__file__).parent
_NAME_LIMIT = 60


def draw() -> None:
    """Draw the page that the address names, or the door to somebody who may not enter."""
    show_style()
    above = st.sidebar.container(key="menu", gap=None)
    _choose_language()
    translator, entering = session.translator(), session.may_enter()
    pages = _pages(translator)
    page = st.navigation(pages, position="hidden")
    title = f"{page.title} · techwatch" if entering else "techwatch"
    st.set_page_config(page_title=title, layout="centered")
    if not entering:
        _guarded(lambda: sign_in.door(session.service().settings.app, translator))
        return
    with above:
        menu.draw(pages, translator)
    if session.people_sign_in():
        sign_in.account(session.visit())
    else:
        _ask_name(translator)
    _warn_of_example(translator)
    _guarded(page.run)


def _warn_of_example(translator: Translator) -> None:
    """Say on every page that what it shows is invented; a mistake of the home is the page's."""
    with suppress(WatchError):
        if session.service().settings.example:
            said = translator.translate(
                "Example: these articles, figures and companies are invented. "
                "Nothing here is to be decided on."
            )
            show(frame.notice(said), translator.language)


def _pages(translator: Translator) -> dict[str, list[StreamlitPage]]:
    """Return the pages by section, without icons: they would come from fonts.gstatic.com."""
    return {
        translator.translate(heading): [
            st.Page(
                PAGES / f"{name}.py",
                title=translator.translate(title),
                url_path=path_of(name),
                default=name == "this_week",
            )
            for name, title in pages
            if (PAGES / f"{name}.py").exists()
        ]
        for heading, pages in SECTIONS.items()
    }


def _choose_language() -> None:
    with st.sidebar:
        st.segmented_control(
            "Langue · Language",
            LANGUAGES,
            default=session.default_language(session.service()),
            required=True,
            key="lang",
            bind="query-params",
        )


def _ask_name(translator: Translator) -> None:
    """Ask who decides: the ledger notes it. The address keeps it, as it keeps the language."""
    with st.sidebar:
        st.text_input(
            translator.translate("Your name"),
            key="by",
            bind="query-params",
            max_chars=_NAME_LIMIT,
            placeholder=translator.translate("noted with your decisions"),
        )


def _guarded(run: Callable[[], None]) -> None:
    """Run a page; what breaks it, foreseen or not, is told in its place."""
    try:
        run()
    except Exception as error:  # noqa: BLE001 - the last net: it logs, and tells a reference
        faults.shown(error)


if __name__ == "__main__":
    draw()
