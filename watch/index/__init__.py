"""Vectors → an immutable, searchable generation; and back from disk, checked.

In → ids and vectors per view; out → :class:`Generation`, which finds the nearest ids.

Invariants: a generation never changes once it has its name; whatever is wrong with one is
found before it answers; the database can always answer in its place.
"""

from watch.index.generation import Generation, exact_search
from watch.index.generations import build, latest, prune

__all__ = ["Generation", "build", "exact_search", "latest", "prune"]
