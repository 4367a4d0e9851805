"""Vocabulary → view models: plain values with every string ready to be shown.

No Streamlit, no HTML, no I/O: what a page says can be tested without a browser.
"""

from __future__ import annotations

from watch.present.views.card import Card, card
from watch.present.views.detail import Detail, SignalRow
from watch.present.views.fault import Fault, fault
from watch.present.views.names import language_name
from watch.present.views.pains import FamilyRow, PainRow, pain_rows, with_families
from watch.present.views.reference import Quote, Reference
from watch.present.views.results import Result, result
from watch.present.views.sources import SourceRow, SourcesView, sources_view
from watch.present.views.week import Quiet, WeekView, chosen, week_view

__all__ = [
    "Card",
    "Detail",
    "FamilyRow",
    "Fault",
    "PainRow",
    "Quiet",
    "Quote",
    "Reference",
    "Result",
    "SignalRow",
    "SourceRow",
    "SourcesView",
    "WeekView",
    "card",
    "chosen",
    "fault",
    "language_name",
    "pain_rows",
    "result",
    "sources_view",
    "week_view",
    "with_families",
]
