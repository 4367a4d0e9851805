"""What the company already does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watch.cli.meant import short_id
from watch.cli.screen import Screen
from watch.cli.structure import plain
from watch.model import Initiative, PainId
from watch.wording import Translator, one_line

_TEXT, _NAME = 300, 120


def initiative_object(number: int, initiative: Initiative) -> dict[str, Any]:
    """Return an initiative as JSON."""
    return {"number": number, **plain(initiative)}


def shown_initiatives(
    screen: Screen,
    initiatives: Mapping[int, Initiative],
    pains: Mapping[PainId, str],
    names: Mapping[str, Mapping[str, str]],
    translator: Translator,
) -> None:
    """Print each with its number, its pain point, its family and the opportunity it came from."""
    if not initiatives:
        screen.paragraph(translator.translate("Nothing is registered yet."))
    for number, one in initiatives.items():
        text = one_line(one.text, _TEXT)
        screen.paragraph(text, indent=5, style="bold", margin=f"{number:>3}")
        family = names.get(one.solution_id, {}).get(translator.language, one.solution_id)
        pain = pains.get(one.pain_id, one.pain_id) if one.pain_id else ""
        said = (
            one_line(pain, _NAME),
            family,
            short_id(one.opportunity_id) if one.opportunity_id else "",
        )
        about = " · ".join(part for part in said if part)
        if about:
            screen.paragraph(about, indent=5, style="dim")
