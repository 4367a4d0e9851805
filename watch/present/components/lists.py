"""Search results, sources and pain points."""

from __future__ import annotations

from collections.abc import Iterator

from watch.present.components.frame import SEPARATOR, headline, measured, quotation, where
from watch.present.markup import Content, Html, element, joined, link
from watch.present.views import FamilyRow, PainRow, Result, SourceRow, SourcesView
from watch.wording import Translator

_IN_VIEW = 4
"""Families in full view: with the usual weights, those that count for a tenth or more."""


def result_list(results: tuple[Result, ...], translator: Translator) -> Html:
    """Return the stories a search found, best first."""
    drawn = (element("article", *_result(item, translator), class_="tw-result") for item in results)
    return element("div", *drawn, class_="tw-results")


def state_counts(view: SourcesView) -> Html:
    """Return how many sources are in each state."""
    chips = (element("li", text, class_=f"tw-chip tw-{level.value}") for level, text in view.counts)
    return element("ul", *chips, class_="tw-chips")


def source_calls(rows: tuple[SourceRow, ...], translator: Translator) -> Html:
    """Return the sources that need a person, each with the cause and what to do."""
    drawn = (element("article", *_call(row, translator), class_="tw-call") for row in rows)
    return element("div", *drawn, class_="tw-calls")


def source_table(rows: tuple[SourceRow, ...], translator: Translator) -> Html:
    """Return the sources as a table that folds into cards on a phone."""
    names = (
        translator.translate("Source"),
        translator.translate("Last success"),
        translator.translate("Newest"),
        translator.translate("Articles"),
        translator.translate("Undated"),
        translator.translate("Duplicates"),
        translator.translate("Opportunities"),
    )
    header = element("tr", *(element("th", name, scope="col") for name in names))
    body = (_source(row, names, translator) for row in rows)
    return element("table", element("thead", header), element("tbody", *body), class_="tw-sources")


def pain_list(rows: tuple[PainRow, ...], translator: Translator) -> Html:
    """Return the pain points, each with its need and what is known of it."""
    drawn = (element("article", *_pain(row, translator), class_="tw-pain") for row in rows)
    return element("div", *drawn, class_="tw-pains")


def _result(item: Result, translator: Translator) -> tuple[Content, ...]:
    about = (item.language, item.tellings, item.why)
    quoted = quotation(item.quote) if item.quote else None
    published = None if item.quote else element("p", where(item.headline))
    return (
        headline(item.headline, translator),
        quoted,
        published,
        element("p", SEPARATOR.join(part for part in about if part), class_="tw-about"),
    )


def _call(row: SourceRow, translator: Translator) -> tuple[Content, ...]:
    remedy = joined(element("b", translator.translate("What to do:")), " ", _typed(row.remedy))
    return (
        element("header", element("h3", row.name), _chip(row)),
        element("p", row.cause),
        element("p", remedy) if row.remedy else None,
        element("p", link(row.url, row.url), class_="tw-where"),
        _technical(row, translator),
    )


def _technical(row: SourceRow, translator: Translator) -> Html | None:
    """Return what the crawler noted, folded away: it is in English and for those who mend."""
    if not row.detail:
        return None
    summary = element("summary", translator.translate("Technical detail"))
    return element("details", summary, element("p", element("code", row.detail), lang="en"))


def _source(row: SourceRow, names: tuple[str, ...], translator: Translator) -> Html:
    said = "" if row.needs_person else " ".join(part for part in (row.cause, row.remedy) if part)
    name = joined(
        element("span", element("b", row.name), _chip(row, note=row.detail), class_="tw-source"),
        element("span", SEPARATOR.join(row.about), class_="tw-where"),
        element("span", _typed(said), class_="tw-told") if said else None,
    )
    told = (
        element("td", element("span", label, class_="tw-cell"), element("span", cell))
        for label, cell in zip(names[1:], _cells(row, translator), strict=True)
    )
    return element("tr", element("th", name, scope="row"), *told)


def _cells(row: SourceRow, translator: Translator) -> tuple[Content, ...]:
    figures = row.figures
    weekly = translator.translate("{n} a week", n=figures.weekly)
    return (
        element("span", figures.succeeded, title=row.succeeded_at),
        figures.newest,
        joined(figures.articles, element("span", weekly, class_="tw-where")),
        figures.undated,
        figures.duplicates,
        figures.opportunities,
    )


def _typed(text: str) -> Html:
    """Return sentences of ours with `what is to be typed` set as code; French spacing holds."""
    parts = text.split("`")
    return joined(*(element("code", part) if n % 2 else part for n, part in enumerate(parts)))


def _chip(row: SourceRow, note: str = "") -> Html:
    return element("span", row.state, class_=f"tw-chip tw-{row.level.value}", title=note)


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
    return (
        element("p", row.area, class_="tw-eyebrow") if row.area else None,
        element("h3", row.title),
        element("p", about, class_="tw-about"),
        element("p", row.description) if row.description else None,
        rates,
        element("dl", *facts, class_="tw-facts"),
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
