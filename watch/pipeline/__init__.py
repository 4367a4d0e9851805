"""The order of the stages, and the only place that knows it.

Collect → understand → index → match → rank → list. Every step can be killed and started
again: what is committed is whole, and what is not committed is simply due again.
"""

from watch.pipeline.by_hand import add_article
from watch.pipeline.grouping import merge, split
from watch.pipeline.life import Life, read_life
from watch.pipeline.replay import Past, memory_at, read_past, replay
from watch.pipeline.run import Pipeline
from watch.pipeline.search import find_stories
from watch.pipeline.trial import try_pain
from watch.pipeline.weekly import freeze
from watch.pipeline.what_if import what_if

__all__ = [
    "Life",
    "Past",
    "Pipeline",
    "add_article",
    "find_stories",
    "freeze",
    "memory_at",
    "merge",
    "read_life",
    "read_past",
    "replay",
    "split",
    "try_pain",
    "what_if",
]
