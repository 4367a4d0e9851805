"""The rows of the opportunities page."""

from __future__ import annotations

from watch.present.components.frame import SEPARATOR
from watch.present.components.review import chip
from watch.present.markup import Html, element, joined
from watch.present.views import BoardRow
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


def _labelled(score: str, translator: Translator) -> Html:
    """Return the score with its label, which is seen where the columns have no titles."""
    label = element("span", translator.translate("Score"), " ", class_="tw-cell")
    return joined(label, score)


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
