"""The command line over a service that remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_doubles import FakeService
from review_home import NOW, write_home
from typer.testing import CliRunner, Result

from watch.cli.program import app
from watch.clock import SystemClock
from watch.service import Service

Call = Callable[..., Result]


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def call(service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command line on an empty home; 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TECHWATCH_HOME", str(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words], obj=service, prog_name="techwatch")

    return run


@pytest.fixture
def reviewing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command line on a real home with lists to decide on, on a fixed day; 80 columns."""
    home = write_home(tmp_path / "home")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TECHWATCH_HOME", str(home))
    monkeypatch.setenv("LOGNAME", "nadia")
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words], obj=Service, prog_name="techwatch")

    return run
