"""Fields of a pain point and of the company → their names, their values and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from watch.model import Company, PainPoint
from watch.service import FieldMistake, Mistake
from watch.wording import Translator, area_name, mark, one_line

_VALUE_LIMIT = 160

_LABELS: Mapping[str, str] = {
    "title": mark("The problem in one line"),
    "description": mark("What happens, where, with which figures"),
    "area": mark("Area"),
    "department": mark("Department"),
    "owner": mark("Owner"),
    "kpi": mark("Indicator"),
    "yearly_cost": mark("Cost per year"),
    "importance": mark("Importance"),
    "satisfaction": mark("Satisfaction today"),
    "horizon_months": mark("Horizon in months"),
    "keywords": mark("Keywords"),
    "exclusions": mark("Words that rule an article out"),
    "sketches": mark("Solutions you imagine"),
    "solutions": mark("Families you chose"),
    "refused": mark("Families you refused"),
    "name": mark("Name of the company"),
    "sector": mark("Sector"),
    "employees": mark("Employees"),
    "country": mark("Country"),
    "language": mark("Language of the list and the mail"),
    "currency": mark("Currency"),
}
_MISTAKES: Mapping[Mistake, str] = {
    Mistake.TOO_SHORT: mark("Too short: at least {bound} characters."),
    Mistake.TOO_LONG: mark("Too long: at most {bound} characters."),
    Mistake.TOO_LOW: mark("Too low: at least {bound}."),
    Mistake.TOO_HIGH: mark("Too high: at most {bound}."),
    Mistake.NOT_USABLE: mark("This cannot be used here."),
}


def field_label(name: str, translator: Translator) -> str:
    """Return what a field is called."""
    return translator.translate(_LABELS[name])


def field_labels(names: Sequence[str], translator: Translator) -> str:
    """Return what fields are called, one after the other."""
    return ", ".join(field_label(name, translator).lower() for name in names)


def mistake_said(mistake: FieldMistake, translator: Translator) -> str:
    """Return what is wrong with a field, in a sentence to stand beside it."""
    return translator.translate(_MISTAKES[mistake.mistake], bound=mistake.bound)


def value_said(stated: PainPoint | Company, name: str, translator: Translator) -> str:
    """Return what a field says, on one line; a dash where it says nothing."""
    value = getattr(stated, name)
    if isinstance(value, tuple):
        text = " · ".join(value)
    elif isinstance(value, float | int):
        text = translator.number(value)
    else:
        text = area_name(value, translator) if name == "area" else value or ""
    return one_line(text, _VALUE_LIMIT) or "—"
