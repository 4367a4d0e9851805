"""Seconds of a crawl that finds nothing new: a thousand feeds, all answering "not modified".

    python -m benchmarks.unchanged            # two crawls of 1,000 feeds, under a minute

Every feed has a host of its own in 127.0.0.0/8 (Linux). The first crawl stores what the servers
give to recognise our copy by; the second is timed, from the requests to the last commit.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.crawl import machine
from watch import collect, store
from watch.clock import SystemClock
from watch.model import Outcome, PollRecord, PollRequest, Source, SourceId, Unchanged
from watch.pipeline.intake import Intake
from watch.settings import CollectSettings

PROMISED_S = 10.0
_FEED = (
    b"<rss version='2.0'><channel><title>%(n)s</title><item><title>News of %(n)s</title>"
    b"<link>http://%(n)s/1</link><guid>http://%(n)s/1</guid></item></channel></rss>"
)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every request of a connection: the feed once, and then that it is unchanged."""
    host = writer.get_extra_info("sockname")[0].encode()
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            body = b"" if b"if-none-match" in head.lower() else _FEED % {b"n": host}
            status = b"200 OK" if body else b"304 Not Modified"
            length = b"Content-Length: %d\r\n" % len(body) if body else b""
            writer.write(b'HTTP/1.1 %s\r\nETag: "1"\r\n%s\r\n%s' % (status, length, body))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def served() -> Iterator[int]:
    """Serve in a process of its own; give the port."""
    command = [sys.executable, "-m", "benchmarks.unchanged", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def asked(port: int, count: int) -> dict[SourceId, Source]:
    """Return the sources, each on a host of its own."""
    hosts = [f"127.30.{n // 250}.{1 + n % 250}" for n in range(count)]
    return {
        SourceId(host): Source(
            id=SourceId(host), url=f"http://{host}:{port}/feed.xml", name=host, owner=host
        )
        for host in hosts
    }


def crawl(
    database: store.Database, sources: dict[SourceId, Source], settings: CollectSettings
) -> Counter[str]:
    """Poll everything and commit what came; return how the polls ended."""
    with database.read() as connection:
        records = store.sources.records(connection)
    requests = [
        PollRequest(source=source, record=records.get(name, PollRecord(source_id=name)))
        for name, source in sources.items()
    ]
    intake = Intake(database, settings, requests, lambda: ())
    outcomes: Sequence[Outcome] = list(collect.poll(requests, settings))
    intake.take(outcomes, SystemClock().now())
    return Counter(type(outcome).__name__ for outcome in outcomes)


def main() -> None:
    """Print the seconds; fail when they are more than promised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(_serve())
        return
    with served() as port, tempfile.TemporaryDirectory() as folder:
        sources = asked(port, options.feeds)
        settings = CollectSettings(allow_hosts=tuple(source.owner for source in sources.values()))
        database = store.open_database(Path(folder) / "watch.db")
        with database.write() as connection:
            store.sources.sync(connection, sources)
        print(f"first crawl: {dict(crawl(database, sources, settings))}")
        began, spent = perf_counter(), process_time()
        ended = crawl(database, sources, settings)
        wall_s, processor_s = perf_counter() - began, process_time() - spent
        database.close()
    print(f"second crawl: {dict(ended)} in {wall_s:.1f} s, {processor_s:.1f} s of processor")
    print(machine())
    if ended != {Unchanged.__name__: options.feeds}:
        sys.exit("not every feed was recognised as unchanged")
    if wall_s > PROMISED_S:
        sys.exit(f"promised: under {PROMISED_S:.0f} s")


if __name__ == "__main__":
    main()
