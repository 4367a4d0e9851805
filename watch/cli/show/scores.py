"""How well found stories agree with labelled ones, as a small table."""

from __future__ import annotations

from typing import Any

from watch.cli.screen import Screen
from watch.service import StoryScores
from watch.wording import Translator, mark

_COLUMNS = (mark("Precision"), mark("Recall"), mark("F1"))
_ROWS = {"pairwise": mark("Pairs"), "bcubed": mark("B-cubed")}


def scores_object(scores: StoryScores) -> dict[str, Any]:
    """Return the scores as JSON."""
    found = scores.agreement
    return {
        "articles": scores.articles,
        "labelled_stories": scores.labelled_stories,
        "found_stories": scores.found_stories,
        "pairwise": {
            "precision": round(found.pair_precision, 3),
            "recall": round(found.pair_recall, 3),
            "f1": round(found.pair_f1, 3),
        },
        "bcubed": {
            "precision": round(found.bcubed_precision, 3),
            "recall": round(found.bcubed_recall, 3),
            "f1": round(found.bcubed_f1, 3),
        },
    }


def shown_scores(screen: Screen, scores: StoryScores, translator: Translator) -> None:
    """Print how many stories there are and were found, and how well they agree."""
    from rich.table import Table

    screen.paragraph(
        translator.translate(
            "{articles} articles, {labelled} labelled stories, {found} found.",
            articles=translator.number(scores.articles),
            labelled=translator.number(scores.labelled_stories),
            found=translator.number(scores.found_stories),
        )
    )
    table = Table(box=None, padding=(0, 2), show_edge=False)
    table.add_column("")
    for heading in _COLUMNS:
        table.add_column(translator.translate(heading), justify="right")
    figures = scores_object(scores)
    for name, title in _ROWS.items():
        numbers = (translator.number(value) for value in figures[name].values())
        table.add_row(translator.translate(title), *numbers)
    screen.show(table)
