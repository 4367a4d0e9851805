"""Charts become Vega-Lite also in the first seconds of a server."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys, threading
import altair as alt
from watch.present.components.vega import vega_lite

chart = alt.Chart(alt.NamedData(name="rows")).mark_point().encode(x="x:Q")
assert "pandas" not in sys.modules
loading = threading.Thread(target=__import__, args=["pandas"])
loading.start()
while "pandas" not in sys.modules:
    pass
assert vega_lite(chart)["mark"]["type"] == "point"
loading.join()
"""


def test_chart_is_drawn_while_another_page_loads_pandas():
    """Altair breaks on a pandas that is loaded by half."""
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
