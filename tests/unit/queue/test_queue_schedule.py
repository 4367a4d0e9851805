"""Which sources are polled next, and by which jobs."""

from __future__ import annotations

from datetime import timedelta

from fakes import MOMENT, source

from watch.model import PollRecord, PollRequest
from watch.queue import schedule
from watch.queue.schedule import MOST_AHEAD, MOST_TO_EMBED, PER_JOB, crawls, may_crawl


def asked(name, host="press.example", due_days_ago=None, failures=0):
    due_at = None if due_days_ago is None else MOMENT - timedelta(days=due_days_ago)
    one = source(name, url=f"https://{host}/{name}")
    record = PollRecord(source_id=one.id, due_at=due_at, failure_count=failures)
    return PollRequest(source=one, record=record)


def sources_of(found):
    return [crawl.sources for crawl in found]


def test_sources_of_one_host_are_in_one_job():
    due = [asked("a"), asked("b", "other.example"), asked("c", "PRESS.example.")]
    assert [(c.host, c.sources) for c in crawls(due, busy=())] == [
        ("press.example", ("a", "c")),
        ("other.example", ("b",)),
    ]


def test_job_holds_a_few_sources_at_most():
    due = [asked(f"s{n:02d}") for n in range(PER_JOB + 3)]
    assert [len(sources) for sources in sources_of(crawls(due, busy=()))] == [PER_JOB, 3]


def test_source_that_a_job_waits_or_works_for_gets_no_other():
    assert sources_of(crawls([asked("a"), asked("b")], busy={"a"})) == [("b",)]


def test_never_polled_come_first_then_the_longest_due():
    due = [asked("new", "a"), asked("late", "b", due_days_ago=3), asked("old", "c", due_days_ago=9)]
    found = crawls(reversed(due), busy=())
    assert sources_of(found) == [("new",), ("old",), ("late",)]


def test_sources_that_failed_have_jobs_of_their_own():
    found = crawls([asked("bad", failures=2), asked("good")], busy=())
    assert {(crawl.failed_before, crawl.sources) for crawl in found} == {
        (True, ("bad",)),
        (False, ("good",)),
    }


def test_no_more_jobs_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(schedule, "MOST_AHEAD", 3)
    due = [asked(f"s{n}", f"h{n}.example") for n in range(5)]
    assert len(crawls(due, busy=(), waiting=1)) == 2
    assert crawls(due, busy=(), waiting=4) == []
    assert MOST_AHEAD > 3


def test_crawling_pauses_while_embedding_is_behind():
    assert may_crawl(MOST_TO_EMBED - 1)
    assert not may_crawl(MOST_TO_EMBED)
