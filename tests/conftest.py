"""Fixtures every test may use; the network is closed but for loopback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real feeds, articles and labelled sets; skips where it is absent."""
    beside = Path(__file__).parents[2] / "shared"
    folder = Path(os.environ.get("TECHWATCH_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip(f"real data is not here ({folder}); set TECHWATCH_SHARED")
    return folder
