"""Homes that faults happen to."""

from __future__ import annotations

import pytest
from fakes import MOMENT, HashingEmbedder
from lived_home import lived_home

from watch.clock import FixedClock
from watch.service import Service


@pytest.fixture
def home(tmp_path, own_cache):
    """A folder with a home in it."""
    return lived_home(tmp_path / "home")


@pytest.fixture
def service(home):
    """That home, opened."""
    with Service(home, clock=FixedClock(MOMENT), views=[HashingEmbedder()]) as opened:
        yield opened
