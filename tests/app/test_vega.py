"""Charts become Vega-Lite also in the first seconds of a server."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys, threading
import altair
from watch.present.components import frame  # all but the chart itself is loaded before
from watch.present import views

assert "pandas" not in sys.modules
loading = threading.Thread(target=__import__, args=["pandas"])
loading.start()
while "pandas" not in sys.modules:
    pass
from watch.present.components import {module}
alt = {module}.alt
alt.Axis(labelAngle=0)
from watch.present.components.vega import vega_lite
chart = alt.Chart(alt.NamedData(name="rows")).mark_point().encode(x="x:Q")
assert vega_lite(chart)["mark"]["type"] == "point"
loading.join()
"""


@pytest.mark.parametrize("module", ["life", "radar_chart", "trend_chart"])
def test_page_with_a_chart_opens_while_another_page_loads_pandas(module):
    """Altair breaks on a pandas that is loaded by half, whatever is made of it."""
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(module=module)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
