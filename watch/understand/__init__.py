"""Entries → articles → stories.

In → entries as published, untrusted; out → articles (plain text, dated, language-tagged,
identified), their vectors, and stories (one event, its tellings, its independent owners,
its facts).

Invariants: no tag, control character or false date passes ``read``; an article has the same
id in every poll and every feed; one definition of "same story" serves everyone.
"""

from watch.understand.embedding import article_text, load_view
from watch.understand.facts import facts
from watch.understand.keyphrases import keyphrases
from watch.understand.phase import story_phase
from watch.understand.reading import read
from watch.understand.stories import WINDOW, gather, group
from watch.understand.story_facts import note_facts
from watch.understand.summary import summarise

__all__ = [
    "WINDOW",
    "article_text",
    "facts",
    "gather",
    "group",
    "keyphrases",
    "load_view",
    "note_facts",
    "read",
    "story_phase",
    "summarise",
]
