"""``python -m tools.reference``: what the reference pages say of the code, written anew.

In ``docs/configuration.md`` the keys and defaults of every table come from the forms that read the
files; type and meaning are written by hand and kept. A new key gets a row with the description of
its field, a key that is gone loses its row. In ``docs/cli.md`` the list of all commands and the
tables of their arguments and options come from the program. ``--check`` only tells whether a page
is out of date, by ending with 1.
"""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from tools.cli_reference import fresh_cli
from tools.page import span
from watch.config import forms
from watch.config.deliver_form import AppForm, ServeForm, SmtpForm, WebhookForm
from watch.config.form import Form
from watch.config.rank_form import RankForm, WeightsForm
from watch.config.review_form import ReaderForm, ReviewForm
from watch.settings import (
    AppSettings,
    CollectSettings,
    DeliverSettings,
    LlmSettings,
    RankSettings,
    ReviewSettings,
    ServeSettings,
    Settings,
    SmtpSettings,
    UnderstandSettings,
)

DOCS = Path(__file__).parents[1] / "docs"

PLACES: dict[type[Form], tuple[tuple[str, ...], Any]] = {
    forms.SourcesForm: (("sources.yaml", "The file"), None),
    forms.PackForm: (("sources.yaml", "Each pack"), None),
    forms.SourceForm: (("sources.yaml", "Each source"), None),
    forms.PainsForm: (("painpoints.yaml", "The file"), None),
    forms.CompanyForm: (("painpoints.yaml", "The company"), None),
    forms.PainForm: (("painpoints.yaml", "Each pain point"), None),
    forms.SettingsForm: (("watch.yaml", "The file"), Settings()),
    forms.CollectForm: (("watch.yaml", "collect"), CollectSettings()),
    forms.UnderstandForm: (("watch.yaml", "understand"), UnderstandSettings()),
    RankForm: (("watch.yaml", "rank"), RankSettings()),
    WeightsForm: (("watch.yaml", "Each profile"), None),
    ReviewForm: (("watch.yaml", "review"), ReviewSettings()),
    ReaderForm: (("watch.yaml", "Each reader"), None),
    forms.DeliverForm: (("watch.yaml", "deliver"), DeliverSettings()),
    SmtpForm: (("watch.yaml", "deliver.smtp"), SmtpSettings()),
    WebhookForm: (("watch.yaml", "Each webhook"), None),
    AppForm: (("watch.yaml", "app"), AppSettings()),
    ServeForm: (("watch.yaml", "serve"), ServeSettings()),
    forms.LlmForm: (("watch.yaml", "llm"), LlmSettings()),
}
"""Where each form has its table, and the settings whose values are its defaults."""

_MISSING = object()


def main(words: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date; return an exit code."""
    late = {page: fresh for page, fresh in pages().items() if page.read_text("utf-8") != fresh}
    if "--check" in words:
        for page in late:
            sys.stdout.write(f"out of date: {page.name}\n")
        return int(bool(late))
    for page, fresh in late.items():
        page.write_text(fresh, encoding="utf-8")
        sys.stdout.write(f"written: {page.name}\n")
    return 0


def pages() -> dict[Path, str]:
    """Return the text that each reference page should have."""
    configuration, cli = DOCS / "configuration.md", DOCS / "cli.md"
    return {
        configuration: fresh_configuration(configuration.read_text("utf-8")),
        cli: fresh_cli(cli.read_text("utf-8")),
    }


def fresh_configuration(text: str) -> str:
    """Return the page with the keys and defaults of today's forms."""
    for form, (headings, settings) in PLACES.items():
        start, end = span(text, *headings)
        told = _table(text[start:end], _keys(form, settings), value_at=2)
        text = text[:start] + told + text[end:]
    start, end = span(text, "Fixed limits")
    limits = {name: (written(value), "") for name, value in fixed_limits().items()}
    return text[:start] + _table(text[start:end], limits, value_at=1) + text[end:]


def fixed_limits() -> dict[str, Any]:
    """Return the settings that no file can change, without secrets."""
    found = {}
    for form, (_, settings) in PLACES.items():
        changed = {**form.model_fields, **forms.SettingsForm.model_fields}
        for field in fields(settings) if settings is not None else ():
            if field.name not in changed and field.repr:
                found[field.name] = getattr(settings, field.name)
    return found


def written(value: Any) -> str:
    """Return a default as the page writes it."""
    if value is None:
        return "none"
    if value == "":
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value:g}`"
    if isinstance(value, tuple | list):
        return f"`[{', '.join(value)}]`"
    return f"`{value}`"


def default_of(form: type[Form], name: str, settings: Any) -> str:
    """Return the default of a key as the page writes it."""
    held = getattr(settings, name, _MISSING)
    if is_dataclass(held) or name == "company":
        return "see below"
    if held is not _MISSING:
        return written(held)
    field = form.model_fields[name]
    if field.is_required():
        return "required"
    return written(field.get_default(call_default_factory=True))


def _keys(form: type[Form], settings: Any) -> dict[str, tuple[str, str]]:
    return {
        name: (default_of(form, name, settings), field.description or "")
        for name, field in form.model_fields.items()
    }


def _table(part: str, wanted: dict[str, tuple[str, str]], *, value_at: int) -> str:
    """Return a part of a page whose table has these keys, each with its value."""
    lines, last, told = [], 0, set[str]()
    for line in part.splitlines(keepends=True):
        cells = line.strip().strip("|").split("|") if line.startswith("| `") else []
        name = cells[0].strip(" `") if cells else ""
        if cells and name not in wanted:
            continue  # a key that is gone
        if cells:
            cells[value_at] = f" {wanted[name][0]} "
            line = f"|{'|'.join(cells)}|\n"  # noqa: PLW2901 - the row, with its value
            told.add(name)
        lines.append(line)
        last = len(lines) if line.startswith("|") else last
    new = [_new_row(name, *wanted[name], value_at=value_at) for name in wanted if name not in told]
    return "".join([*lines[:last], *new, *lines[last:]])


def _new_row(name: str, value: str, meaning: str, *, value_at: int) -> str:
    kind = " TYPE |" if value_at == 2 else ""
    return f"| `{name}` |{kind} {value} | {meaning or 'MEANING'} |\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
