"""Pain points x articles → matches with evidence.

In → pain points, a :class:`Corpus` (articles with their vectors in each view), the
solution library; out → one :class:`~watch.model.Match` per story and pain, with a
calibrated probability and the sentence that supports it.

Invariants: views are averaged after each has been put on its own scale, never as raw
cosines; the best pain counts, never the mean over pains; exclusions rule out for certain;
nothing here knows where articles come from or how the list is ordered.
"""

from watch.match.corpus import Corpus
from watch.match.embedded_once import EmbeddedOnce
from watch.match.evidence import quote
from watch.match.expansion import Expansion, expand
from watch.match.facets import Plan, plan, statement
from watch.match.find import SHORTLIST, find
from watch.match.learning import learn
from watch.match.library import Library, load_library
from watch.match.nearest import ABOUT, nearest_families
from watch.match.probability import weighed

__all__ = [
    "ABOUT",
    "SHORTLIST",
    "Corpus",
    "EmbeddedOnce",
    "Expansion",
    "Library",
    "Plan",
    "expand",
    "find",
    "learn",
    "load_library",
    "nearest_families",
    "plan",
    "quote",
    "statement",
    "weighed",
]
