"""Altair, safe to use beside other visitors, and its charts as the Vega-Lite that a page draws.

Altair asks at every step whether pandas is loaded, and breaks where another visitor's page has
loaded half of it by then. Importing it here waits for the whole, so charts take ``alt`` from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import altair as alt

__all__ = ["alt", "vega_lite"]

import_module("pandas")


def vega_lite(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return a chart that was made here, and by no person: nothing is checked by its schema."""
    drawn: dict[str, Any] = chart.to_dict(validate=False)
    return drawn
