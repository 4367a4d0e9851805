"""What ``techwatch doctor`` finds about the database: a file, or a server with its replica."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from watch import config, index, store
from watch.errors import StoreError
from watch.model import DeliveryState
from watch.service.backup import SENDING
from watch.service.said import Said
from watch.settings import Home
from watch.store.replica import LONGEST_LAG_S
from watch.wording import mark


@contextmanager
def opened(home: Home) -> Iterator[store.Database]:
    """Open the database for the length of a look at it.

    Raises:
        StoreError: If it cannot be used.
    """
    database = store.open_database(home.database)
    try:
        yield database
    finally:
        database.close()


def database_said(home: Home) -> Said:
    """Tell whether the database can be read, and is whole."""
    with opened(home) as database, database.read() as connection:
        sound = store.backup.sound(connection)
        total = store.articles.total(connection)
    hint = mark("restore a backup, or move index/watch.db away and run `techwatch run`")
    if database.file is None:
        hint = mark("look into the log of the server; REINDEX, or restore a backup of it")
    return Said(
        ok=sound,
        message=mark("{n} articles, sound") if sound else mark("{n} articles, damaged"),
        hint=hint,
        values={"n": total},
    )


def server_said(home: Home) -> Said:
    """Tell which versions run."""
    with opened(home) as database, database.read() as connection:
        facts = store.server.facts(connection)
    return Said(
        ok=facts.is_fit,
        message=mark("PostgreSQL {version}, pgvector {pgvector}"),
        hint=mark("update the server: PostgreSQL 15 and pgvector 0.7 at least"),
        values={"version": facts.version, "pgvector": facts.pgvector or "—"},
    )


def replica_said(home: Home) -> Said:
    """Tell how far behind the replica is that answers the app."""
    with opened(home) as database:
        try:
            found = store.server.replica_standing(database, home.read_url)
        except StoreError:
            return Said(
                ok=False,
                message=mark("it does not answer; the primary is read in its place"),
                hint=mark("check DATABASE_READ_URL, and that the replica runs and lets you in"),
            )
    well = found.lag_s is not None and found.lag_s <= LONGEST_LAG_S
    return Said(
        ok=well,
        message=mark("it follows") if well else mark("it is too far behind, and not read"),
        hint=mark("look into the log of the replica, and at pg_stat_replication of the primary"),
    )


def index_said(home: Home) -> Said:
    """Tell whether a search has its index; a server keeps its own."""
    with opened(home) as database, database.read() as connection:
        if database.file is None:
            return Said(ok=True, message=mark("kept by the server"))
        generation = index.latest(home.generations, store.database_id(connection))
        change = store.articles.newest_change(connection)
    if generation is None:
        return Said(
            ok=change == 0,
            message=mark("no usable generation; searches go over the database"),
            hint=mark("run `techwatch run`: it builds a new one"),
        )
    return Said(
        ok=True,
        message=mark("generation {number}, up to change {change}"),
        values={"number": generation.number, "change": generation.change},
    )


def sending_said(home: Home) -> Said:
    """Tell whether mails may leave; a restored home sends none until that is switched on."""
    with opened(home) as database, database.read() as connection:
        off = store.meta.get(connection, SENDING) == "off"
        waiting = _needing_a_person(connection)
    settings = config.read_settings(home).deliver
    if settings.recipients and not settings.smtp.host:
        return Said(
            ok=False,
            message=mark("recipients, but no mail server"),
            hint=mark("name one in watch.yaml: deliver, smtp, host"),
        )
    if waiting and not off:
        return Said(
            ok=False,
            message=mark("{n} mails of the newest list did not arrive"),
            hint=mark("see `techwatch digest log`, then `techwatch digest settle`"),
            values={"n": waiting},
        )
    return Said(
        ok=not off,
        message=mark("switched off, as after a restore") if off else mark("switched on"),
        hint=mark("run `techwatch digest on`, once the home this is a copy of sends no more"),
    )


def _needing_a_person(connection: store.Connection) -> int:
    """Return how many mails of the newest list were refused, returned, or put off by now."""
    stuck = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.UNKNOWN)
    rows = store.deliveries.in_state(connection, (*stuck, DeliveryState.QUEUED))
    newest = next(iter(store.editions.weeks(connection)), None)
    return sum(
        row.is_mail and row.week == newest and (row.state in stuck or row.attempt_count > 0)
        for row in rows
    )


def queue_said(home: Home) -> Said:
    """Tell what waits, works and was given up in the queue of a server."""
    with opened(home) as database, database.read() as connection:
        jobs = store.server.jobs(connection)
    counts = {
        state: sum(n for (_, found), n in jobs.items() if found == state)
        for state in ("todo", "doing", "failed")
    }
    return Said(
        ok=not counts["failed"],
        message=mark("{todo} waiting, {doing} at work, {failed} given up"),
        hint=mark("look into the logs of the workers; is a `techwatch worker` running?"),
        values=counts,
    )
