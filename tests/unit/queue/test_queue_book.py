"""Jobs are written down with what they are about, or not at all."""

from __future__ import annotations

import pytest

from watch import store
from watch.model import PageRequest
from watch.queue.names import Task
from watch.queue.schedule import Crawl

book = pytest.importorskip("watch.queue.book", reason="the extra `server` is not installed")


def test_job_is_written_with_its_transaction_or_not_at_all(database, jobs_in):
    def fail():
        with database.write() as connection:
            book.add_embed(connection, [1])
            message = "the power went"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="power"):
        fail()
    assert jobs_in("embed") == []
    with database.write() as connection:
        book.add_embed(connection, [1])
    assert [job["args"] for job in jobs_in("embed")] == [{"articles": [1]}]


def test_each_article_is_in_one_embed_job(database, jobs_in):
    articles = list(range(600))
    with database.write() as connection:
        book.add_embed(connection, articles)
    found = [job["args"]["articles"] for job in jobs_in("embed")]
    assert [len(chunk) for chunk in found] == [256, 256, 88]
    assert [number for chunk in found for number in chunk] == articles


def test_second_job_of_a_queueing_lock_is_refused_and_nothing_else_is_lost(database, jobs_in):
    with database.write() as connection:
        store.meta.put(connection, "before", "kept")
        assert book.add_match(connection)
        assert not book.add_match(connection)
        store.meta.put(connection, "after", "kept")
    assert len(jobs_in("match")) == 1
    with database.read() as connection:
        assert store.meta.get(connection, "before") == store.meta.get(connection, "after") == "kept"


def test_crawl_job_has_the_lock_of_its_host(database, jobs_in):
    crawl = Crawl(host="press.example", sources=("a", "b"), failed_before=False)
    again = Crawl(host="press.example", sources=("c",), failed_before=True)
    with database.write() as connection:
        assert book.add_crawl(connection, crawl)
        assert not book.add_crawl(connection, crawl)
        assert book.add_crawl(connection, again)
    first, last = jobs_in("crawl")
    assert first["lock"] == last["lock"] == "host press.example"
    assert first["args"] == {"sources": ["a", "b"]}
    assert first["priority"] > last["priority"]


def test_pages_of_one_host_are_read_by_one_job_under_the_lock_of_crawling(database, jobs_in):
    urls = ("https://a.example/1", "https://b.example/2", "https://a.example/3")
    pages = [PageRequest(article_id=n, url=url) for n, url in enumerate(urls, start=1)]
    with database.write() as connection:
        book.add_reading(connection, pages)
    assert [(job["lock"], job["args"]["articles"]) for job in jobs_in("read")] == [
        ("host a.example", [1, 3]),
        ("host b.example", [2]),
    ]


def test_freeze_does_not_wait_behind_a_match_of_later(database, jobs_in):
    with database.write() as connection:
        assert book.add_match(connection)
        assert book.add_freeze(connection)
        assert not book.add_freeze(connection)
    assert {job["lock"] for job in jobs_in(Task.MATCH.value)} == {"match"}
