"""Vocabulary → view models: plain values with every string ready to be shown.

No Streamlit, no HTML, no I/O: what a page says can be tested without a browser.
"""

from __future__ import annotations

from watch.present.views.board import (
    STATUSES,
    BoardRow,
    Chosen,
    board_rows,
    overdue,
    owner_names,
    status_counts,
)
from watch.present.views.card import Card, card
from watch.present.views.card_page import (
    CardPage,
    ChangeRow,
    HistoryRow,
    NoteRow,
    Proof,
    card_page,
)
from watch.present.views.comparison import MovedRow, Moves, moves
from watch.present.views.detail import Detail, SignalRow
from watch.present.views.fault import Fault, fault
from watch.present.views.lessons import Example, LessonView, doubt_phrases, lesson_view
from watch.present.views.names import language_name
from watch.present.views.pains import FamilyRow, PainRow, pain_rows, with_families
from watch.present.views.reference import Quote, Reference
from watch.present.views.results import Result, result
from watch.present.views.review import (
    Progress,
    Row,
    UpdateView,
    closing,
    progress,
    row,
    update_view,
    waiting,
)
from watch.present.views.sources import SourceRow, SourcesView, sources_view
from watch.present.views.stamp import Stamp, deciding_row, is_decided, stamp
from watch.present.views.week import Quiet, WeekView, chosen, week_view
from watch.present.views.yields import (
    PainYieldRow,
    PilotRow,
    SourceYieldRow,
    WeekRow,
    YieldsView,
    yields_view,
)

__all__ = [
    "STATUSES",
    "BoardRow",
    "Card",
    "CardPage",
    "ChangeRow",
    "Chosen",
    "Detail",
    "Example",
    "FamilyRow",
    "Fault",
    "HistoryRow",
    "LessonView",
    "MovedRow",
    "Moves",
    "NoteRow",
    "PainRow",
    "PainYieldRow",
    "PilotRow",
    "Progress",
    "Proof",
    "Quiet",
    "Quote",
    "Reference",
    "Result",
    "Row",
    "SignalRow",
    "SourceRow",
    "SourceYieldRow",
    "SourcesView",
    "Stamp",
    "UpdateView",
    "WeekRow",
    "WeekView",
    "YieldsView",
    "board_rows",
    "card",
    "card_page",
    "chosen",
    "closing",
    "deciding_row",
    "doubt_phrases",
    "fault",
    "is_decided",
    "language_name",
    "lesson_view",
    "moves",
    "overdue",
    "owner_names",
    "pain_rows",
    "progress",
    "result",
    "row",
    "sources_view",
    "stamp",
    "status_counts",
    "update_view",
    "waiting",
    "week_view",
    "with_families",
    "yields_view",
]
