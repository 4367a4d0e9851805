"""Builders shared by the unit tests of the collect stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watch.model import PollRecord, PollRequest, Source, SourceId

Make = Callable[..., PollRequest]


@pytest.fixture
def request_for() -> Make:
    """Build the poll request of a source, by default one never polled."""

    def make(url: str = "https://feeds.example.org/rss", name: str = "", **record) -> PollRequest:
        source_id = SourceId(name or url)
        source = Source(id=source_id, url=url, name=name or url, owner="example.org")
        return PollRequest(source=source, record=replace(PollRecord(source_id=source_id), **record))

    return make
