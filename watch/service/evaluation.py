"""Labelled data → how good we are on it: anybody can judge us on their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watch import understand
from watch.errors import UsageError
from watch.model import Article, Entry, SourceId
from watch.protocols import Embedder
from watch.understand.agreement import Agreement, agreement

_FORMAT = "each line is a JSON object with id, title, text, published, source, lang, story"
_UNDATED_AT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScores:
    """What the grouping made of a labelled file."""

    articles: int
    labelled_stories: int
    found_stories: int
    agreement: Agreement


def evaluate_stories(path: Path, views: Sequence[Embedder]) -> StoryScores:
    """Group the articles of a labelled file as a run would, and compare.

    Args:
        path: JSON lines; ``published`` is an ISO moment, and articles without one are
            taken for news of the same day.
        views: The embedding views of the home.

    Raises:
        UsageError: If the file cannot be read or is not in the format.
    """
    articles, labelled = read_labelled(path)
    texts = [understand.article_text(article.title, article.text) for article in articles]
    placed = understand.group(articles, [view.documents(texts) for view in views])
    found = [placed[article.id].story_id for article in articles]
    return StoryScores(
        articles=len(articles),
        labelled_stories=len(set(labelled)),
        found_stories=len(set(found)),
        agreement=agreement(labelled, found),
    )


def read_labelled(path: Path) -> tuple[list[Article], list[str]]:
    """Return the articles of a labelled file, and the story of each.

    Raises:
        UsageError: If the file cannot be read or is not in the format.
    """
    rows = list(_rows(path))
    articles = [_article(number, row) for number, row in enumerate(rows, start=1)]
    return articles, [str(row["story"]) for row in rows]


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {error}"
        raise UsageError(message, hint=_FORMAT) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, f"{path}, line {number}")
    if not any(line.strip() for line in lines):
        message = f"{path} holds no article"
        raise UsageError(message, hint=_FORMAT)


def _row(line: str, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"{place}: this is not JSON"
        raise UsageError(message, hint=_FORMAT) from error
    missing = {"title", "story"} - (row.keys() if isinstance(row, dict) else set())
    if missing:
        message = f"{place}: {' and '.join(sorted(missing))} missing"
        raise UsageError(message, hint=_FORMAT)
    return dict(row)


def _article(number: int, row: Mapping[str, Any]) -> Article:
    """Return a row as the article that reading it from a feed would give."""
    moment = _moment(row.get("published"))
    entry = Entry(
        guid=str(number),
        title=str(row["title"]),
        summary=str(row.get("text") or ""),
        published_at=moment,
    )
    source_id = SourceId(str(row.get("source") or number))
    (article,) = understand.read([entry], source_id, moment)
    return article


def _moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return _UNDATED_AT
    return found if found.tzinfo else found.replace(tzinfo=UTC)
