"""Every colour of text reaches WCAG AA on the background it stands on, light and dark."""

from __future__ import annotations

import re
import tomllib

import pytest

from watch.present.server import THEME

CSS = "\n".join(
    sheet.read_text("utf-8") for sheet in sorted((THEME.parent / "styles").glob("*.css"))
)
PAIRS = [
    ("ink", "paper"), ("ink", "tint"), ("soft", "paper"), ("soft", "tint"), ("link", "paper"),
    ("good", "good-tint"), ("fair", "fair-tint"), ("warn", "warn-tint"), ("bad", "bad-tint"),
]  # fmt: skip
THEMED = [("textColor", "backgroundColor"), ("textColor", "secondaryBackgroundColor")]


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    bright, dark = sorted((light(first), light(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def colours(scheme: int) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
    return {name: (first, second)[scheme] for name, first, second in found}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(text, ground, scheme):
    named = colours(scheme)
    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*THEMED, ("linkColor", "backgroundColor")])
def test_theme_is_readable(text, ground, scheme):
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][scheme]
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "link"])
def test_style_is_readable_on_the_page_of_the_theme(text, scheme):
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][("light", "dark")[scheme]]
    assert contrast(colours(scheme)[text], theme["backgroundColor"]) >= 4.5


def test_style_loads_nothing():
    assert not re.search(r"url\(|@import|@font-face", CSS)
