"""The rows and the lanes of the opportunities page."""

from __future__ import annotations

from watch.present.components.frame import SEPARATOR
from watch.present.components.review import chip
from watch.present.markup import Html, element, joined, local_link
from watch.present.views import BoardRow, Lane
from watch.wording import Translator


def board_line(row: BoardRow, translator: Translator) -> Html:
    """Return what is said of an opportunity below its title, in aligned columns."""
    unowned = translator.translate("no owner")
    due = chip(row.late, "bad") if row.late else None
    told = translator.translate("Score {score} out of 100", score=row.score)
    return element(
        "div",
        element("span", chip(row.status, row.tone)),
        element("span", SEPARATOR.join(p for p in (row.area, row.pain) if p), class_="tw-where"),
        element("span", row.owner or unowned, class_="" if row.owner else "tw-where"),
        element("span", row.due, " ", due),
        element("span", _labelled(row.score, translator), class_="tw-figure", title=told),
        class_="tw-line",
    )


def board_header(translator: Translator) -> Html:
    """Return the titles of the columns, for the eye; each line says its own to a reader."""
    names = (
        translator.translate("Status"),
        translator.translate("Pain point"),
        translator.translate("Owner"),
        translator.translate("Due"),
        translator.translate("Score"),
    )
    return element(
        "div",
        *(element("span", name) for name in names),
        class_="tw-line tw-line-head",
        aria_hidden="true",
    )


def quarter_link(quarter: str, translator: Translator) -> Html:
    """Return the link to the summary of a quarter, as a page to print."""
    said = translator.translate("Summary of the quarter, to print")
    address = f"quarter/{quarter}?lang={translator.language}"
    return element("p", local_link(address, said), class_="tw-papers")


def lane_head(lane: Lane, translator: Translator) -> Html:
    """Return the name of a lane and how many cards it has."""
    return element(
        "header",
        element("h2", lane.name),
        element("span", translator.number(lane.count), class_="tw-figure"),
        class_="tw-lane-head",
    )


def tile(row: BoardRow, translator: Translator) -> Html:
    """Return what is said of an opportunity in a lane, below its title."""
    unowned = translator.translate("no owner")
    return element(
        "div",
        element("p", row.pain, class_="tw-where"),
        element(
            "p",
            chip(row.status, row.tone),
            chip(row.late, "bad") if row.late else element("span", row.due) if row.due else None,
            class_="tw-tile-facts",
        ),
        element("p", row.owner or unowned, class_="" if row.owner else "tw-where"),
        class_="tw-tile",
    )


def lane_rest(count: int, translator: Translator) -> Html:
    """Return how many cards of a lane are not drawn."""
    return element(
        "p",
        translator.plural("{n} more in the table", "{n} more in the table", count),
        class_="tw-note",
    )


def _labelled(score: str, translator: Translator) -> Html:
    """Return the score with its label, which is seen where the columns have no titles."""
    label = element("span", translator.translate("Score"), " ", class_="tw-cell")
    return joined(label, score)
