"""What becomes of the jobs of a worker that died."""

from __future__ import annotations

import asyncio

import pytest
from fakes import source

from watch import store
from watch.model import SourceState
from watch.queue.names import TRIES
from watch.queue.schedule import Crawl

pytest.importorskip("procrastinate", reason="the extra `server` is not installed")


@pytest.fixture
def cluster(url, database):
    """Workers that take jobs and die, on the connection of one that lives."""
    from procrastinate import App, PsycopgConnector

    from watch.queue.patient import PatientManager
    from watch.queue.rescue import forget, rescue

    class Cluster:
        def run(self, work):
            async def connected():
                app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=2))
                async with app.open_async():
                    return await work(PatientManager(app.connector))

            return asyncio.run(connected())

        def die_at(self, queue):
            """Take a job, and be gone without a word."""

            async def taken(manager):
                worker = await manager.register_worker()
                job = await manager.fetch_job([queue], worker)
                await manager.unregister_worker(worker)
                return job

            return self.run(taken)

        def rescue(self, jobs):
            self.run(lambda manager: rescue(manager, jobs))

        def forget(self):
            self.run(forget)

    with database.write() as connection:
        store.sources.sync(connection, {"print": source()})
    return Cluster()


CRAWL = Crawl(host="press.example", sources=("press",), failed_before=False)


@pytest.fixture
def begun(database):
    """Have one source crawled."""
    from watch.queue.book import add_crawl

    def begin():
        with database.write() as connection:
            assert add_crawl(connection, CRAWL)

    begin()
    return begin


def test_job_of_a_dead_worker_goes_to_another(cluster, begun, jobs, jobs_in):
    job = cluster.die_at("crawl")
    assert jobs_in("crawl") == []
    cluster.rescue(jobs)
    assert [row["id"] for row in jobs_in("crawl")] == [job.id]
    assert cluster.die_at("crawl").id == job.id


def test_job_of_a_living_worker_is_left_to_it(cluster, begun, jobs, jobs_in):
    async def taken(manager):
        return await manager.fetch_job(["crawl"], await manager.register_worker())

    cluster.run(taken)
    cluster.rescue(jobs)
    assert len(jobs_in("crawl", "doing")) == 1


def test_job_that_every_worker_dies_of_is_given_up_with_its_reason(
    cluster, begun, jobs, jobs_in, database
):
    for _ in range(TRIES):
        assert cluster.die_at("crawl")
        cluster.rescue(jobs)
    assert cluster.die_at("crawl") is None
    assert len(jobs_in("crawl", "failed")) == 1
    with database.read() as connection:
        record = store.sources.records(connection)["press"]
    assert record.state is SourceState.FAILED
    assert "died" in record.reason


def test_rescued_job_gives_way_to_one_that_waits_in_its_place(cluster, begun, jobs, jobs_in):
    cluster.die_at("crawl")
    begun()
    cluster.rescue(jobs)
    assert len(jobs_in("crawl")) == 1
    assert len(jobs_in("crawl", "aborted")) == 1


def test_jobs_given_up_are_forgotten_after_two_weeks(cluster, begun, jobs, jobs_in, database):
    from sqlalchemy import text

    for _ in range(TRIES):
        cluster.die_at("crawl")
        cluster.rescue(jobs)
    cluster.forget()
    assert len(jobs_in("crawl", "failed")) == 1
    with database.write() as connection:
        connection.execute(text("UPDATE procrastinate_events SET at = at - interval '15 days'"))
    cluster.forget()
    assert jobs_in("crawl", "failed") == []


@pytest.mark.parametrize(("refused", "lost"), [("57P01", True), ("42P01", False), (None, True)])
def test_only_a_server_that_is_away_is_waited_for(refused, lost):
    from procrastinate.exceptions import ConnectorException

    from watch.queue.patient import is_away

    class Cause(Exception):  # noqa: N818 - what the driver raised
        sqlstate = refused

    error = ConnectorException()
    error.__cause__ = Cause()
    assert is_away(error) is lost


def test_end_of_a_job_is_told_until_it_is_heard(monkeypatch):
    from procrastinate.exceptions import ConnectorException
    from procrastinate.jobs import Status
    from procrastinate.manager import JobManager

    from watch.queue import patient

    told = []

    async def finish(_self, **options):
        told.append(options["job_id"])
        if len(told) < 3:
            raise ConnectorException

    monkeypatch.setattr(patient, "_FIRST_S", 0.01)
    monkeypatch.setattr(JobManager, "finish_job_by_id_async", finish)
    manager = patient.PatientManager(connector=None)
    asyncio.run(manager.finish_job_by_id_async(job_id=7, status=Status.SUCCEEDED, delete_job=True))
    assert told == [7, 7, 7]
