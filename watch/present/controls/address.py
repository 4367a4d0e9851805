"""Choices that the address keeps: a page can be sent to somebody as it is seen.

They are kept by their codes, which are the same in each language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from watch.present.components.frame import count
from watch.present.markup import show
from watch.wording import Translator

_ADDRESS = "board-address"
"""Names, in the session, the last choices of the board, for the way back to it."""


def pick_kept(
    label: str,
    name: str,
    options: Sequence[str],
    named: Callable[[str], str],
    *,
    labelled: bool = True,
) -> str:
    """Draw a choice that the address keeps; the first option is not written there.

    Args:
        name: What the address calls it.
        named: Gives an option as it is read.
        labelled: Whether the label is seen; it is always read out.
    """
    asked = st.query_params.get(name, "")
    picked: str = st.selectbox(
        label,
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=named,
        key=f"board-{name}",
        on_change=first_page,
        disabled=len(options) < 2,
        label_visibility="visible" if labelled else "collapsed",
    )
    keep(name, picked if picked != options[0] else "")
    return picked


def keep(name: str, value: str) -> None:
    """Let the address name a choice, or nothing."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def first_page() -> None:
    """Go back to the first page: other rows are asked for."""
    st.query_params.pop("page", None)


def remember() -> None:
    """Note the choices that the address keeps, for the way back to them."""
    st.session_state[_ADDRESS] = [
        (name, value) for name in st.query_params for value in st.query_params.get_all(name)
    ]


def remembered() -> list[tuple[str, str]]:
    """Return the choices that were noted last, for an address."""
    return list(st.session_state.get(_ADDRESS, ()))


def page_of(pages: int) -> int:
    """Return the page that the address names, from 1; the nearest there is."""
    asked = st.query_params.get("page", "")
    return min(max(int(asked) if asked.isascii() and asked.isdigit() else 1, 1), pages)


def turn_pages(page: int, pages: int, translator: Translator) -> None:
    """Draw what leads to the pages before and after, and which of how many this is."""
    before, after = translator.translate("Earlier rows"), translator.translate("Further rows")
    st.button(before, key="page-before", disabled=page == 1, on_click=_turn_to, args=(page - 1,))
    told = translator.translate("Page {n} of {count}", n=page, count=pages)
    show(count(told), translator.language)
    st.button(after, key="page-after", disabled=page == pages, on_click=_turn_to, args=(page + 1,))


def _turn_to(page: int) -> None:
    keep("page", str(page) if page > 1 else "")
