"""Vectors → an immutable, searchable generation; and back from disk, checked.

In → ids and vectors per view; out → :class:`Generation`, which finds the nearest ids, and
:class:`Shelf`, which keeps it opened with the whitening of each view and language.

Invariants: a generation never changes once it has its name; whatever is wrong with one is
found before it answers; the database can always answer in its place.
"""

from watch.index.generation import Generation, exact_search, products
from watch.index.generations import build, latest, prune
from watch.index.held_rows import HeldRows
from watch.index.opened import Members, Opened, Shelf, Space, spaces
from watch.index.whitening import Whitening, fit_whitening

__all__ = [
    "Generation",
    "HeldRows",
    "Members",
    "Opened",
    "Shelf",
    "Space",
    "Whitening",
    "build",
    "exact_search",
    "fit_whitening",
    "latest",
    "products",
    "prune",
    "spaces",
]
