"""Killed, stopped, doubled: a run that ends badly loses nothing and doubles nothing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import HashingEmbedder, served

from watch import index, store
from watch.demo import DemoServer, write_home
from watch.errors import ConfigError, StoreBusy
from watch.service import Service

TESTS = Path(__file__).parents[1]
CHILD = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from fakes import HashingEmbedder
from watch.service import Service

steps, last, sync = 0, int(sys.argv[2]), os.fsync

def step(*_):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

def fsync(descriptor):
    step()
    sync(descriptor)

os.fsync = fsync
for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
    event.listen(Engine, name, step)
with Service(Path(sys.argv[1]), views=[HashingEmbedder()]) as service:
    service.run()
print(steps)
"""
"""A run that kills itself, as the power might, before its n-th step: a statement of SQL begun
or ended, a commit, or a write of the index to disk."""


@pytest.fixture
def home(tmp_path, own_cache):
    """Make example homes that read the same server."""
    del own_cache
    server = DemoServer()

    def make(name):
        write_home(tmp_path / name, server.base)
        return tmp_path / name

    yield make
    server.close()


def run_child(root, last=0):
    """Run once, killed at step ``last``; return the exit status and the steps of a whole run."""
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(root), str(last)],
        env=os.environ | {"PYTHONPATH": paths},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        out = child.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        out = ""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)  # the parser processes it may leave
    return child.wait(), int(out or 0)


def state_of(root):
    """Return every article id with its words, after checking that the database is whole."""
    with (
        closing(store.open_database(root / "index" / "watch.db")) as database,
        database.read() as connection,
    ):
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        found = store.articles.since(connection, datetime(1990, 1, 1, tzinfo=UTC))
        if found:
            assert store.vectors.missing(connection, HashingEmbedder().key) == []
        words = connection.exec_driver_sql("SELECT count(*) FROM article_fts").scalar()
        assert words == len(found)
        index.latest(root / "index" / "generations", store.database_id(connection))
    return {article.id: (article.title, article.text) for article in found}


@pytest.mark.slow
def test_killed_runs_lose_nothing_and_double_nothing(home):
    """After SIGKILL at any step the next run ends with the articles of a calm one."""
    calm = home("calm")
    code, steps = run_child(calm)
    assert code == 0
    assert steps > 30
    expected = state_of(calm)
    assert len(expected) > 200
    chance = random.Random(20261122)
    for number in range(8):
        root = home(f"killed-{number}")
        code, _ = run_child(root, chance.randrange(1, int(steps * 0.9)))
        assert code == -signal.SIGKILL
        if (root / "index" / "watch.db").exists():
            assert state_of(root).items() <= expected.items()
        run_child(root, chance.randrange(1, steps))  # killed again, or just done
        with Service(root, views=[HashingEmbedder()]) as service:
            assert service.run().articles == len(expected)
            assert service.edition() is not None
            faults = {f.subject for f in service.doctor() if not f.ok}
            assert faults.isdisjoint({"database", "index", "last run"})
        assert state_of(root) == expected


class Slow(HashingEmbedder):
    """A view that waits until it is told to go on."""

    def __init__(self):
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def documents(self, texts):
        self.reached.set()
        assert self.go_on.wait(60)
        return super().documents(texts)


def test_two_runs_at_once_are_refused(home):
    """The second run says that another is at work; the first is not disturbed."""
    root, view, reports = home("one"), Slow(), []

    def run():
        with Service(root, views=[view]) as service:
            reports.append(service.run())

    first = threading.Thread(target=run)
    first.start()
    try:
        assert view.reached.wait(60)
        with Service(root, views=[HashingEmbedder()]) as second, pytest.raises(StoreBusy) as caught:
            second.run()
        assert str(root) in caught.value.message
        assert caught.value.hint
    finally:
        view.go_on.set()
        first.join()
    assert reports[0].articles > 200
    with Service(root, views=[HashingEmbedder()]) as again:
        assert again.run().articles_new == 0


def test_stopped_run_keeps_what_it_has_and_the_next_one_finishes(home):
    """A stop before the first poll ends at once; the next run reads everything."""
    root, stop = home("one"), threading.Event()
    stop.set()
    with Service(root, views=[HashingEmbedder()]) as service:
        assert service.run(stop=stop).stopped
        report = service.run()
    assert not report.stopped
    assert report.articles > 200


def test_index_thrown_away_is_rebuilt(home):
    """Deleting the generations costs a rebuild and nothing else."""
    import shutil

    root = home("one")
    with Service(root, views=[HashingEmbedder()]) as service:
        service.run()
        before = [hit.article.id for hit in service.search("vibration sensors")]
        shutil.rmtree(root / "index" / "generations")
        assert [hit.article.id for hit in service.search("vibration sensors")] == before
        service.run()
        assert (root / "index" / "generations" / "CURRENT").exists()
        for file in (root / "index" / "generations").rglob("*.faiss"):
            file.write_bytes(file.read_bytes()[:-1])
        assert [hit.article.id for hit in service.search("vibration sensors")] == before
        service.run()
        assert [hit.article.id for hit in service.search("vibration sensors")] == before


def test_mistake_in_a_file_is_told_before_anything_is_done(home):
    """A broken painpoints.yaml leaves no poll and no article behind."""
    root = home("one")
    (root / "painpoints.yaml").write_text("pain_points:\n  - titel: x\n", encoding="utf-8")
    with Service(root, views=[HashingEmbedder()]) as service:
        with pytest.raises(ConfigError):
            service.run()
        assert all(s.record.polled_at is None for s in service.sources.standings())


def tiny_home(root, base, *names):
    root.mkdir()
    entries = "".join(f"  - url: {base}/{name}\n" for name in names)
    (root / "sources.yaml").write_text(f"sources:\n{entries}", encoding="utf-8")
    (root / "painpoints.yaml").write_text("pain_points:\n  - title: Pannes\n", encoding="utf-8")
    (root / "watch.yaml").write_text(
        "collect:\n  allow_hosts: [127.0.0.1]\n  per_host_rate: 1000\n", encoding="utf-8"
    )
    return root


def json_feed(*items):
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}
    ).encode()


HOSTILE_ITEM = {
    "id": "x\ud800",
    "url": "https://a.example/\ud800",
    "title": "A <b>\ud800 title\u202e",
    "content_html": "<p>text \udfff with <script>alert(1)</script> half a character</p>",
}


def test_half_a_character_does_not_stop_the_others(tmp_path, own_cache):
    """One JSON feed with a lone surrogate costs at most itself."""
    del own_cache
    good = {"id": "1", "url": "https://a.example/1", "title": "Good", "content_text": "Good text."}
    with served({"good.json": json_feed(good), "hostile.json": json_feed(HOSTILE_ITEM)}) as base:
        root = tiny_home(tmp_path / "home", base, "good.json", "hostile.json")
        with Service(root, views=[HashingEmbedder()]) as service:
            assert service.run().articles >= 1


def test_hostile_feed_does_not_stop_the_others(tmp_path, own_cache):
    """Scripts, controls and broken feeds cost their own source at most."""
    del own_cache
    good = {"id": "1", "url": "https://a.example/1", "title": "Good", "content_text": "Good text."}
    files = {
        "good.json": json_feed(good),
        "hostile.json": json_feed(
            {
                "id": "\0\u202e",
                "url": "javascript:x",
                "title": "<svg onload=1>",
                "content_html": "<!--",
            }
        ),
        "broken.xml": b"<rss><channel><item>",
        "empty": b"",
    }
    with served(files) as base:
        root = tiny_home(tmp_path / "home", base, *files)
        with Service(root, views=[HashingEmbedder()]) as service:
            report = service.run()
    assert report.articles >= 1
    assert sum(report.sources.values()) == 4


def test_home_without_any_article_has_an_edition_of_silences(tmp_path, own_cache):
    """A first run that brings nothing ends calmly."""
    del own_cache
    with served({}) as base:
        root = tiny_home(tmp_path / "home", base, "gone.xml")
        with Service(root, views=[HashingEmbedder()]) as service:
            report = service.run()
            edition = service.edition()
    assert (report.articles, report.failed_sources) == (0, 1)
    assert [s.pain_title for s in edition.silences] == ["Pannes"]
    assert edition.opportunities == ()
