"""Files of one JSON object a line, as people label them: read, with the place of every mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watch import understand
from watch.errors import UsageError
from watch.model import Article, Entry, SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a file must be: what each line stands for, its fields, and how a person is told."""

    thing: str
    required: frozenset[str]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One object of a file, and where it stands: "articles.jsonl, line 12"."""

    place: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a field as text without space around it; empty where there is none."""
        value = self.fields.get(name)
        return "" if value is None else str(value).strip()


def read_lines(path: Path, form: Form) -> list[Line]:
    """Return the objects of a file; empty lines are passed over.

    Raises:
        UsageError: If the file cannot be read, is empty or is not in the form.
    """
    found = [_line(text, f"{path}, line {number}", form) for number, text in numbered(path, form)]
    if not found:
        message = f"{path} holds no {form.thing}"
        raise UsageError(message, hint=form.told)
    return found


def numbered(path: Path, form: Form) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not empty, each with its number.

    Raises:
        UsageError: If the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UsageError(message, hint=form.told) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def read_as_entry(line: Line, guid: str, source_id: SourceId, now: datetime) -> Article | None:
    """Return the article that reading a line from a feed would give; nothing without words."""
    entry = Entry(
        guid=guid,
        title=line.text("title"),
        summary=line.text("text"),
        published_at=moment(line.text("published")),
    )
    return next(iter(understand.read([entry], source_id, now)), None)


def moment(text: str) -> datetime | None:
    """Return an ISO moment, UTC unless it says otherwise; nothing where there is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _line(text: str, place: str, form: Form) -> Line:
    try:
        fields = json.loads(text)
    except ValueError as error:
        message = f"{place}: this is not JSON"
        raise UsageError(message, hint=form.told) from error
    missing = form.required - (fields.keys() if isinstance(fields, dict) else set())
    if missing:
        message = f"{place}: {' and '.join(sorted(missing))} missing"
        raise UsageError(message, hint=form.told)
    return Line(place=place, fields=fields)
