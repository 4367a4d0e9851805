"""A folder of pain points, articles and grades → values, with the place of every mistake.

``articles.jsonl`` and ``painpoints.jsonl`` have one JSON object a line, ``qrels.tsv`` has a
header and then a pain point's id, an article's id and a grade from 0 to 3, tab separated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from watch.config import known_area
from watch.errors import UsageError
from watch.model import LANGUAGES, Article, ArticleId, PainId, PainPoint, SourceId, StoryId
from watch.service.evaluation.labelled_lines import (
    Form,
    Line,
    moment,
    numbered,
    read_as_entry,
    read_lines,
)
from watch.text import number_id
from watch.understand.clean import language_of
from watch.understand.reading import EARLIEST_AT

_ARTICLES = Form(
    thing="article",
    required=frozenset({"id", "title", "text"}),
    told="each line is a JSON object with id, title, text, lang, source, published",
)
_PAINS = Form(
    thing="pain point",
    required=frozenset({"id", "title", "description"}),
    told="each line is a JSON object with id, title, description, area, lang",
)
_GRADES = Form(
    thing="grade",
    required=frozenset(),
    told="after a header, each line is a pain point's id, an article's id and a grade from 0"
    " to 3, separated by tabs",
)
_UNDATED_AT = datetime(2000, 1, 1, tzinfo=UTC)

Grades = dict[PainId, dict[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSet:
    """Pain points, articles, and how well some articles answer some pain points.

    Articles are spoken of by their row. Each is its own story, because grades are given to
    articles.

    Attributes:
        languages: Language of each pain point's text.
        given_ids: What the folder calls each article.
        grades: Per pain point, row → grade from 0 to 3.
        present_at: The newest date of an article; those without a date are of this moment,
            as an article is that a feed brings undated.
    """

    pains: Sequence[PainPoint]
    languages: Mapping[PainId, str]
    articles: Sequence[Article]
    given_ids: Sequence[str]
    grades: Mapping[PainId, Mapping[int, int]]
    present_at: datetime


def read_graded(folder: Path) -> GradedSet:
    """Return what a folder holds, cleaned as what a feed brings.

    Raises:
        UsageError: If a file cannot be read or is not in its format; file and line are named.
    """
    lines = read_lines(folder / "articles.jsonl", _ARTICLES)
    stated = read_lines(folder / "painpoints.jsonl", _PAINS)
    given_ids, pain_ids = _distinct_ids(lines, _ARTICLES), _distinct_ids(stated, _PAINS)
    present_at = _present(lines)
    return GradedSet(
        pains=[_pain(line) for line in stated],
        languages={PainId(line.text("id")): _language_of_pain(line) for line in stated},
        articles=[_article(line, present_at) for line in lines],
        given_ids=given_ids,
        grades=_read_grades(folder / "qrels.tsv", pain_ids, given_ids),
        present_at=present_at,
    )


def _distinct_ids(lines: Sequence[Line], form: Form) -> list[str]:
    """Return the ids of the lines, in their order."""
    seen: dict[str, str] = {}
    for line in lines:
        given = line.text("id")
        if not given or given in seen:
            before = f"`{given}` is the id of {seen[given]} too" if given else "the id is empty"
            message = f"{line.place}: {before}"
            raise UsageError(message, hint=f"give every {form.thing} an id of its own")
        seen[given] = line.place
    return list(seen)


def _present(lines: Sequence[Line]) -> datetime:
    moments = [found for line in lines if (found := moment(line.text("published")))]
    newest = max(moments, default=_UNDATED_AT)
    return newest if newest >= EARLIEST_AT else _UNDATED_AT


def _pain(line: Line) -> PainPoint:
    if not line.text("title"):
        message = f"{line.place}: the title is empty"
        raise UsageError(message, hint="say the problem in one line")
    return PainPoint(
        id=PainId(line.text("id")),
        title=line.text("title"),
        description=line.text("description"),
        area=known_area(line.text("area")),
    )


def _language_of_pain(line: Line) -> str:
    """Return the language stated, or that of the words; the first served where neither tells."""
    words = f"{line.text('title')}. {line.text('description')}"
    found = _stated_language(line) or language_of(words)
    return found if found in LANGUAGES else LANGUAGES[0]


def _article(line: Line, present_at: datetime) -> Article:
    given, source_id = line.text("id"), SourceId(line.text("source") or "?")
    article = read_as_entry(line, given, source_id, present_at)
    if article is None:
        message = f"{line.place}: neither title nor text has a word"
        raise UsageError(message, hint=_ARTICLES.told)
    number = number_id(given)
    return replace(
        article,
        id=ArticleId(number),
        story_id=StoryId(number),
        language=_stated_language(line) or article.language,
    )


def _stated_language(line: Line) -> str:
    stated = line.text("lang").lower()
    return stated if stated in LANGUAGES else ""


def _read_grades(path: Path, pain_ids: Sequence[str], given_ids: Sequence[str]) -> Grades:
    rows = {given: row for row, given in enumerate(given_ids)}
    known = set(pain_ids)
    grades: Grades = {}
    for place, pain, article, grade in _graded(path):
        if pain not in known:
            _refuse(place, f"there is no pain point `{pain}` in painpoints.jsonl")
        if article not in rows:
            _refuse(place, f"there is no article `{article}` in articles.jsonl")
        graded = grades.setdefault(PainId(pain), {})
        if rows[article] in graded:
            _refuse(place, f"`{article}` was graded for `{pain}` before")
        graded[rows[article]] = grade
    if not grades:
        message = f"{path} holds no grade"
        raise UsageError(message, hint=_GRADES.told)
    return grades


def _graded(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield the place, pain point, article and grade of each line below the header."""
    lines = numbered(path, _GRADES)
    next(lines, None)
    for number, text in lines:
        place = f"{path}, line {number}"
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) != 3:
            _refuse(place, "these are not three cells separated by tabs")
        pain, article, grade = cells
        if grade not in {"0", "1", "2", "3"}:
            _refuse(place, f"`{grade}` is no grade from 0 to 3")
        yield place, pain, article, int(grade)


def _refuse(place: str, reason: str) -> None:
    message = f"{place}: {reason}"
    raise UsageError(message, hint=_GRADES.told)
