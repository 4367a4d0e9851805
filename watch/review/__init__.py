"""Opportunities with a life: decided, put aside, woken, frozen into editions, measured.

In → what the ranking would list, what people decided, what changed; out → what is shown this
week and why, and what all of it gave.

Invariants: nothing here reads or writes anything; the ledger's rows alone decide where an
opportunity stands; what was put aside comes back only by its wake rule; a frozen edition is
never made again.
"""

from watch.review.backtest import backtest
from watch.review.calendar import closing, freezes_now, open_week
from watch.review.changes import Context as ChangeContext
from watch.review.changes import known_of, learned
from watch.review.comparison import compare
from watch.review.gather import Telling, corpus_text, gather
from watch.review.guards import guarded, unproved
from watch.review.ledger import counting, last_undoable, replay, standing_of
from watch.review.lessons import forgotten, grade_of, lessons, told_of
from watch.review.memory import Memory, admitted, updates
from watch.review.naming import naming
from watch.review.outcomes import outcomes
from watch.review.radar import MONTH, radar
from watch.review.record import Record
from watch.review.soundness import check
from watch.review.trends import WEEKS as TREND_WEEKS
from watch.review.trends import trends

__all__ = [
    "MONTH",
    "TREND_WEEKS",
    "ChangeContext",
    "Memory",
    "Record",
    "Telling",
    "admitted",
    "backtest",
    "check",
    "closing",
    "compare",
    "corpus_text",
    "counting",
    "forgotten",
    "freezes_now",
    "gather",
    "grade_of",
    "guarded",
    "known_of",
    "last_undoable",
    "learned",
    "lessons",
    "naming",
    "open_week",
    "outcomes",
    "radar",
    "replay",
    "standing_of",
    "told_of",
    "trends",
    "unproved",
    "updates",
]
