"""The order of the stages, and the only place that knows it.

Collect → understand → index → match → rank → list. Every step can be killed and started
again: what is committed is whole, and what is not committed is simply due again.
"""

from watch.pipeline.by_hand import add_article
from watch.pipeline.cards import read_cards, read_lines
from watch.pipeline.grouping import merge, split
from watch.pipeline.intake import embed
from watch.pipeline.life import Life, read_life
from watch.pipeline.machine_limits import measure_machine
from watch.pipeline.pages import unread
from watch.pipeline.replay import Past, memory_at, read_past, replay
from watch.pipeline.run import run_lists, run_stages
from watch.pipeline.stages import Stages
from watch.pipeline.tools import Tools
from watch.pipeline.trends import read_trends
from watch.pipeline.trial import Trial
from watch.pipeline.weekly import freeze
from watch.pipeline.what_if import what_if

__all__ = [
    "Life",
    "Past",
    "Stages",
    "Tools",
    "Trial",
    "add_article",
    "embed",
    "freeze",
    "measure_machine",
    "memory_at",
    "merge",
    "read_cards",
    "read_life",
    "read_lines",
    "read_past",
    "read_trends",
    "replay",
    "run_lists",
    "run_stages",
    "split",
    "unread",
    "what_if",
]
