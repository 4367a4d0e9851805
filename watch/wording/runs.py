"""What a run is doing, and how it ended, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from watch.model import LimitKind, RunState
from watch.wording.catalogue import mark
from watch.wording.translator import Translator

_STATES: Mapping[RunState, str] = {
    RunState.RUNNING: mark("At work"),
    RunState.DONE: mark("Done"),
    RunState.STOPPED: mark("Stopped"),
    RunState.FAILED: mark("Failed"),
    RunState.INTERRUPTED: mark("Interrupted"),
}

_STAGES: Mapping[str, str] = {
    "check": mark("Asking every source"),
    "collect": mark("Reading the sources"),
    "read": mark("Reading the articles"),
    "stories": mark("Grouping articles on the same event"),
    "index": mark("Building the search index"),
    "library": mark("Preparing the solution library"),
    "model": mark("Loading the model"),
    "match": mark("Matching with your pain points"),
    "pages": mark("Reading the pages of the best articles"),
    "replay": mark("Making past lists again"),
    "trends": mark("Looking for what grows"),
    "copy": mark("Copying the rows"),
    "words": mark("Indexing the words"),
    "compare": mark("Comparing both sides"),
}

_WORK: Mapping[str, str] = {
    "collect": mark("polling the sources"),
    "load model": mark("preparing the model"),
    "read and embed": mark("reading the articles"),
    "stories": mark("grouping by event"),
    "index": mark("search index"),
    "pages": mark("reading article pages"),
    "match and rank": mark("matching and ranking"),
}

_LIMITS: Mapping[LimitKind, str] = {
    LimitKind.ROUND_TRIPS: mark("round trips to the servers"),
    LimitKind.WIRE: mark("bytes over the network"),
    LimitKind.MODEL: mark("arithmetic of the model"),
    LimitKind.PRODUCTS: mark("arithmetic of the comparisons"),
    LimitKind.MEMORY: mark("bytes through memory"),
}


def run_state_name(state: RunState, translator: Translator) -> str:
    """Return how a run stands."""
    return translator.translate(_STATES[state])


def stage_name(stage: str, translator: Translator) -> str:
    """Return what a job is doing, by the name it gives to ``Progress.start``."""
    return translator.translate(_STAGES[stage]) if stage in _STAGES else stage


def work_name(stage: str, translator: Translator) -> str:
    """Return what seconds of a run were spent on, by the name in its report."""
    return translator.translate(_WORK[stage]) if stage in _WORK else stage


def limit_name(limit: LimitKind, translator: Translator) -> str:
    """Return what the fastest possible stage of a run would still wait for."""
    return translator.translate(_LIMITS[limit])
