"""Entries are cut to size and frames follow one another on a pipe."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from watch.collect.documents.feed import entry_of
from watch.collect.parser.frames import MAX_FRAME_BYTES, read_frame, write_frame
from watch.model import Entry

MOMENT = datetime(2025, 1, 6, 8, 30, tzinfo=UTC)


def test_moments_are_utc_and_naive_ones_are_dropped():
    paris = timezone(timedelta(hours=1))
    aware = entry_of({"published_at": datetime(2025, 1, 6, 9, 30, tzinfo=paris)})
    assert (aware.published_at, aware.published_at.tzinfo) == (MOMENT, UTC)
    assert entry_of({"published_at": datetime(2025, 1, 6)}).published_at is None  # noqa: DTZ001


def test_what_is_no_text_is_empty():
    assert entry_of({"title": 3, "guid": None, "url": ["x"]}) == Entry()


def test_frames_follow_one_another():
    pipe = io.BytesIO()
    for frame in (b"one", b"", b"three"):
        write_frame(pipe, frame)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in range(4)] == [b"one", b"", b"three", None]


@pytest.mark.parametrize(
    "rest", [b"", b"\x00", b"\x00\x00\x00\x05abc", (MAX_FRAME_BYTES + 1).to_bytes(4, "big")]
)
def test_cut_or_oversized_frame_is_the_end(rest):
    assert read_frame(io.BytesIO(rest)) is None
