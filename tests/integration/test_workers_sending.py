"""Machines that share a PostgreSQL database send each digest once between them."""

from __future__ import annotations

import shutil
import threading

import pytest
from mail_home import DUE_AT, FROZEN_AT, edition, mail_server, settings_for, write_mail_home

from watch import store
from watch.clock import FixedClock
from watch.errors import StoreBusy
from watch.model import DeliveryState, Known
from watch.service import Service
from watch.service import running as running_module

RECIPIENTS = ("coo@lumera.example", "cfo@lumera.example", "cio@lumera.example")


@pytest.fixture
def url(postgres, monkeypatch):
    """The database of a home whose digest is due; every service opens it."""
    address = postgres.new_database()
    database = store.open_database(address)
    with database.write() as connection:
        made = edition()
        store.editions.freeze(connection, made)
        for item in made.opportunities:
            store.opportunities.keep(connection, item, Known(), FROZEN_AT)
    database.close()
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.fixture
def machines(tmp_path, url):
    """Three machines: each with its own copy of the files."""
    with mail_server() as (inbox, port):
        first = write_mail_home(tmp_path / "one", settings_for(port, *RECIPIENTS))
        homes = [first, *(shutil.copytree(first, tmp_path / name) for name in ("two", "three"))]
        services = [Service(home, clock=FixedClock(DUE_AT)) for home in homes]
        yield services, inbox
        for service in services:
            service.close()


def test_digest_is_sent_once_by_machines_that_send_at_the_same_moment(machines):
    services, inbox = machines
    together, put_off = threading.Barrier(len(services)), []

    def send(service):
        together.wait()
        try:
            service.digests.send_due()
        except StoreBusy as error:
            put_off.append(error.message)

    threads = [threading.Thread(target=send, args=(service,)) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for service in services:
        service.digests.send_due()
    assert inbox.addresses() == sorted(RECIPIENTS)
    assert {row.state for row in services[0].digests.log()} == {DeliveryState.SENT}


def test_second_sender_is_refused_on_whichever_machine_it_is(machines):
    services, _ = machines
    one, other, _ = services
    from watch.service.alone import held

    with held(one._open, "send") as ours:
        assert ours
        with pytest.raises(StoreBusy, match="another process is sending"):
            other.digests.send_due()
    assert other.digests.send_due()


def test_one_run_at_a_time_on_all_machines(machines):
    services, _ = machines
    one, other, _ = services
    with running_module._alone(one._open), pytest.raises(StoreBusy, match="another run"):
        running_module.ready(other._open)
    running_module.ready(other._open)
