"""How good each way of ranking is on graded data, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from watch.cli.screen import Screen
from watch.service import Part, RankingScores, Standing, Way
from watch.wording import Translator, mark

if TYPE_CHECKING:
    from rich.table import Table

_COLUMNS = (
    mark("nDCG@10"),
    mark("95% interval"),
    mark("P@5"),
    mark("R@50"),
    mark("Judged@10"),
    mark("Condensed"),
)
_WAYS = {
    Way.NEWEST: mark("Newest first"),
    Way.WORDS: mark("BM25, the pain point's words"),
    Way.COSINE: mark("Cosine"),
    Way.TECHWATCH: mark("techwatch"),
}
_PARTS = {
    Part.FRENCH: mark("French pain points"),
    Part.ENGLISH: mark("English pain points"),
    Part.OTHER_LANGUAGE: mark("articles in the other language"),
}
_MEASURES = {
    "ndcg_10": "ndcg",
    "p_5": "precision",
    "r_50": "recall",
    "judged_10": "judged",
    "condensed_ndcg_10": "condensed",
}
"""Names in JSON, and where each stands in a quality."""

_DIGITS = 4


def ranking_object(scores: RankingScores) -> dict[str, Any]:
    """Return the scores as JSON, those of every pain point included."""
    return {
        "articles": scores.articles,
        "pain_points": scores.pains,
        "grades": scores.grades,
        "left_out": scores.left_out,
        "rankings": [_standing_object(standing) for standing in scores.standings],
    }


def _standing_object(standing: Standing) -> dict[str, Any]:
    mean = standing.mean
    return {
        "ranking": standing.way,
        "view": standing.view,
        "part": standing.part,
        "pain_points": mean.lists if mean else 0,
        "mean": _measures(mean),
        "ndcg_10_interval": [_rounded(mean.ndcg_low), _rounded(mean.ndcg_high)] if mean else None,
        "by_pain_point": {pain: _measures(found) for pain, found in standing.by_pain.items()},
    }


def _measures(found: object) -> dict[str, float | None]:
    return {name: _rounded(getattr(found, field, None)) for name, field in _MEASURES.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def shown_ranking(screen: Screen, scores: RankingScores, translator: Translator) -> None:
    """Print what was judged, the table, how to read it, and what was left out."""
    screen.paragraph(
        translator.translate(
            "{articles} articles, {pains} pain points, {grades} grades.",
            articles=scores.articles,
            pains=scores.pains,
            grades=scores.grades,
        )
    )
    screen.line()
    screen.show(_table(scores, translator))
    screen.line()
    screen.paragraph(
        translator.translate(
            "Gain 2^grade − 1; an article without a grade counts as 0, and Condensed leaves it"
            " out. P@5 and R@50 count grades of 2 and 3."
        )
    )
    if scores.left_out:
        screen.paragraph(
            translator.translate(
                "Left out, because no article is graded above 0 for them: {names}.",
                names=", ".join(scores.left_out),
            )
        )


def _table(scores: RankingScores, translator: Translator) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1), show_edge=False)
    table.add_column("")
    for heading in _COLUMNS:
        table.add_column(translator.translate(heading), justify="right", no_wrap=True)
    for standing in scores.standings:
        table.add_row(_name(standing, translator), *_cells(standing, translator))
    return table


def _name(standing: Standing, translator: Translator) -> str:
    name = translator.translate(_WAYS[standing.way])
    if standing.part is Part.ALL:
        return ", ".join(part for part in (name, standing.view) if part)
    part = translator.translate(_PARTS[standing.part])
    count = standing.mean.lists if standing.mean else 0
    return f"– {part} ({translator.number(count)})"


def _cells(standing: Standing, translator: Translator) -> list[str]:
    mean = standing.mean
    if mean is None:
        return ["–"] * len(_COLUMNS)

    def number(value: float | None) -> str:
        return "–" if value is None else translator.number(round(value, 3))

    between = f"{number(mean.ndcg_low)}–{number(mean.ndcg_high)}"
    others = (mean.precision, mean.recall, mean.judged, mean.condensed)
    return [number(mean.ndcg), between, *map(number, others)]
