"""Which figures of a source fit a terminal, and how wide each is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from watch.wording import Figures, Translator

_ROOMY = 100
"""Columns of a terminal from which on there is room for more figures."""

_DATE = 14
"""Columns of a day: "1er sept. 2026"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A figure of each source: its title, where it comes from, the least width it needs."""

    title: str
    figure: Callable[[Figures], str]
    least: int = 0

    @property
    def width(self) -> int:
        """Columns of the terminal that it takes."""
        return max(len(self.title), self.least)


def brought(translator: Translator) -> list[Column]:
    """Return what the last poll brought."""
    entries = Column(title=translator.translate("Entries"), figure=lambda f: f.entries)
    return [entries, _newest(translator)]


def given(translator: Translator, width: int) -> list[Column]:
    """Return what a source has given since it was first read, for a terminal of some width."""
    succeeded = Column(
        title=translator.translate("Last success"), figure=lambda f: f.succeeded, least=_DATE
    )
    weekly = Column(title=translator.translate("A week"), figure=lambda f: f.weekly)
    told = [
        Column(title=translator.translate("Duplicates"), figure=lambda f: f.duplicates),
        Column(title=translator.translate("Opportunities"), figure=lambda f: f.opportunities),
    ]
    if width < _ROOMY:
        return [succeeded, weekly, *told]
    articles = Column(title=translator.translate("Articles"), figure=lambda f: f.articles)
    undated = Column(title=translator.translate("Undated"), figure=lambda f: f.undated)
    return [succeeded, _newest(translator), articles, weekly, undated, *told]


def _newest(translator: Translator) -> Column:
    return Column(title=translator.translate("Newest"), figure=lambda f: f.newest, least=_DATE)
