"""A graded set → how well each way of ranking does on it: anybody can judge us on their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from watch import match
from watch.model import LANGUAGES, PainId
from watch.pipeline.listing import load_solutions
from watch.protocols import Embedder, Progress
from watch.rank.metrics import MeanQuality, Quality, mean_quality, quality
from watch.service.evaluation.graded import GradedSet, read_graded
from watch.service.evaluation.rankings import (
    Ranking,
    by_cosine,
    by_techwatch,
    by_words,
    embedded,
    newest_first,
)
from watch.service.evaluation.run_file import require_folder, write_run


class Way(StrEnum):
    """How articles were put in order."""

    NEWEST = "newest first"
    WORDS = "BM25"
    COSINE = "cosine"
    TECHWATCH = "techwatch"


class Part(StrEnum):
    """Which lists, or which articles of them, were judged."""

    ALL = "all"
    FRENCH = "fr"
    ENGLISH = "en"
    OTHER_LANGUAGE = "other language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one way of ranking did, on the whole and for each pain point.

    Attributes:
        view: Name of the embedding view, for a cosine.
        mean: None where no pain point belongs to the part.
    """

    way: Way
    view: str = ""
    part: Part = Part.ALL
    mean: MeanQuality | None
    by_pain: Mapping[PainId, Quality]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingScores:
    """What was judged, and how each way of ranking did.

    Attributes:
        grades: How many were given.
        left_out: Pain points for which no article is graded above 0: nothing was to be found.
        standings: Baselines first; then techwatch; then parts of techwatch's lists.
    """

    articles: int
    pains: int
    grades: int
    left_out: tuple[PainId, ...]
    standings: tuple[Standing, ...]


def evaluate_ranking(
    folder: Path,
    load_views: Callable[[], Sequence[Embedder]],
    progress: Progress,
    run: Path | None = None,
) -> RankingScores:
    """Rank the articles of a graded folder for its pain points, and judge the lists.

    Args:
        folder: Holds ``articles.jsonl``, ``painpoints.jsonl`` and ``qrels.tsv``.
        load_views: Called once the folder has proved readable.
        run: Where techwatch's lists are written, if anywhere.

    Raises:
        UsageError: If a file cannot be read, is not in its format, or the run not be written.
    """
    if run is not None:
        require_folder(run)
    data = read_graded(folder)
    progress.start("model")
    embedders = load_views()
    progress.start("library")
    library = load_solutions(embedders, progress.advance)
    progress.start("read", len(data.articles) * len(embedders))
    views = {e.key: embedded(data.articles, e, progress.advance) for e in embedders}
    corpus = match.Corpus(articles=data.articles, views=views)
    progress.start("match")
    ranking = by_techwatch(data, corpus, library, embedders)
    if run is not None:
        write_run(run, ranking, data)
    return _scores(data, [*_baselines(data, corpus, embedders), *_parts(data, ranking)])


def _scores(data: GradedSet, standings: Sequence[Standing]) -> RankingScores:
    return RankingScores(
        articles=len(data.articles),
        pains=len(data.pains),
        grades=sum(len(graded) for graded in data.grades.values()),
        left_out=tuple(pain.id for pain in data.pains if not _answerable(data, pain.id)),
        standings=tuple(standings),
    )


def _baselines(
    data: GradedSet, corpus: match.Corpus, embedders: Sequence[Embedder]
) -> list[Standing]:
    cosines = [
        _standing(
            Way.COSINE,
            judged(data, by_cosine(data, corpus.views[embedder.key], embedder)),
            view=embedder.key.split("@")[0],
        )
        for embedder in embedders
    ]
    return [
        _standing(Way.NEWEST, judged(data, newest_first(data))),
        _standing(Way.WORDS, judged(data, by_words(data))),
        *cosines,
    ]


def _parts(data: GradedSet, ranking: Ranking) -> list[Standing]:
    """Return techwatch on all, on the pain points of each language, and across languages."""
    lists = judged(data, ranking)
    of_language = {
        language: {p: found for p, found in lists.items() if data.languages[p] == language}
        for language in LANGUAGES
    }
    return [
        _standing(Way.TECHWATCH, lists),
        *(
            _standing(Way.TECHWATCH, found, part=Part(language))
            for language, found in of_language.items()
        ),
        _standing(Way.TECHWATCH, judged(data, ranking, other=True), part=Part.OTHER_LANGUAGE),
    ]


def judged(data: GradedSet, ranking: Ranking, *, other: bool = False) -> dict[PainId, Quality]:
    """Return how good each list is, where something was to be found.

    Args:
        other: Look at the articles only that are not in the pain point's language.
    """
    found: dict[PainId, Quality] = {}
    for pain in data.pains:
        graded = data.grades.get(pain.id, {})
        rows = [ranked.row for ranked in ranking[pain.id]]
        if other:
            spoken = data.languages[pain.id]
            graded = {r: g for r, g in graded.items() if data.articles[r].language != spoken}
            rows = [row for row in rows if data.articles[row].language != spoken]
        if any(graded.values()):
            found[pain.id] = quality([graded.get(row) for row in rows], list(graded.values()))
    return found


def _answerable(data: GradedSet, pain: PainId) -> bool:
    return any(data.grades.get(pain, {}).values())


def _standing(
    way: Way, lists: Mapping[PainId, Quality], *, view: str = "", part: Part = Part.ALL
) -> Standing:
    mean = mean_quality(list(lists.values())) if lists else None
    return Standing(way=way, view=view, part=part, mean=mean, by_pain=lists)
