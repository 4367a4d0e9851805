"""The words around the picture of the radar: its legend, and the same content as a list."""

from __future__ import annotations

from collections.abc import Sequence

from watch.present.components.frame import SEPARATOR
from watch.present.markup import Html, element, joined
from watch.present.views import RadarRow
from watch.wording import Translator

_SHAPES = ("●", "■", "▲", "◆")


def legend(grades: Sequence[str], translator: Translator) -> Html:
    """Return what rings, shapes, sizes and lines mean.

    Args:
        grades: Names of the grades of evidence, in the order of their shapes.
    """
    shapes = SEPARATOR.join(
        f"{shape}\u00a0{name}" for shape, name in zip(_SHAPES, grades, strict=True)
    )
    rows = (
        (
            translator.translate("Ring"),
            translator.translate(
                "how near to daily use: adopted in the middle, then in pilot, to study, watching; "
                "the outermost ring holds what nobody has judged yet"
            ),
        ),
        (translator.translate("Slice"), translator.translate("the operational area")),
        (translator.translate("Shape"), shapes),
        (translator.translate("Size"), translator.translate("the score")),
        (
            translator.translate("Line"),
            translator.translate(
                "from where it stood a month ago, marked by a small circle; "
                "what moved or is new stands out in colour"
            ),
        ),
    )
    return element(
        "dl",
        *(element("div", element("dt", name), element("dd", told)) for name, told in rows),
        class_="tw-legend",
    )


def radar_line(row: RadarRow, translator: Translator) -> Html:
    """Return what is said of an opportunity below its title."""
    owner = row.owner or translator.translate("no owner")
    about = (row.area, row.pain)
    score = translator.translate("Score {score}", score=row.score)
    time = row.months and translator.translate("time to adopt: {months}", months=row.months)
    known = SEPARATOR.join(part for part in (owner, score, row.grade, time) if part)
    moved = joined(SEPARATOR, element("b", row.move, class_="tw-move")) if row.move else None
    return element(
        "div",
        element("span", SEPARATOR.join(part for part in about if part), class_="tw-where"),
        element("span", known, moved),
        class_="tw-radar-line",
    )
