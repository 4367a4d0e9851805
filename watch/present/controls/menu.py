"""The menu of the app. Streamlit's own is a list with parts that no list may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from watch.present.markup import element, show
from watch.wording import Translator


def draw(pages: Mapping[str, Sequence[StreamlitPage]], translator: Translator) -> None:
    """Draw the pages under their headings."""
    show(element("p", "techwatch", class_="tw-brand"), translator.language)
    for heading, listed in pages.items():
        show(element("p", heading, class_="tw-menu"), translator.language)
        for page in listed:
            st.page_link(page)
