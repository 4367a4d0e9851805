"""Logs go to stderr, from the level asked for, as text or JSON."""

from __future__ import annotations

import json

import pytest
import structlog

from watch.logs import configure, get_logger


@pytest.fixture(autouse=True)
def restored():
    yield
    structlog.reset_defaults()


def test_logs_leave_stdout_alone_and_keep_to_the_level(capsys):
    """Results own stdout; what is below the level is not said."""
    configure("warning", json=True)
    get_logger("x").info("feed.polled")
    get_logger("x").warning("feed.failed", source="a")
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    record = json.loads(line)
    assert record["event"] == "feed.failed"
    assert record["source"] == "a"
    assert record["level"] == "warning"


def test_logs_are_text_unless_asked(capsys):
    """A person reads plain lines."""
    configure("debug")
    get_logger("x").debug("run.started", sources=3)
    err = capsys.readouterr().err
    assert "run.started" in err
    assert "sources=3" in err
