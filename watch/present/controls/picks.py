"""Which opportunities of the board are picked, page after page, for one step about all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from watch.model import OpportunityId
from watch.present.markup import plain
from watch.wording import Translator

_PICKED = "picked"
_ROUND = "picked-round"
"""Counts how often all were picked or let go: the boxes are drawn anew each time."""


def picked(among: Collection[OpportunityId]) -> list[OpportunityId]:
    """Return what is picked of what the filters show."""
    chosen = _chosen()
    return [name for name in among if name in chosen]


def pick_box(name: OpportunityId, title: str, translator: Translator) -> None:
    """Draw the box that picks one opportunity."""
    key = f"pick-{st.session_state.get(_ROUND, 0)}-{name}"
    st.checkbox(
        plain(translator.translate("Pick “{title}”", title=title)),
        name in _chosen(),
        key=key,
        label_visibility="collapsed",
        on_change=_turn,
        args=(name,),
    )


def pick_all(shown: Sequence[OpportunityId], translator: Translator) -> None:
    """Draw what picks everything that the filters show, and what lets all go."""
    count = len(picked(shown))
    if count < len(shown):
        label = translator.plural("Pick all {n}", "Pick all {n}", len(shown))
        st.button(label, key="pick-all", type="tertiary", on_click=_pick, args=(list(shown),))
    if count:
        let_go = translator.translate("Pick none")
        st.button(let_go, key="pick-none", type="tertiary", on_click=pick_none)


def pick_none() -> None:
    """Let everything go."""
    _pick([])


def _pick(names: Collection[OpportunityId]) -> None:
    st.session_state[_PICKED] = set(names)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _turn(name: OpportunityId) -> None:
    st.session_state[_PICKED] = _chosen() ^ {name}


def _chosen() -> set[OpportunityId]:
    return set(st.session_state.get(_PICKED, ()))
