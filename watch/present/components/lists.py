"""Search results, sources and pain points."""

from __future__ import annotations

from watch.present.components.frame import SEPARATOR, headline, measured, quotation, where
from watch.present.markup import Content, Html, element, joined
from watch.present.views import PainRow, Result, SourceRow, SourcesView
from watch.wording import Translator


def result_list(results: tuple[Result, ...], translator: Translator) -> Html:
    """Return the stories a search found, best first."""
    drawn = (element("article", *_result(item, translator), class_="tw-result") for item in results)
    return element("div", *drawn, class_="tw-results")


def state_counts(view: SourcesView) -> Html:
    """Return how many sources are in each state."""
    chips = (element("li", text, class_=f"tw-chip tw-{level.value}") for level, text in view.counts)
    return element("ul", *chips, class_="tw-chips")


def source_table(rows: tuple[SourceRow, ...], translator: Translator) -> Html:
    """Return the sources as a table that folds into cards on a phone."""
    names = (
        translator.translate("Source"),
        translator.translate("State"),
        translator.translate("Articles"),
        translator.translate("Last polled"),
        translator.translate("Newest article"),
    )
    header = element("tr", *(element("th", name, scope="col") for name in names))
    body = (_source(row, names) for row in rows)
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


def _source(row: SourceRow, names: tuple[str, ...]) -> Html:
    state = joined(
        element("span", row.state, class_=f"tw-chip tw-{row.level.value}"),
        element("span", row.reason, class_="tw-where") if row.reason else None,
    )
    name = joined(
        element("b", row.name),
        element("span", SEPARATOR.join(row.about), class_="tw-where"),
    )
    cells: tuple[Content, ...] = (state, row.articles, row.polled, row.newest)
    told = (
        element("td", element("span", label, class_="tw-cell"), element("span", cell))
        for label, cell in zip(names[1:], cells, strict=True)
    )
    return element("tr", element("th", name, scope="row"), *told)


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
    )
