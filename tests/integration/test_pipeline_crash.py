"""Killed, stopped, doubled: a run that ends badly loses nothing and doubles nothing."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
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


@contextlib.contextmanager
def dying_runs():
    """Yield what runs a home in a child that dies at a step, or lives where that is 0.

    It returns how the child ended and at which step: of a whole run, how many it has.
    """
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("dying_run.py"))],
        env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def run(root: Path, last: int = 0) -> tuple[int, int]:
        process.stdin.write(f"{last} {root}\n")
        process.stdin.flush()
        status, step = process.stdout.readline().split()
        return int(status), int(step)

    try:
        yield run
    finally:
        process.stdin.close()
        process.wait(timeout=120)
        process.stdout.close()


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


def digests_of(root):
    """Return the digests of a home that are cut short."""
    files = (root / "digests").glob("*.html")
    return [file.name for file in files if not file.read_text("utf-8").endswith("</html>")]


def harm_done(root, expected, *, ended):
    """Return what a home has lost or doubled, beside what a calm one holds."""
    if not (root / "index" / "watch.db").exists():
        return ["no database"] if ended else []
    held, torn = state_of(root), digests_of(root)
    strange = [name for name, words in held.items() if expected.get(name) != words]
    lost = [name for name in expected if name not in held] if ended else []
    return [*torn, *strange, *lost]


@pytest.mark.proof
@pytest.mark.slow
def test_killed_runs_lose_nothing_and_double_nothing(home, proof):
    """After SIGKILL at any step the next run ends with the articles of a calm one.

    One round in four begins with a kill in the last tenth, where the index and the digest
    are written; the second kill of a round may come after the end of what is left to do.
    """
    calm, chance = home("calm"), random.Random(20261122)
    rounds, kills, harm = proof.count(8, 100), 0, []
    with dying_runs() as run:
        code, steps = run(calm)
        assert code == 0
        assert steps > 30
        expected, late = state_of(calm), int(steps * 0.9)
        assert len(expected) > 200
        assert len(list((calm / "digests").iterdir())) == 3
        for number in range(rounds):
            root = home(f"killed-{number}")
            first = chance.randrange(late, steps) if number % 4 == 3 else chance.randrange(1, late)
            for last in (first, chance.randrange(1, steps)):
                kills += run(root, last)[0] == -signal.SIGKILL
                harm += harm_done(root, expected, ended=False)
            assert run(root)[0] == 0
            harm += harm_done(root, expected, ended=True)
            harm += listed_twice(root)
            shutil.rmtree(root)
    assert kills >= rounds
    proof.state(
        "runs: killed during crawl, index and digest",
        measured=f"{kills} kills, {len(harm)} lost, doubled or unreadable",
        target="0 lost, 0 doubled, 0 unreadable",
        holds=not harm,
    )


def listed_twice(root):
    """Return what a home lists more than once, and the faults that the doctor finds in it."""
    with Service(root, views=[HashingEmbedder()]) as service:
        listed = Counter(one.id for one in service.edition().opportunities)
        faults = {finding.subject for finding in service.doctor() if not finding.ok}
    assert listed
    doubled = [name for name, times in listed.items() if times > 1]
    return doubled + sorted(faults & {"database", "index", "last run"})


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
