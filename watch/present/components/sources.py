"""Sources: what needs a person, one line each, one in full, what a feed brings."""

from __future__ import annotations

from collections.abc import Sequence

from watch.present.components.frame import SEPARATOR
from watch.present.markup import Content, Html, element, joined, link
from watch.present.views.source_adding import NewsLine, PackRow
from watch.present.views.sources import SourceRow, SourcesView
from watch.wording import Translator


def state_counts(view: SourcesView) -> Html:
    """Return how many sources are in each state."""
    chips = (element("li", text, class_=f"tw-chip tw-{level.value}") for level, text in view.counts)
    return element("ul", *chips, class_="tw-chips")


def source_call(row: SourceRow, translator: Translator) -> Html:
    """Return a source that needs a person, with the cause and what to do."""
    return element("article", *_call(row, translator), class_="tw-call")


def source_header(translator: Translator) -> Html:
    """Return the names of the columns of the lines; a phone does without."""
    names = (
        translator.translate("State"),
        "",
        translator.translate("Newest"),
        translator.translate("Articles"),
        translator.translate("Duplicates"),
        translator.translate("Opportunities"),
    )
    cells = (element("span", name) for name in names)
    return element("div", *cells, class_="tw-source-line tw-source-head")


def source_line(row: SourceRow, translator: Translator) -> Html:
    """Return what is said of a source below its name."""
    figures = row.figures
    weekly = translator.translate("{n} a week", n=figures.weekly)
    cells: tuple[tuple[str, Content], ...] = (
        (translator.translate("Newest"), figures.newest),
        (
            translator.translate("Articles"),
            joined(figures.articles, element("span", weekly, class_="tw-where")),
        ),
        (translator.translate("Duplicates"), figures.duplicates),
        (translator.translate("Opportunities"), figures.opportunities),
    )
    return element(
        "div",
        element("span", chip(row)),
        element("span", SEPARATOR.join(row.about), class_="tw-where"),
        *(
            element("span", element("span", name, class_="tw-cell"), cell, class_="tw-figure")
            for name, cell in cells
        ),
        class_="tw-source-line",
    )


def source_state(row: SourceRow, translator: Translator) -> Html:
    """Return how one source is, why, and what to do."""
    return element(
        "section",
        element("p", chip(row)),
        element("p", typed(row.cause)) if row.cause else None,
        _remedy(row, translator),
        _technical(row.detail, translator),
        class_="tw-source-state",
    )


def source_facts(row: SourceRow, translator: Translator) -> Html:
    """Return what a source is and what it has given."""
    figures = row.figures
    weekly = translator.translate("{n} a week", n=figures.weekly)
    facts: tuple[tuple[str, Content], ...] = (
        (translator.translate("Address"), link(row.url, row.url)),
        (translator.translate("Last success"), row.succeeded_at or figures.succeeded),
        (translator.translate("Newest"), figures.newest),
        (translator.translate("Articles"), f"{figures.articles} ({weekly})"),
        (translator.translate("Undated"), figures.undated),
        (translator.translate("Duplicates"), figures.duplicates),
        (translator.translate("Opportunities"), figures.opportunities),
        (translator.translate("Kept, of its publisher"), row.kept),
    )
    cells = (element("div", element("dt", name), element("dd", value)) for name, value in facts)
    return element("dl", *cells, class_="tw-facts")


def news_list(lines: Sequence[NewsLine]) -> Html:
    """Return the newest articles of a feed, as somebody deciding about it wants to see them."""
    rows = (
        element(
            "li",
            link(line.url, line.title, lang=line.language),
            element("span", line.day, class_="tw-where"),
        )
        for line in lines
    )
    return element("ul", *rows, class_="tw-news-list")


def technical(detail: str, translator: Translator) -> Html:
    """Return what a server or a library said, folded away; nothing where it said nothing."""
    return _technical(detail, translator) or joined()


def pack_line(row: PackRow) -> Html:
    """Return what is said of a pack beside its switch."""
    failing = element("span", row.failing, class_="tw-chip tw-warn") if row.failing else None
    return element("p", row.told, " ", failing, class_="tw-where")


def sent_words(words: Sequence[str], address: str) -> Html:
    """Return what would leave the house, word for word."""
    chips = (element("li", word, class_="tw-chip tw-idle") for word in words)
    return element(
        "div",
        element("ul", *chips, class_="tw-chips"),
        element("p", element("code", address)),
        class_="tw-sent",
    )


def chip(row: SourceRow) -> Html:
    """Return the state of a source in its colour."""
    return element("span", row.state, class_=f"tw-chip tw-{row.level.value}")


def typed(text: str) -> Html:
    """Return sentences of ours with `what is to be typed` set as code; French spacing holds."""
    parts = text.split("`")
    return joined(*(element("code", part) if n % 2 else part for n, part in enumerate(parts)))


def _call(row: SourceRow, translator: Translator) -> tuple[Content, ...]:
    return (
        element("header", element("h3", row.name), chip(row)),
        element("p", typed(row.cause)),
        _remedy(row, translator),
        element("p", link(row.url, row.url), class_="tw-where"),
        _technical(row.detail, translator),
    )


def _remedy(row: SourceRow, translator: Translator) -> Html | None:
    if not row.remedy:
        return None
    label = element("b", translator.translate("What to do:"))
    return element("p", joined(label, " ", typed(row.remedy)))


def _technical(detail: str, translator: Translator) -> Html | None:
    """Return what the crawler noted, folded away: it is in English and for those who mend."""
    if not detail:
        return None
    summary = element("summary", translator.translate("Technical detail"))
    return element("details", summary, element("p", element("code", detail), lang="en"))
