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
