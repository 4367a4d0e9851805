"""Pain points x articles → matches with evidence.

In → pain points, a :class:`Corpus` (articles with their vectors in each view), the
solution library; out → one :class:`~watch.model.Match` per story and pain, with a
calibrated probability and the sentence that supports it.

Invariants: views are averaged after each has been put on its own scale, never as raw
cosines; the best pain counts, never the mean over pains; exclusions rule out for certain;
nothing here knows where articles come from or how the list is ordered.
"""

from watch.match.corpus import Corpus
from watch.match.facets import Plan, plan, statement
from watch.match.find import SHORTLIST, find
from watch.match.library import Library, load_library
from watch.match.probability import weighed

__all__ = [
    "SHORTLIST",
    "Corpus",
    "Library",
    "Plan",
    "find",
    "load_library",
    "plan",
    "statement",
    "weighed",
]
