"""How much a brief says, so that it is one page: a text is cut before a proof is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watch.deliver.brief import Brief, Labelled, Proof
from watch.deliver.paper_room import lines, width
from watch.wording import Aspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a brief says.

    Units:
        Limits of texts in letters of ordinary width, counts in things shown.
    """

    title: int = 150
    pain: int = 150
    so_what: int = 280
    quote: int = 230
    basis: int = 140
    assumption: int = 250
    name: int = 60
    step: int = 160
    row: int = 200
    proofs: int = 4
    against: int = 2


ROOMS = (
    Room(),
    Room(quote=170, basis=100, row=150, step=120),
    Room(quote=140, basis=70, assumption=180, row=110, step=100, name=45, proofs=3),
    Room(
        title=110, pain=105, so_what=190, quote=110, basis=35, assumption=100, row=100,
        step=90, name=30, proofs=3, against=1,
    ),
)  # fmt: skip
"""From the most to the least. The last one fits a page whatever is written
(tests/unit/deliver/test_papers.py prints the longest texts)."""

SHEET = 60.0
"""Lines of body text on an A4 page within the margins of templates/print.css, three less."""

_FULL, _LEFT, _RIGHT, _THIRD = 108, 60, 38, 33
"""Letters on a line of body text: over the page, in its two columns, in each of three."""

_HEADING = 2.1
"""Lines that a heading takes with the space around it."""


def height(brief: Brief) -> float:
    """Return how high a brief is, in lines of body text; rather too much than too little."""
    proof = max(
        sum(_proof(one, _LEFT) for one in brief.for_it),
        sum(_proof(one, _RIGHT) for one in brief.against) + _sureness(brief),
    )
    return (
        _top(brief)
        + (_HEADING + lines(brief.pain, _FULL) + _facts(brief.pain_facts))
        + (_HEADING + proof)
        + (_HEADING + _aspects(brief.aspects) if brief.aspects else 0)
        + (_HEADING + _facts(brief.standing))
        + (_HEADING + sum(lines(row, _FULL) + 0.4 for row in brief.history) + 1)
    )


def _top(brief: Brief) -> float:
    warned = lines(brief.banner, _FULL) + 1.2 if brief.banner else 0
    titled = 1.6 * lines(brief.headline, 52)
    return 1.4 + warned + titled + 1.25 * lines(brief.so_what, 92)


def _sureness(brief: Brief) -> float:
    doubt = lines(brief.doubt, _RIGHT - 8) + 0.4 if brief.doubt else 0
    return _HEADING + 2 + doubt + lines(brief.would_change, _RIGHT) + 0.4


def _proof(proof: Proof, per_line: int) -> float:
    place = f"{proof.source_name}, {proof.day}, {proof.host}"
    return lines(proof.text, per_line) + lines(place, per_line) + 0.4


def _facts(facts: Sequence[Labelled]) -> float:
    """Return the height of labelled facts that stand beside one another where there is room."""
    rows, left = 0.0, 0.0
    for fact in facts:
        wide = max(width(fact.said), width(fact.label)) + 5
        if wide > left:
            rows += 1.1 + lines(fact.said, _FULL) + 0.2
            left = _FULL
        left -= wide
    return rows


def _aspects(aspects: Sequence[Aspect]) -> float:
    heights = [1 + lines(one.said, _THIRD) + lines(one.basis, _THIRD + 3) for one in aspects]
    rows = [heights[start : start + 3] for start in range(0, len(heights), 3)]
    return sum(max(row) + 0.4 for row in rows)
