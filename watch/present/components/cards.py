"""The cards of the week and the silence report."""

from __future__ import annotations

from watch.present.components.frame import (
    SEPARATOR,
    basis,
    headline,
    measured,
    opening,
    quotation,
    where,
)
from watch.present.components.review import news_list
from watch.present.markup import Content, Html, bar, element, joined, link
from watch.present.views import Card, Detail, Quiet, Reference
from watch.wording import Translator


def card_list(cards: tuple[Card, ...], translator: Translator, *, weak: bool = False) -> Html:
    """Return opportunities as a list of cards, in the order given."""
    kind = "tw-card tw-weak" if weak else "tw-card"
    drawn = (element("article", *_parts(card, translator, "h3"), class_=kind) for card in cards)
    return element("div", *drawn, class_="tw-cards")


def card(shown: Card, news: tuple[str, ...], translator: Translator) -> Html:
    """Return one opportunity as a card, led by what brought it back, if anything did."""
    parts = _parts(shown, translator, "h2")
    return element("article", news_list(news), *parts, class_="tw-card")


def quiet_list(quiet: tuple[Quiet, ...], translator: Translator) -> Html:
    """Return the pain points without news, each with its nearest miss."""
    rows = (
        element(
            "li",
            element("p", element("b", item.pain)),
            element("p", item.reading, class_="tw-note"),
            _nearest(item, translator),
        )
        for item in quiet
    )
    return element("ul", *rows, class_="tw-quiet")


def foot(lines: tuple[str, ...]) -> Html:
    """Return the small print of the page."""
    return element("footer", *(element("p", line) for line in lines), class_="tw-foot")


def _parts(card: Card, translator: Translator, level: str) -> tuple[Content, ...]:
    quoted = quotation(card.quote) if card.quote else _published(card.headline)
    return (
        _score(card, translator),
        element(
            "div",
            element("p", card.area, class_="tw-eyebrow") if card.area else None,
            headline(card.headline, translator, level),
            element("p", card.so_what, class_="tw-so-what"),
            _sureness(card),
            quoted,
            _pressing(card, translator),
            _reasons(card, translator),
            _more(card, translator),
            class_="tw-body",
        ),
    )


def _score(card: Card, translator: Translator) -> Html:
    told = translator.translate("Score {score} out of 100", score=card.score)
    figure = element("span", str(card.score), class_="tw-score-figure")
    scale = element("span", "/100", class_="tw-score-scale")
    return element(
        "div", figure, scale, bar(card.score), class_="tw-score", role="img", aria_label=told
    )


def _sureness(card: Card) -> Html:
    kind = f"tw-badge tw-{card.grade.value.replace(' ', '-')}"
    return element(
        "p",
        element("span", card.grade_name, class_=kind),
        element("span", card.voices) if card.voices else None,
        class_="tw-sureness",
    )


def _published(reference: Reference) -> Html:
    return element("p", where(reference), class_="tw-published")


def _pressing(card: Card, translator: Translator) -> Content:
    """Return the deadline and the value at stake, each with what it rests on."""
    if not card.pressing:
        return None
    rows = (
        element(
            "div",
            element("dt", one.label),
            element("dd", one.said, " ", basis(one, translator)),
        )
        for one in card.pressing
    )
    return element("dl", *rows, class_="tw-pressing")


def _reasons(card: Card, translator: Translator) -> Html:
    rows = (
        (translator.translate("Why:"), SEPARATOR.join(card.why)),
        (translator.translate("Doubt:"), card.doubt),
        (translator.translate("Also for:"), SEPARATOR.join(card.also)),
    )
    said = (element("p", element("b", name), " ", text) for name, text in rows if text)
    return element("div", *said, class_="tw-reasons")


def _more(card: Card, translator: Translator) -> Html:
    return element(
        "details",
        element("summary", translator.translate("Score in detail")),
        _arithmetic(card.detail, translator),
        _others(card, translator),
    )


def _arithmetic(detail: Detail, translator: Translator) -> Html:
    gates = element(
        "ul",
        measured(translator.translate("Need"), detail.need_percent, detail.need),
        measured(translator.translate("Relevance"), detail.relevance_percent, detail.relevance),
        class_="tw-measures",
    )
    signals = (
        measured(
            joined(row.name, " ", element("small", f"× {row.weight}")),
            row.percent,
            row.value,
            row.basis,
        )
        for row in detail.rows
    )
    return joined(
        element("p", translator.translate("Does it matter here?"), class_="tw-label"),
        gates,
        element(
            "p",
            translator.translate("How good is it? Each signal with its weight"),
            class_="tw-label",
        ),
        element("ul", *signals, class_="tw-measures"),
        _lowered(detail, translator),
        element("p", detail.would_change) if detail.would_change else None,
    )


def _lowered(detail: Detail, translator: Translator) -> Content:
    if not detail.penalties:
        return None
    said = translator.translate("Lowered for:")
    return element("p", element("b", said), " ", ", ".join(detail.penalties))


def _others(card: Card, translator: Translator) -> Content:
    if not card.others:
        return None
    rows = (
        element("li", opening(reference, translator), " ", where(reference))
        for reference in card.others
    )
    return joined(
        element("p", translator.translate("Other sources"), class_="tw-label"),
        element("ul", *rows, class_="tw-others"),
    )


def _nearest(item: Quiet, translator: Translator) -> Content:
    if not item.nearest:
        return None
    domain = element("span", item.domain, class_="tw-where") if item.domain else None
    said = element("span", translator.translate("Nearest miss:"), class_="tw-where")
    return element("p", said, " ", link(item.url, item.nearest), " ", domain)
