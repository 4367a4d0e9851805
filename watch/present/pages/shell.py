"""The script that Streamlit runs: language, navigation, and a net under every page.

It lives among the pages because a folder called ``pages`` beside it would make
Streamlit run a page without it, for the first visitor after a start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from watch.errors import WatchError
from watch.model import LANGUAGES
from watch.present import session
from watch.present.components import frame
from watch.present.markup import show, show_style
from watch.present.views import fault
from watch.wording import Translator

PAGES = Path(__file__).parent
_NAME_LIMIT = 60


def draw() -> None:
    """Draw the page that the address names."""
    show_style()
    _choose_language()
    translator = session.visit().translator
    _ask_name(translator)
    page = st.navigation(_pages(translator))
    st.set_page_config(page_title=f"{page.title} · techwatch", layout="centered")
    _guarded(page.run, translator)


def _pages(translator: Translator) -> list[StreamlitPage]:
    """Return the pages, without icons: Streamlit would load them from fonts.gstatic.com."""
    titles = {
        "this_week.py": translator.translate("This week"),
        "opportunities.py": translator.translate("Opportunities"),
        "radar.py": translator.translate("Radar"),
        "search.py": translator.translate("Search"),
        "insight.py": translator.translate("Insight"),
        "pain_points.py": translator.translate("Pain points"),
        "sources.py": translator.translate("Sources"),
        "digest.py": translator.translate("Digest"),
        "settings.py": translator.translate("Settings"),
    }
    return [
        st.Page(
            PAGES / name,
            title=title,
            url_path=name.removesuffix(".py").replace("_", "-"),
            default=name == "this_week.py",
        )
        for name, title in titles.items()
        if (PAGES / name).exists()
    ]


def _choose_language() -> None:
    default = session.default_language(session.visit().service)
    with st.sidebar:
        st.segmented_control(
            "Langue · Language",
            LANGUAGES,
            default=default,
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


def _guarded(run: Callable[[], None], translator: Translator) -> None:
    try:
        run()
    except WatchError as error:
        show(frame.fault_box(fault(error, translator), translator), translator.language)


if __name__ == "__main__":
    draw()
