"""The pages of the app: their files, titles and sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watch.wording import mark

SECTIONS: Mapping[str, Sequence[tuple[str, str]]] = {  # heading → pages: file, title
    mark("Review"): (
        ("this_week", mark("This week")),
        ("opportunities", mark("Opportunities")),
        ("radar", mark("Radar")),
    ),
    mark("Explore"): (
        ("search", mark("Search")),
        ("insight", mark("Insight")),
    ),
    mark("Set up"): (
        ("pain_points", mark("Pain points")),
        ("sources", mark("Sources")),
        ("digest", mark("Digest")),
        ("settings", mark("Settings")),
    ),
}


def path_of(name: str) -> str:
    """Return under which path a page is found."""
    return name.replace("_", "-")


def paths() -> frozenset[str]:
    """Return the paths of all pages."""
    return frozenset(path_of(name) for pages in SECTIONS.values() for name, _ in pages)
