"""``techwatch evaluate``: how good it is on data that you have labelled yourself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session

LabelledFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.jsonl",
        help="One article a line: id, title, text, published, source, lang, story.",
    ),
]

GradedFolder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        help="Holds articles.jsonl (id, title, text, lang, source, published), painpoints.jsonl"
        " (id, title, description, area, lang) and qrels.tsv (pain point, article, grade 0-3).",
    ),
]
Run = Annotated[
    Path | None,
    typer.Option(
        "--run",
        metavar="OUT.tsv",
        help="Write what was ranked: painpoint_id, rank, article_id, score; 100 a pain point.",
    ),
]


def evaluate_ranking(session: Session, folder: GradedFolder, *, run: Run = None) -> None:
    """Rank graded articles for pain points never seen before, and show how good the lists are.

    Matching and ranking are those of a run. Shown are nDCG@10 with its 95 % bootstrap
    interval, P@5, R@50, how much of the first ten was graded, and nDCG@10 without ungraded
    articles, beside newest first, BM25 and plain cosines. The first time on a set its articles
    are embedded, which takes minutes for thousands of articles; their vectors are kept.
    """
    from watch.cli.progress import TerminalProgress
    from watch.cli.show.ranking_scores import ranking_object, shown_ranking

    with session.service() as service:
        translator = session.any_translator(service)
        with TerminalProgress(session.screen.err, translator) as progress:
            session.log()  # through the drawing, where there is one
            scores = service.evaluate_ranking(folder, run=run, progress=progress)
    if session.screen.json:
        session.screen.answer(ranking_object(scores))
        return
    shown_ranking(session.screen, scores, translator)
    if run is not None:
        session.screen.note(translator.translate("Written: {path}", path=str(run)))


def evaluate_stories(session: Session, file: LabelledFile) -> None:
    """Group labelled articles as a run would, and show how well the stories agree.

    Shown are precision, recall and F1 over pairs of articles, and B-cubed over articles.
    """
    from watch.cli.show.scores import scores_object, shown_scores

    with session.service() as service:
        translator = session.any_translator(service)
        with session.waiting(translator.translate("Reading the articles")):
            scores = service.evaluate_stories(file)
    if session.screen.json:
        session.screen.answer(scores_object(scores))
    else:
        shown_scores(session.screen, scores, translator)
