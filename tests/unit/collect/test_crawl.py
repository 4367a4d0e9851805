"""The crawl: order, limits, ends; over a fetcher that plays a script."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
import structlog

from watch.collect import poll
from watch.collect.rooms import Rooms
from watch.collect.web.answers import Answer
from watch.model import Failed, FailureKind, Fetched, PollRecord, SourceId, Unchanged, Validators
from watch.settings import CollectSettings

FEED = b'<rss version="2.0"><channel><title>T</title><item><title>a</title></item></channel></rss>'
SETTINGS = CollectSettings(concurrency=4, per_host=2, parser_processes=1)


class ScriptedFetcher:
    """Answers every source from a script, after a delay, and counts who is there at once."""

    def __init__(self, script=None, delay_s: float = 0.0, delays=None):
        self.script = script or {}
        self.delay_s = delay_s
        self.delays = delays or {}
        self.begun = []
        self.together = Counter()
        self.peak = defaultdict(int)
        self.closed = False

    async def fetch(self, request):
        source_id = request.source.id
        host = request.source.url.split("/")[2]
        self.begun.append(source_id)
        for key in ("", host):
            self.together[key] += 1
            self.peak[key] = max(self.peak[key], self.together[key])
        try:
            await asyncio.sleep(self.delays.get(source_id, self.delay_s))
        finally:
            for key in ("", host):
                self.together[key] -= 1
        answer = self.script.get(source_id, Answer(body=FEED))
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def aclose(self):
        self.closed = True


@pytest.fixture
def many(request_for):
    return [
        request_for(f"http://h{number % 20}.example/{number}", f"s{number}") for number in range(60)
    ]


def ids(outcomes) -> list[str]:
    return [outcome.source_id for outcome in outcomes]


def test_every_request_has_one_outcome(many):
    fetcher = ScriptedFetcher()
    outcomes = list(poll(many, SETTINGS, fetcher=fetcher))
    assert sorted(ids(outcomes)) == sorted(request.source.id for request in many)
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert fetcher.closed


def test_no_request_needs_no_network():
    assert list(poll([], SETTINGS)) == []


def test_outcomes_come_in_order_of_completion(request_for):
    requests = [request_for(f"http://{name}.example/", name) for name in ("slow", "fast")]
    fetcher = ScriptedFetcher(delays={"slow": 0.3})
    assert ids(poll(requests, SETTINGS, fetcher=fetcher)) == ["fast", "slow"]


def test_answer_becomes_a_fetched_feed(request_for):
    known = Validators(etag='"1"')
    answer = Answer(
        body=FEED,
        final_url="http://b.example/",
        permanent_url="http://b.example/",
        validators=known,
    )
    (found,) = poll([request_for(name="a")], SETTINGS, fetcher=ScriptedFetcher({"a": answer}))
    assert (found.feed_title, found.entries[0].title) == ("T", "a")
    assert (found.final_url, found.permanent_url) == ("http://b.example/", "http://b.example/")
    assert found.validators == known
    assert found.body_fingerprint == answer.fingerprint


def test_unchanged_and_failed_pass_through(request_for):
    script = {
        "u": Unchanged(source_id=SourceId("u")),
        "f": Failed(source_id=SourceId("f"), kind=FailureKind.TIMEOUT, reason="slow"),
        "h": Answer(body=b"no feed"),
    }
    requests = [request_for(name=name) for name in script]
    found = {o.source_id: o for o in poll(requests, SETTINGS, fetcher=ScriptedFetcher(script))}
    assert found["u"] == script["u"]
    assert found["f"] == script["f"]
    assert found["h"].kind is FailureKind.NOT_A_FEED


def test_unexpected_error_is_logged_once_and_does_not_stop_the_others(request_for):
    requests = [request_for(name=name) for name in ("bad", "good")]
    fetcher = ScriptedFetcher({"bad": RuntimeError("http://secret.example/?token=1")})
    with structlog.testing.capture_logs() as logs:
        found = {o.source_id: o for o in poll(requests, SETTINGS, fetcher=fetcher)}
    assert isinstance(found["good"], Fetched)
    assert found["bad"].reason == "an error in techwatch itself (RuntimeError)"
    (log,) = logs
    assert (log["event"], log["source_id"], log["error"]) == (
        "source.crashed",
        "bad",
        "RuntimeError",
    )
    assert "secret" not in repr(log)


def test_limits_hold_for_one_host_and_for_all(many):
    fetcher = ScriptedFetcher(delay_s=0.03)
    crowded = [replace(r, source=replace(r.source, url="http://one.example/x")) for r in many[:20]]
    list(poll([*crowded, *many[20:]], SETTINGS, fetcher=fetcher))
    assert fetcher.peak["one.example"] == SETTINGS.per_host
    assert fetcher.peak[""] == SETTINGS.concurrency


def test_crowded_host_takes_no_place_from_the_others(request_for):
    crowd = [request_for("http://one.example/x", f"one{n}") for n in range(6)]
    others = [request_for(f"http://h{n}.example/", f"other{n}") for n in range(10)]
    fetcher = ScriptedFetcher(delays={r.source.id: 0.7 for r in crowd})
    order = ids(poll(crowd + others, SETTINGS, fetcher=fetcher))
    assert all(name.startswith("other") for name in order[:8])


def test_silent_servers_do_not_hold_up_the_living(request_for):
    """Each place is given up at once: sixteen dead hosts on four places cost half a second."""
    dead = [request_for(f"http://d{n}.example/", f"dead{n}") for n in range(16)]
    living = [request_for(f"http://l{n}.example/", f"living{n}") for n in range(20)]
    fetcher = ScriptedFetcher(delays={r.source.id: 3600 for r in dead})
    began = time.monotonic()
    outcomes = poll(dead + living, SETTINGS, fetcher=fetcher)
    assert {next(outcomes).source_id for _ in living} == {r.source.id for r in living}
    assert time.monotonic() - began < 3
    outcomes.close()


def test_sources_in_hand_are_bounded_however_slow_they_are(request_for):
    slow = [request_for(f"http://d{n}.example/", f"slow{n}") for n in range(60)]
    fetcher = ScriptedFetcher(delay_s=0.3)
    list(poll(slow, replace(SETTINGS, concurrency=2), fetcher=fetcher))
    assert SETTINGS.per_host < fetcher.peak[""] <= Rooms(2).size == 16


def test_sources_that_failed_last_time_are_asked_last(request_for):
    requests = [request_for(name="bad", failure_count=3), request_for(name="good")]
    fetcher = ScriptedFetcher()
    list(poll(requests, replace(SETTINGS, concurrency=1), fetcher=fetcher))
    assert fetcher.begun == ["good", "bad"]


def test_slow_reader_slows_the_crawl(many):
    fetcher = ScriptedFetcher()
    outcomes = poll(many, SETTINGS, fetcher=fetcher)
    next(outcomes)
    time.sleep(0.5)
    assert len(fetcher.begun) <= 1 + 3 * SETTINGS.concurrency
    assert len(list(outcomes)) == len(many) - 1


def test_stop_lets_running_feeds_finish_and_begins_no_other(many):
    stop = threading.Event()
    fetcher = ScriptedFetcher(delay_s=0.3)
    outcomes = poll(many, SETTINGS, stop=stop, fetcher=fetcher)
    found = [next(outcomes)]
    stop.set()
    found += outcomes
    assert sorted(ids(found)) == sorted(fetcher.begun)
    assert len(found) < len(many)
    assert fetcher.closed


def test_stop_set_before_the_beginning_yields_nothing(many):
    stop = threading.Event()
    stop.set()
    assert list(poll(many, SETTINGS, stop=stop, fetcher=ScriptedFetcher())) == []


def test_stop_drops_what_does_not_finish_in_time(request_for, monkeypatch):
    monkeypatch.setattr("watch.collect.crawl._GRACE_S", 0.3)
    stop = threading.Event()
    requests = [request_for(name="fast"), request_for("http://b.example/", name="never")]
    outcomes = poll(requests, SETTINGS, stop=stop, fetcher=ScriptedFetcher(delays={"never": 3600}))
    assert next(outcomes).source_id == "fast"
    stop.set()
    began = time.monotonic()
    assert list(outcomes) == []
    assert time.monotonic() - began < 2


def test_closing_the_iterator_ends_at_once_and_leaves_no_thread(many):
    fetcher = ScriptedFetcher(delays={f"s{n}": 3600 for n in range(1, 60)})
    outcomes = poll(many, SETTINGS, fetcher=fetcher)
    next(outcomes)
    began = time.monotonic()
    outcomes.close()
    assert time.monotonic() - began < 2
    assert fetcher.closed
    assert not [t for t in threading.enumerate() if t.name.startswith("techwatch-")]


def test_iterator_that_is_never_begun_starts_nothing(many):
    fetcher = ScriptedFetcher()
    poll(many, SETTINGS, fetcher=fetcher).close()
    assert fetcher.begun == []


def test_error_of_the_crawl_itself_reaches_the_caller(many):
    class Unclosable(ScriptedFetcher):
        async def aclose(self):
            raise OSError("cannot close")

    with pytest.raises(OSError, match="cannot close"):
        list(poll(many[:2], SETTINGS, fetcher=Unclosable()))


def test_records_are_not_changed_by_polling(request_for):
    request = request_for(name="a")
    list(poll([request], SETTINGS, fetcher=ScriptedFetcher()))
    assert request.record == PollRecord(source_id=SourceId("a"))
