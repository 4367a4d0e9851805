"""``techwatch worker``: one of many processes that share the work of a PostgreSQL database."""

from __future__ import annotations

from typing import Annotated

import typer

from watch.cli.session import Session

Queue = Annotated[
    list[str] | None,
    typer.Option(
        "--queue",
        metavar="NAME",
        help="Only this queue: crawl, read, embed or match; may be repeated.",
    ),
]

Concurrency = Annotated[
    int,
    typer.Option(
        "--concurrency",
        min=1,
        max=12,  # the connections that one process has, less those of the queue itself
        metavar="N",
        help="How many jobs at once, most of which wait for servers.",
    ),
]


def worker(session: Session, *, queue: Queue = None, concurrency: Concurrency = 8) -> int:
    """Work with others: polls, embeds, matches and sends what a PostgreSQL database says is due.

    Any number of workers, on any machines that have the same home folder and DATABASE_URL. At
    most one of them is in touch with a host; what a worker that dies leaves, others do. One
    line of log for each job. Ctrl-C or SIGTERM ends it within ten seconds.

    Ends with 130 or 143 when a signal ended it, 2 when DATABASE_URL is not set.
    """
    from watch import logs
    from watch.cli.stop import Stop

    with session.service() as service, Stop() as stop:
        logs.configure("debug" if session.wishes.verbose else "info")
        try:
            service.work(stop.event, queues=queue or (), concurrency=concurrency)
        except KeyboardInterrupt:  # how the stop breaks off what does not heed it
            if not stop.event.is_set():
                raise
        return stop.exit_code
