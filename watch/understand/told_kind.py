"""The kind of development that an article names at first sight: in its title or its opening."""

from __future__ import annotations

from itertools import islice

from watch.model import EventKind
from watch.text import sentences
from watch.understand.event_rules import event_told

OPENING = 400
"""Characters of the text that may tell the kind of development, after the title."""

_OPENING_SENTENCES = 3


def told_kind(title: str, text: str) -> tuple[EventKind | None, str]:
    """Return the kind that title or opening names, and the sentence that does.

    Nothing where neither does: ``facts`` reads on then, ten times as long.
    """
    for passage in (title, *islice(sentences(text[:OPENING]), _OPENING_SENTENCES)):
        kind = event_told(passage)
        if kind is not None:
            return kind, passage
    return None, ""
