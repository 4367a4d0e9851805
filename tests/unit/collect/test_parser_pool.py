"""Feeds are parsed in children that can be killed, reused and replaced."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from watch.collect.documents.feed import Document, Feed, NotRead
from watch.collect.parser import pool as parser_pool
from watch.collect.parser import process as parser_process
from watch.collect.parser.pool import ParserPool
from watch.model import FailureKind

FEED = Document(body=b'<rss version="2.0"><channel><title>T</title></channel></rss>')
STALLER = Document(body=b'<?xml version="1.0"?>' + b"\n" * 200_000 + FEED.body)
"""feedparser looks for the end of the declaration once for each newline (quadratic)."""

SLOW = Document(body=b'<?xml version="1.0"?>' + b"\n" * 10_000 + FEED.body)
"""Takes 0.4 s, and is a feed."""


@pytest.fixture
def pool():
    with ParserPool(1, 10.0) as found:
        yield found


def pids(pool: ParserPool) -> list[int]:
    return [child._process.pid for child in pool._idle]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_child_serves_many_feeds(pool):
    assert pids(pool) == []
    assert pool.parse(FEED) == Feed(title="T")
    first = pids(pool)
    assert pool.parse(FEED) == Feed(title="T")
    assert pids(pool) == first
    assert len(first) == 1


def test_stalled_feed_is_given_up_and_the_next_one_parses():
    with ParserPool(1, 0.5) as pool:
        pool.parse(FEED)
        began = time.monotonic()
        found = pool.parse(STALLER)
        assert time.monotonic() - began < 1.5
        assert found == NotRead(
            kind=FailureKind.UNREADABLE, reason="reading the feed took longer than 0.5 s"
        )
        assert pool.parse(FEED) == Feed(title="T")


def test_stalled_feed_gives_its_place_to_the_next_one():
    """One place: what comes after a staller is read long before the staller ends."""
    with ParserPool(1, 8.0, patience_s=0.2) as pool, ThreadPoolExecutor(1) as threads:
        pool.parse(FEED)
        (pid,) = pids(pool)
        stalled = threads.submit(pool.parse, STALLER)
        wait_until(lambda: pool._busy)
        began = time.monotonic()
        assert pool.parse(FEED) == Feed(title="T")
        assert time.monotonic() - began < 4
        assert not stalled.done()
        assert os.getpriority(os.PRIO_PROCESS, pid) == 19
        assert os.getpriority(os.PRIO_PROCESS, *pids(pool)) == os.getpriority(os.PRIO_PROCESS, 0)
        pool.close()


def test_stallers_beyond_the_rooms_aside_wait_and_are_given_their_time(monkeypatch):
    """Three stallers, one place, one room aside: two children at most, and a feed passes by."""
    monkeypatch.setattr(parser_pool, "_ASIDE", 1)
    most = 0
    with ParserPool(1, 1.0, patience_s=0.2) as pool, ThreadPoolExecutor(4) as threads:
        stalled = [threads.submit(pool.parse, STALLER) for _ in range(3)]
        time.sleep(0.1)
        feed = threads.submit(pool.parse, FEED)
        while not all(future.done() for future in stalled):
            most = max(most, len(pool._busy))
            if feed.done() and not any(future.done() for future in stalled[1:]):
                assert feed.result() == Feed(title="T")
            time.sleep(0.02)
        reasons = {future.result().reason for future in stalled}
    assert reasons == {"reading the feed took longer than 1 s"}
    assert feed.result() == Feed(title="T")
    assert most == 2


@pytest.mark.parametrize(("patience_s", "kept"), [(0.1, 0), (10.0, 1)])
def test_slow_feed_is_read_whole_aside_and_its_child_not_kept(patience_s, kept):
    with ParserPool(1, 10.0, patience_s) as pool:
        assert pool.parse(SLOW) == Feed(title="T")
        assert len(pids(pool)) == kept


def test_slow_feeds_are_begun_again_when_there_was_no_room_aside(monkeypatch):
    monkeypatch.setattr(parser_pool, "_ASIDE", 1)
    with ParserPool(4, 20.0, patience_s=0.1) as pool, ThreadPoolExecutor(4) as threads:
        found = list(threads.map(pool.parse, [SLOW] * 4))
    assert found == [Feed(title="T")] * 4


def test_closing_ends_also_who_waits_for_a_place(monkeypatch):
    monkeypatch.setattr(parser_pool, "_ASIDE", 1)
    pool = ParserPool(1, 30.0)
    with ThreadPoolExecutor(8) as threads:
        waiting = [threads.submit(pool.parse, STALLER) for _ in range(6)]
        time.sleep(1.0)
        began = time.monotonic()
        pool.close()
        assert all(isinstance(future.result(timeout=5), NotRead) for future in waiting)
        assert time.monotonic() - began < 3
    assert pool._busy == set()


def wait_until(condition) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it did not happen")


def test_child_killed_between_feeds_is_replaced(pool):
    pool.parse(FEED)
    (pid,) = pids(pool)
    os.kill(pid, 9)
    assert pool.parse(FEED) == Feed(title="T")
    assert pids(pool) != [pid]


def test_crash_of_the_child_is_a_reason_and_not_an_error(pool, monkeypatch):
    monkeypatch.setattr(
        parser_process.ParserProcess, "parse", lambda *_: (_ for _ in ()).throw(broken())
    )
    assert pool.parse(FEED).reason == "the feed makes the parser crash"


def broken() -> Exception:
    return parser_process.Broken()


def test_child_that_cannot_start_is_a_reason(monkeypatch):
    monkeypatch.setattr(parser_process, "_command", lambda _: [sys.executable, "-c", "exit(1)"])
    with ParserPool(1, 1.0) as pool:
        assert pool.parse(FEED).reason == "the feed parser cannot be started"


def test_improper_reply_is_a_reason(pool, monkeypatch):
    monkeypatch.setattr(parser_process.ParserProcess, "parse", lambda *_: b"[]")
    assert pool.parse(FEED).reason == "the feed parser gave no proper answer"


def test_closing_ends_every_child_also_a_busy_one():
    pool = ParserPool(2, 30.0)
    pool.parse(FEED)
    (pid,) = pids(pool)
    with ThreadPoolExecutor(1) as threads:
        stalled = threads.submit(pool.parse, STALLER)
        time.sleep(0.3)
        began = time.monotonic()
        pool.close()
        assert isinstance(stalled.result(timeout=5), NotRead)
        assert time.monotonic() - began < 2
    assert not alive(pid)
    assert isinstance(pool.parse(FEED), NotRead)


def test_threads_share_the_pool():
    with ParserPool(2, 10.0) as pool, ThreadPoolExecutor(4) as threads:
        assert set(threads.map(pool.parse, [FEED] * 20)) == {Feed(title="T")}
        assert len(pids(pool)) <= 2


def test_child_sees_no_secret_of_the_parent(monkeypatch):
    monkeypatch.setenv("SMTP_PASSWORD", "secret")
    assert "SMTP_PASSWORD" not in parser_process.environment()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no RLIMIT_AS")
def test_memory_of_the_child_is_bounded(monkeypatch):
    monkeypatch.setattr(parser_process, "_MEMORY_BYTES", 160 * 1024**2)
    document = Document(body=b"<rss><channel>" + b"x" * 60_000_000)
    with ParserPool(1, 20.0) as pool:
        found = pool.parse(document)
        assert isinstance(found, NotRead)
        assert found.kind is FailureKind.UNREADABLE
        assert pool.parse(FEED) == Feed(title="T")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_children_end_when_their_parent_is_killed(tmp_path):
    root = Path(parser_pool.__file__).parents[3]
    script = (
        "import os, signal\n"
        "from watch.collect.parser.pool import ParserPool\n"
        "from watch.collect.documents.feed import Document\n"
        "pool = ParserPool(1, 10)\n"
        "pool.parse(Document(body=b'<rss/>'))\n"
        "print(pool._idle[0]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        check=False,
        timeout=30,
    )
    pid = int(done.stdout)
    for _ in range(50):
        if not alive(pid) or "Z" in state(pid):
            return
        time.sleep(0.1)
    pytest.fail("the child outlived its parent")


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_no_thread_is_left_behind(pool):
    before = threading.active_count()
    for _ in range(5):
        pool.parse(FEED)
    time.sleep(0.05)
    assert threading.active_count() <= before + 1


def test_child_and_stage_import_nothing_heavy():
    """The child starts in a tenth of a second because it loads feedparser and little else."""
    script = (
        "import sys, watch.collect.parser.child, watch.collect\n"
        "heavy = {'httpx', 'feedparser', 'dateparser', 'courlan', 'numpy', 'structlog', 'torch'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    root = Path(parser_pool.__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"
