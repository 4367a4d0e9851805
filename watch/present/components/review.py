"""What is shown of a review: progress, stamps, what brought a row back, what moved."""

from __future__ import annotations

from watch.present.components.frame import SEPARATOR, opening, quotation
from watch.present.markup import Content, Html, bar, element, joined
from watch.present.views import Card, Moves, Progress, Stamp, UpdateView
from watch.wording import Translator


def progress_bar(progress: Progress) -> Html:
    """Return how far the review is, as a bar and in words."""
    return element(
        "div",
        bar(progress.percent),
        element("span", progress.said, role="status"),
        class_="tw-progress",
    )


def stamp_line(stamp: Stamp) -> Html:
    """Return what was decided, in one line."""
    return element(
        "p",
        chip(stamp.status, stamp.tone),
        element("span", stamp.said) if stamp.said else None,
        chip(stamp.late, "bad") if stamp.late else None,
        element("span", stamp.wake, class_="tw-note") if stamp.wake else None,
        class_="tw-stamp",
    )


def folded(card: Card, news: tuple[str, ...], translator: Translator) -> Html:
    """Return what is seen of a card that is not open: what it serves, how much, how sure."""
    kind = f"tw-badge tw-{card.grade.value.replace(' ', '-')}"
    told = translator.translate("Score {score} out of 100", score=card.score)
    return element(
        "article",
        element("span", str(card.score), class_="tw-figure", title=told),
        element("span", card.grade_name, class_=kind),
        element("span", SEPARATOR.join(p for p in (card.area, card.pain) if p), class_="tw-where"),
        news_list(news),
        class_="tw-card tw-folded",
    )


def settled(card: Card, stamp: Stamp, translator: Translator) -> Html:
    """Return a card about which all is said: its title and what was decided."""
    return element(
        "article",
        element(
            "p",
            opening(card.headline, translator),
            lang=card.headline.language,
            class_="tw-settled-title",
        ),
        stamp_line(stamp),
        class_="tw-card tw-settled",
    )


def news_list(news: tuple[str, ...]) -> Content:
    """Return what brought a row back; nothing where it is simply new."""
    if not news:
        return None
    return element("ul", *(element("li", text) for text in news), class_="tw-news")


def update_body(update: UpdateView) -> Html:
    """Return where a followed opportunity stands and what changed about it."""
    rows = (
        element("li", element("b", said), quotation(quote) if quote else None)
        for said, quote in update.changes
    )
    return joined(stamp_line(update.stamp), element("ul", *rows, class_="tw-changes"))


def moves_list(moves: tuple[Moves, ...]) -> Html:
    """Return what moved since the list before, grouped by the way it moved."""
    return element("div", *(_moves(one) for one in moves), class_="tw-moves")


def chip(text: str, tone: str) -> Html:
    """Return a short word on a ground of its colour."""
    return element("span", text, class_=f"tw-chip tw-{tone}")


def _moves(moves: Moves) -> Html:
    rows = (
        element(
            "li",
            element("span", row.places, class_="tw-places"),
            element(
                "span",
                element("span", row.title),
                element(
                    "span",
                    SEPARATOR.join(part for part in (row.why, row.points) if part),
                    class_="tw-where",
                ),
            ),
        )
        for row in moves.rows
    )
    return element("section", element("h3", moves.name), element("ul", *rows))
