"""Vocabulary → view models: plain values with every string ready to be shown.

No Streamlit, no HTML, no I/O: what a page says can be tested without a browser.
"""

from __future__ import annotations

from watch.present.views.board import (
    STATUSES,
    BoardRow,
    Chosen,
    Order,
    Part,
    board_rows,
    narrowed,
    ordered,
    overdue,
    pain_titles,
    part_counts,
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
from watch.present.views.coverage import CoverageRow, coverage_answer, coverage_rows
from watch.present.views.detail import Detail, SignalRow
from watch.present.views.digest import (
    DepartureView,
    MailRow,
    RecipientRow,
    departure_view,
    mail_rows,
    recipient_row,
)
from watch.present.views.fault import Fault, fault
from watch.present.views.lanes import Grouping, Lane, lanes
from watch.present.views.lessons import Example, LessonView, doubt_phrases, lesson_view
from watch.present.views.names import language_name
from watch.present.views.pain_form import field_label, field_labels, mistake_said, value_said
from watch.present.views.pain_preview import (
    BringingView,
    FoundRow,
    PreviewView,
    bringing_view,
    preview_view,
)
from watch.present.views.pains import (
    FamilyRow,
    NeedBar,
    NeedView,
    PainRow,
    need_view,
    pain_rows,
    with_coverage,
    with_families,
)
from watch.present.views.radar import (
    RadarPoint,
    RadarRow,
    RadarView,
    Wanted,
    radar_view,
    ring_name,
)
from watch.present.views.radar_layout import EDGES as RING_EDGES
from watch.present.views.reference import Quote, Reference, titled
from watch.present.views.results import Result, result
from watch.present.views.review import (
    Progress,
    Row,
    UpdateView,
    closing,
    progress,
    row,
    time_left,
    update_view,
    waiting,
)
from watch.present.views.search import (
    CardLink,
    TopicTrendView,
    WeekCount,
    count_said,
    filter_options,
    option_name,
    period_days,
    topic_trend,
    value_name,
)
from watch.present.views.sources import SourceRow, SourcesView, sources_view
from watch.present.views.stamp import Stamp, stamp
from watch.present.views.timeline import LifeEvent, life_events
from watch.present.views.trends import (
    TrendPoint,
    TrendRow,
    TrendView,
    area_trends,
    family_trends,
)
from watch.present.views.week import Quiet, WeekView, chosen, week_view
from watch.present.views.yields import (
    PainYieldRow,
    PilotRow,
    SourceYieldRow,
    WeekRow,
    YieldsView,
    yields_lead,
    yields_view,
)

__all__ = [
    "RING_EDGES",
    "STATUSES",
    "BoardRow",
    "BringingView",
    "Card",
    "CardLink",
    "CardPage",
    "ChangeRow",
    "Chosen",
    "CoverageRow",
    "DepartureView",
    "Detail",
    "Example",
    "FamilyRow",
    "Fault",
    "FoundRow",
    "Grouping",
    "HistoryRow",
    "Lane",
    "LessonView",
    "LifeEvent",
    "MailRow",
    "MovedRow",
    "Moves",
    "NeedBar",
    "NeedView",
    "NoteRow",
    "Order",
    "PainRow",
    "PainYieldRow",
    "Part",
    "PilotRow",
    "PreviewView",
    "Progress",
    "Proof",
    "Quiet",
    "Quote",
    "RadarPoint",
    "RadarRow",
    "RadarView",
    "RecipientRow",
    "Reference",
    "Result",
    "Row",
    "SignalRow",
    "SourceRow",
    "SourceYieldRow",
    "SourcesView",
    "Stamp",
    "TopicTrendView",
    "TrendPoint",
    "TrendRow",
    "TrendView",
    "UpdateView",
    "Wanted",
    "WeekCount",
    "WeekRow",
    "WeekView",
    "YieldsView",
    "area_trends",
    "board_rows",
    "bringing_view",
    "card",
    "card_page",
    "chosen",
    "closing",
    "count_said",
    "coverage_answer",
    "coverage_rows",
    "departure_view",
    "doubt_phrases",
    "family_trends",
    "fault",
    "field_label",
    "field_labels",
    "filter_options",
    "lanes",
    "language_name",
    "lesson_view",
    "life_events",
    "mail_rows",
    "mistake_said",
    "moves",
    "narrowed",
    "need_view",
    "option_name",
    "ordered",
    "overdue",
    "pain_rows",
    "pain_titles",
    "part_counts",
    "period_days",
    "preview_view",
    "progress",
    "radar_view",
    "recipient_row",
    "result",
    "ring_name",
    "row",
    "sources_view",
    "stamp",
    "status_counts",
    "time_left",
    "titled",
    "topic_trend",
    "update_view",
    "value_name",
    "value_said",
    "waiting",
    "week_view",
    "with_coverage",
    "with_families",
    "yields_lead",
    "yields_view",
]
