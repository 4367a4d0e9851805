"""The parts of a page of which one is drawn at a time; the address names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from watch.present.session import Visit

PARAMETER = "part"


def part_choice(names: Mapping[str, str], parts: Sequence[str], visit: Visit) -> str:
    """Draw the choice among the parts of a page; return the one to draw.

    Args:
        names: Message ids by part.
        parts: Those that this reader may see, the usual one first.
        visit: Whose language is spoken.
    """
    usual, asked = parts[0], st.query_params.get(PARAMETER, "")
    chosen = st.segmented_control(
        visit.translator.translate("Part of the page"),
        parts,
        default=asked if asked in parts else usual,
        required=True,
        format_func=lambda part: visit.translator.translate(names[part]),
        key=PARAMETER,
        label_visibility="collapsed",
    )
    _keep_in_address(chosen if chosen and chosen != usual else "")
    return chosen or usual


def _keep_in_address(part: str) -> None:
    """Let the address name the part by its key, which is the same in each language."""
    if part:
        st.query_params[PARAMETER] = part
    else:
        st.query_params.pop(PARAMETER, None)
