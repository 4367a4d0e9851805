"""What each stage of a run took, beside what the machine could not do faster. Pure.

A limit is the least that physics asks of this machine for the work that was done: round trips
and bytes on the wire, floating-point operations of the model, bytes through memory. A stage far
from its limit has something to gain; one near it has not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from watch.model import Limit, LimitKind, Spent, StageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a run handled.

    Attributes:
        wire_bytes: Over the network, of the feeds that had changed.
        embedded: Articles given to the models, and how many characters they were.
        articles: In the database at the end, each with a vector of ``dimensions`` columns in all.
    """

    polls: int = 0
    wire_bytes: int = 0
    connections: int = 1
    embedded: int = 0
    embedded_chars: int = 0
    articles: int = 0
    dimensions: int = 0
    pains: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What this machine can do at best, measured just before.

    Attributes:
        flops: Floating-point operations a second of a large matrix product, single precision.
        memory_bytes_per_s: Read from memory by all cores.
        wire_bytes_per_s: Of the line; ``round_trip_s`` to a server and back.
    """

    flops: float
    memory_bytes_per_s: float
    wire_bytes_per_s: float = 12.5e6
    round_trip_s: float = 0.25


CHARS_PER_TOKEN = 3.9
"""Of the e5 view, over 1,200 French and English articles: 3.8 to 4.1."""

FLOPS_PER_TOKEN = 42.5e6
"""Of the e5 view, which takes nearly all of the time: two for each of its 21.2 million weights
beside the vocabulary."""

_EIGHT_BITS = 4
"""Multiplications of 8-bit numbers in the time of one in single precision, where the processor
has instructions for them (VNNI, since 2019)."""

_FLOAT = 4
"""Bytes of a number of a vector as it is multiplied."""

_HALF = 2
"""Bytes of a number of a vector as it is stored."""


def profile(spent: Mapping[str, Spent], work: Work, machine: Machine) -> tuple[StageRow, ...]:
    """Return a row for each stage that took time, in their order, beside its limit."""
    return tuple(
        StageRow(
            stage=stage,
            spent=taken,
            items=_ITEMS[stage](work) if stage in _ITEMS else 0,
            limit=_LIMITS[stage](work, machine) if stage in _LIMITS else None,
        )
        for stage, taken in spent.items()
    )


def _collecting(work: Work, machine: Machine) -> Limit:
    """Every feed is asked once, as many at a time as there are connections."""
    asking = work.polls * machine.round_trip_s / max(1, work.connections)
    receiving = work.wire_bytes / machine.wire_bytes_per_s
    if receiving > asking:
        return Limit(kind=LimitKind.WIRE, seconds=receiving)
    return Limit(kind=LimitKind.ROUND_TRIPS, seconds=asking)


def _embedding(work: Work, machine: Machine) -> Limit:
    tokens = work.embedded_chars / CHARS_PER_TOKEN
    seconds = tokens * FLOPS_PER_TOKEN / (machine.flops * _EIGHT_BITS)
    return Limit(kind=LimitKind.MODEL, seconds=seconds)


def _grouping(work: Work, machine: Machine) -> Limit:
    """Each new article is compared with every other."""
    operations = 2.0 * work.embedded * work.articles * work.dimensions
    return Limit(kind=LimitKind.PRODUCTS, seconds=operations / machine.flops)


def _indexing(work: Work, machine: Machine) -> Limit:
    """Every vector is read as stored and written as searched."""
    moved = work.articles * work.dimensions * (_HALF + _FLOAT)
    return Limit(kind=LimitKind.MEMORY, seconds=moved / machine.memory_bytes_per_s)


def _matching(work: Work, machine: Machine) -> Limit:
    """Every vector is read once and multiplied with each pain point; the slower of the two."""
    reading = work.articles * work.dimensions * _FLOAT / machine.memory_bytes_per_s
    multiplying = 2.0 * work.articles * work.dimensions * work.pains / machine.flops
    if multiplying > reading:
        return Limit(kind=LimitKind.PRODUCTS, seconds=multiplying)
    return Limit(kind=LimitKind.MEMORY, seconds=reading)


_ITEMS: Mapping[str, Callable[[Work], int]] = {
    "collect": lambda work: work.polls,
    "read and embed": lambda work: work.embedded,
    "stories": lambda work: work.embedded,
    "index": lambda work: work.articles,
    "match and rank": lambda work: work.articles,
    "pages": lambda work: work.pages,
}

_LIMITS: Mapping[str, Callable[[Work, Machine], Limit]] = {
    "collect": _collecting,
    "read and embed": _embedding,
    "stories": _grouping,
    "index": _indexing,
    "match and rank": _matching,
}
