"""The pain points that were stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watch.cli.screen import Screen
from watch.model import PainPoint
from watch.wording import Translator, area_name, one_line


def shown_pains(
    screen: Screen, pains: Sequence[PainPoint], currency: str, translator: Translator
) -> None:
    """Print the pain points, each with what was said of it."""
    for position, pain in enumerate(pains, start=1):
        screen.paragraph(one_line(pain.title, 300), indent=5, style="bold", margin=f"{position:>3}")
        said = " · ".join(_said(pain, currency, translator))
        if said:
            screen.paragraph(said, indent=5)
        if pain.kpi:
            label = translator.translate("Measured by:")
            screen.paragraph(one_line(pain.kpi, 200), indent=5, label=label)
        screen.line()


def _said(pain: PainPoint, currency: str, translator: Translator) -> Iterator[str]:
    for text in (area_name(pain.area, translator), pain.owner or pain.department):
        if text:
            yield one_line(text, 80)
    if pain.yearly_cost:
        cost = translator.money(pain.yearly_cost, currency)
        yield translator.translate("{cost} a year", cost=cost)
    yield translator.translate(
        "importance {importance}/10, satisfaction {satisfaction}/10",
        importance=pain.importance,
        satisfaction=pain.satisfaction,
    )
