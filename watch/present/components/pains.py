"""Pain points: what was stated, what words would find, what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watch.present.components.frame import (
    SEPARATOR,
    headline,
    measured,
    opening,
    quotation,
    where,
)
from watch.present.markup import Content, Html, bands, element, joined
from watch.present.views import (
    BringingView,
    FamilyRow,
    FoundRow,
    NeedView,
    PainRow,
    PreviewView,
)
from watch.wording import Translator

_IN_VIEW = 4
"""Families in full view: with the usual weights, those that count for a tenth or more."""


def pain_card(row: PainRow, translator: Translator) -> Html:
    """Return a pain point with its need and what is known of it."""
    return element("article", *_pain(row, translator), class_="tw-pain")


def need_bars(view: NeedView, translator: Translator) -> Html:
    """Return a bar for each pain point: its importance, then what is missing, of 20 in all."""
    names = (
        ("importance", translator.translate("Importance")),
        ("unmet", translator.translate("Not satisfied today")),
    )
    legend = (element("span", name, class_=f"tw-key tw-key-{part}") for part, name in names)
    bars = (
        element(
            "li",
            element("span", bar.title, class_="tw-name"),
            bands([("importance", 5 * bar.importance), ("unmet", 5 * bar.unmet)]),
            element("span", bar.mark, class_="tw-figure"),
        )
        for bar in view.bars
    )
    return joined(element("p", *legend, class_="tw-keys"), element("ul", *bars, class_="tw-needs"))


def preview_list(view: PreviewView, translator: Translator) -> Html:
    """Return what one wording finds, best first, then what it no longer finds."""
    fresh = translator.translate("new")
    rows = (element("li", *_found(row, fresh, translator)) for row in view.rows)
    gone = (element("li", opening(one, translator), lang=one.language) for one in view.gone)
    return joined(
        element("p", view.moved, class_="tw-moved", role="status") if view.moved else None,
        element("p", view.advice, class_="tw-notice tw-warn") if view.advice else None,
        element("ol", *rows, class_="tw-found"),
        element("p", translator.translate("No longer found:"), class_="tw-label")
        if view.gone
        else None,
        element("ul", *gone, class_="tw-gone") if view.gone else None,
    )


def bringing_table(view: BringingView) -> Html:
    """Return the sources that bring articles for a pain point."""
    rows = (
        element("li", element("span", name), element("span", language), element("span", articles))
        for name, language, articles in view.rows
    )
    return element(
        "div",
        element("p", view.said, role="status"),
        element("ul", *rows, class_="tw-bringing") if view.rows else None,
        class_="tw-note",
    )


def mistake_line(text: str) -> Html:
    """Return what is wrong with a field, to stand below it."""
    return element("p", text, class_="tw-mistake", role="alert")


def both_values(rows: Sequence[tuple[str, str, str]], translator: Translator) -> Html:
    """Return fields that the file and the form say differently: name, in the file, here."""
    there, here = translator.translate("In the file now:"), translator.translate("Here:")
    drawn = (
        element(
            "li",
            element("b", name),
            element("span", there, " ", theirs),
            element("span", here, " ", mine),
        )
        for name, theirs, mine in rows
    )
    return element("ul", *drawn, class_="tw-both")


def _found(row: FoundRow, fresh: str, translator: Translator) -> tuple[Content, ...]:
    chip = element("span", fresh, class_="tw-chip tw-good") if row.fresh else None
    relevance = measured(translator.translate("Relevance"), row.percent, row.relevance)
    return (
        headline(row.headline, translator),
        chip,
        quotation(row.quote) if row.quote else element("p", where(row.headline)),
        element("ul", relevance, class_="tw-measures"),
    )


def _pain(row: PainRow, translator: Translator) -> tuple[Content, ...]:
    rates = element(
        "ul",
        measured(translator.translate("Importance"), row.importance_percent, row.importance),
        measured(
            translator.translate("Satisfaction today"), row.satisfaction_percent, row.satisfaction
        ),
        class_="tw-measures",
    )
    facts = (element("div", element("dt", name), element("dd", value)) for name, value in row.facts)
    about = SEPARATOR.join(part for part in (row.need, row.news) if part)
    thin = "" if row.covered else "tw-thin"
    return (
        element("p", row.area, class_="tw-eyebrow") if row.area else None,
        element("h2", row.title),
        element("p", about, class_="tw-about"),
        element("p", row.description) if row.description else None,
        rates,
        element("dl", *facts, class_="tw-facts"),
        element("p", row.coverage, class_=f"tw-coverage {thin}".strip()) if row.coverage else None,
        *_families(row.families, translator),
    )


def _families(families: tuple[FamilyRow, ...], translator: Translator) -> Iterator[Html]:
    """Yield the first families in full view and the lighter ones folded below."""
    if not families:
        return
    yield element("p", translator.translate("How it is searched for"), class_="tw-label")
    first, others = families[:_IN_VIEW], families[_IN_VIEW:]
    yield _bars(first)
    if others:
        more = translator.plural("{n} more, lighter", "{n} more, lighter", len(others))
        yield element("details", element("summary", more), _bars(others))


def _bars(families: tuple[FamilyRow, ...]) -> Html:
    rows = (measured(one.name, one.percent, one.weight, one.origin) for one in families)
    return element("ul", *rows, class_="tw-measures tw-families")
