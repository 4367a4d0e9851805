"""Summaries are worth their work: floors beside the first two sentences, on the real view."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.summaries import OWN, Remembering, on_stories
from watch.understand import load_view


@pytest.mark.slow
def test_summary_tells_more_than_the_lead_and_repeats_nothing():
    """Of a telling never read it holds as many words as the lead's first two sentences."""
    found = on_stories(OWN, Remembering(load_view("use")))
    ours, lead, firsts = found["ours"], found["lead-2"], found["first of each"]
    assert len(ours.overlap) >= 200
    assert np.mean(ours.overlap) >= np.mean(lead.overlap)
    assert np.mean(ours.overlap) >= np.mean(firsts.overlap)
    assert np.mean(ours.titles) >= np.mean(lead.titles) + 0.02
    assert max(ours.repeated) < 0.5 < max(firsts.repeated)
