"""How the cards of a week are gone through: folded, all open, or against the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import streamlit as st

from watch.clock import SystemClock
from watch.present.components import frame
from watch.present.markup import show
from watch.present.session import Visit
from watch.present.views import Progress, time_left

REVIEW = timedelta(minutes=10)
"""What a weekly review may take."""

_BEGAN = "review-began"
_EVERY_S = 10
"""Seconds between two looks at the clock: often enough to be believed, and no distraction."""


class Pace(StrEnum):
    """Which cards are open."""

    FOLDED = "folded"
    OPEN = "open"
    TIMED = "timed"


def pace_choice(visit: Visit) -> Pace:
    """Draw the ways to go through the cards; return the one chosen."""
    translator = visit.translator
    names = {
        Pace.FOLDED: translator.translate("One after the other"),
        Pace.OPEN: translator.translate("All open"),
        Pace.TIMED: translator.translate("In ten minutes"),
    }
    chosen = st.segmented_control(
        translator.translate("How to review"),
        list(names),
        default=Pace.FOLDED,
        required=True,
        format_func=lambda pace: names[Pace(pace)],
        key="pace",
        label_visibility="collapsed",
    )
    pace = Pace(chosen or Pace.FOLDED)
    if pace is Pace.TIMED:
        st.session_state.setdefault(_BEGAN, SystemClock().now())
    else:
        st.session_state.pop(_BEGAN, None)
    return pace


@st.fragment(run_every=_EVERY_S)
def clock(visit: Visit, progress: Progress) -> None:
    """Draw how much of the ten minutes is left, and what that is for each card to decide."""
    began: datetime | None = st.session_state.get(_BEGAN)
    if began is None or progress.done:
        return
    left = began + REVIEW - SystemClock().now()
    said = time_left(left, progress.waiting, visit.translator)
    show(
        frame.notice(said, kind="" if left > timedelta() else "tw-warn"), visit.translator.language
    )
