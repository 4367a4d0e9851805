"""A topic in a few words → the direction in which the solution library explains it.

"Robots d'entrepôt" is near to whatever tells of robots, or of warehouses. The families that it
belongs to say what is meant, in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from watch.match.facets import Plan, statement
from watch.match.library import Library
from watch.match.nearest import nearness
from watch.model import ModelKey
from watch.protocols import Embedder, Matrix
from watch.text import telling_stems

_FAMILIES = 8
"""Families that explain a topic: 5, 8 and 12 found lists as good (nDCG@10 within .02)."""

_ENOUGH_WORDS = 8
"""A topic of so many telling words says itself as much as its families do."""

_HEAVIEST = 4.0
"""Most weight, so that one word does not become the name of a family."""

_FOREIGN, _AT_HOME = 0.08, 0.18
"""Nearness of the best family below which a topic is none of the library's, and from which it is
wholly. Of titles of pain points nine in ten are at .18 or more; "football" is at .14, "video
games" at .12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What the library adds to a topic.

    Attributes:
        directions: Where the solutions of its families lie in each view, the language taken out.
        weight: Beside 1 for a view; 0 for a topic that no family is about.

    Shapes:
        each of ``directions`` ``(dimension,)``.
    """

    directions: Mapping[ModelKey, Matrix]
    weight: float


def expand(plan: Plan, library: Library, embedders: Sequence[Embedder]) -> Expansion:
    """Return what the library adds to the words of a plan.

    The fewer they are, the more it counts, and the less the further they are from its families.

    Source:
        Query expansion by concepts, Qiu and Frei 1993: by the concepts that are near to the
        whole query rather than to each of its words.
    """
    text = statement(plan.pain)
    chosen = plan.families[:_FAMILIES]
    places = library.positions([solution.id for solution, _ in chosen])
    shares = np.asarray([weight for _, weight in chosen]) ** 2
    directions: dict[ModelKey, Matrix] = {}
    near = np.zeros(len(library.solutions))
    for embedder in embedders:
        view = library.views[embedder.key]
        told = shares @ view.solutions[places]
        directions[embedder.key] = np.asarray(told, dtype=np.float32)
        near += nearness(embedder.queries([text]), [plan.language], view)[:, 0] / len(embedders)
    belongs = float(np.clip((near.max() - _FOREIGN) / (_AT_HOME - _FOREIGN), 0.0, 1.0))
    weight = belongs * _silence(text, plan.language)
    return Expansion(directions=directions, weight=weight)


def _silence(text: str, language: str) -> float:
    """Return how much a text leaves unsaid."""
    words = max(len(set(telling_stems(text, language))), 1)
    return min(_HEAVIEST, (_ENOUGH_WORDS / words) ** 2)
