"""What each job does, and which jobs follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import MOMENT, HashingEmbedder, article, served, source

from watch import store
from watch.errors import StoreBusy
from watch.model import (
    Company,
    Edition,
    FailureKind,
    PageRequest,
    PollRecord,
    SourceState,
    Week,
)
from watch.queue import schedule

jobs_module = pytest.importorskip("watch.queue.jobs", reason="the extra `server` is not installed")

FEED = "<rss version='2.0'><channel><title>Press</title>{items}</channel></rss>"
ITEM = "<item><title>Robot {n}</title><link>https://p.example/{n}</link><description>A robot moves bins in plant {n}.</description></item>"  # noqa: E501


@pytest.fixture
def feeds():
    """Two feeds of one host, of three entries each, one of which is in both."""
    files = {
        name: FEED.format(items="".join(ITEM.format(n=n) for n in numbers)).encode()
        for name, numbers in (("a.xml", (1, 2, 3)), ("b.xml", (3, 4, 5)))
    }
    with served(files) as base:
        yield base


@pytest.fixture
def sources(tmp_path, feeds, work):
    """Write the feeds into the file that a schedule reads; return their ids."""
    del work
    (tmp_path / "sources.yaml").write_text(
        f"sources: [{{name: A, url: '{feeds}/a.xml'}}, {{name: B, url: '{feeds}/b.xml'}}]\n"
    )


def crawl_args(jobs_in):
    return [job["args"]["sources"] for job in jobs_in("crawl")]


def test_schedule_has_what_is_due_polled_once(jobs, jobs_in, sources):
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    ((*names,),) = crawl_args(jobs_in)
    assert len(names) == 2
    jobs.schedule(busy=names, waiting=1, to_embed=0)
    jobs.schedule(busy=(), waiting=1, to_embed=0)  # the queueing lock holds even then
    assert len(crawl_args(jobs_in)) == 1


def test_schedule_pauses_while_embedding_is_behind(jobs, jobs_in, sources):
    jobs.schedule(busy=(), waiting=0, to_embed=schedule.MOST_TO_EMBED)
    assert crawl_args(jobs_in) == []
    jobs.schedule(busy=(), waiting=0, to_embed=schedule.MOST_TO_EMBED - 1)
    assert len(crawl_args(jobs_in)) == 1


def test_crawl_stores_articles_and_leaves_their_vectors_to_others(jobs, jobs_in, sources, database):
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    jobs.crawl(crawl_args(jobs_in)[0])
    with database.read() as connection:
        assert store.articles.total(connection) == 5
        assert store.vectors.keys(connection) == []
    left = [number for job in jobs_in("embed") for number in job["args"]["articles"]]
    assert len(left) == len(set(left)) == 5


def test_crawl_asks_nobody_who_is_not_due_any_more(jobs, jobs_in, sources, database):
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    names = crawl_args(jobs_in)[0]
    jobs.crawl(names)
    with database.read() as connection:
        before = store.sources.records(connection)
    jobs.crawl(names)  # as after a worker that died between the last poll and its end
    with database.read() as connection:
        assert store.sources.records(connection) == before
    assert len(jobs_in("embed")) == 1


def test_embed_fills_the_vectors_and_has_the_lists_made_later(jobs, jobs_in, database):
    with database.write() as connection:
        store.sources.sync(connection, {"print": source()})
        store.articles.save(connection, [article(n) for n in (1, 2, 3)])
    jobs.embed([1, 2])
    view = HashingEmbedder()
    with database.read() as connection:
        assert store.vectors.missing(connection, view.key) == [3]
    (match,) = jobs_in("match")
    assert match["scheduled_at"] == MOMENT + timedelta(minutes=5)
    jobs.embed([3])
    assert len(jobs_in("match")) == 1


@pytest.fixture
def matching(work):
    """The jobs of a worker whose lists are made by a function."""

    def made(make_lists):
        return jobs_module.Jobs(replace(work, make_lists=make_lists))

    return made


def test_match_has_the_pages_read_that_are_worth_it_and_the_digest_sent(
    matching, jobs_in, database
):
    with database.write() as connection:
        store.sources.sync(connection, {"print": source()})
        store.sources.save_record(connection, polled("press"))
        store.articles.save(connection, [article(1)])
    jobs = matching(lambda: [PageRequest(article_id=1, url="https://press.example/1")])
    jobs.match()
    jobs.close()
    assert [job["args"]["articles"] for job in jobs_in("read")] == [[1]]
    assert len(jobs_in("send")) == 1


def test_match_is_put_off_while_a_run_is_at_work(matching, jobs_in):
    def busy():
        message = "another run is at work"
        raise StoreBusy(message)

    jobs = matching(busy)
    jobs.match()
    jobs.close()
    (again,) = jobs_in("match")
    assert again["scheduled_at"] == MOMENT + timedelta(minutes=1)


def test_first_list_waits_until_every_source_was_asked(matching, jobs_in, database):
    made = []
    jobs = matching(lambda: made.append("lists") or ())
    with database.write() as connection:
        store.sources.sync(connection, {"a": source("a"), "b": source("b")})
        store.sources.save_record(connection, polled("a"))
    jobs.match()
    assert made == []
    assert len(jobs_in("match")) == 1
    with database.write() as connection:
        store.editions.save(connection, edition("2026-W46"), made_from="")
    jobs.match()
    jobs.close()
    assert made == ["lists"]


def edition(week):
    counted = ("article_count", "story_count", "source_count", "failed_source_count")
    return Edition(
        week=Week(week),
        made_at=MOMENT,
        company=Company(),
        opportunities=(),
        silences=(),
        **dict.fromkeys(counted, 0),
    )


def polled(name):
    return PollRecord(source_id=name, polled_at=MOMENT, ok_at=MOMENT, due_at=MOMENT)


def test_stopped_match_is_left_to_another_worker(matching, jobs_in, work):
    jobs = matching(lambda: work.stop.set() or ())
    jobs.match()
    jobs.close()
    (left,) = jobs_in("match")
    assert left["scheduled_at"] is None


def test_stopped_reading_is_not_said_to_be_done(jobs, work):
    work.stop.set()
    with pytest.raises(jobs_module.Interrupted):
        jobs.read([1])


def test_sources_of_a_job_that_is_given_up_wait_as_those_do_that_fail(
    jobs, jobs_in, sources, database
):
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    names = crawl_args(jobs_in)[0]
    jobs.give_up("crawl", {"sources": names}, "the worker died")
    with database.read() as connection:
        records = store.sources.records(connection)
        assert "the worker died" in store.meta.get(connection, "queue.crawl.error")
    for name in names:
        assert records[name].state is SourceState.FAILED
        assert records[name].failure is FailureKind.UNREADABLE
        assert records[name].due_at > MOMENT


def test_list_that_is_due_is_frozen_at_the_next_minute(jobs, jobs_in, database):
    """The moment of the tests is a Wednesday: last week's list was left open."""
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    assert jobs_in("match") == []
    with database.write() as connection:
        store.editions.save(connection, edition("2026-W46"), made_from="")
    jobs.schedule(busy=(), waiting=0, to_embed=0)
    (freeze,) = jobs_in("match")
    assert freeze["queueing_lock"] == "freeze"
