"""The weekly job from nothing: 1,000 feeds, 20,000 new articles, 25 pain points.

    python -m benchmarks.reference_job            # promised: under 5 minutes on 2 cores
    python -m benchmarks.reference_job --smoke    # 20 feeds, 400 articles: that it runs

Real articles of the shared data, 20 a feed, every feed on a host of its own in 127.0.0.0/8
(Linux), which answers after a quarter of a second as a server far away would. The command is
``techwatch run --profile`` in a process of its own; the servers share the same cores. Models
are prepared before, as by any run before the first of a machine.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

from benchmarks.crawl import machine
from benchmarks.graded_sets import QUALITY, SHARED
from watch.clock import SystemClock
from watch.service.evaluation import read_graded

PROMISED_S = 300.0
PER_FEED = 20
PAINS = 25
LATENCY_S = 0.25
_OPENING = 600
"""Characters of a summary; with the title 330 on average, some 85 tokens."""

_FILES = (
    "relevance/painpoints_dev/articles.jsonl",
    "articles/agnews_test_en.jsonl",
    "articles/reuters21578_en.jsonl",
)


def told(count: int) -> list[tuple[str, str]]:
    """Return titles and openings of real articles, as many as there are feeds for."""
    texts = _texts(SHARED / "data" / name for name in _FILES)
    return list(itertools.islice(dict.fromkeys(texts), count))


def _texts(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            article = json.loads(line)
            if article["title"] and article["text"]:
                yield article["title"], article["text"][:_OPENING]


def feed(host: str, articles: Sequence[tuple[str, str]]) -> bytes:
    """Return an RSS feed whose articles are of this week."""
    now = SystemClock().now()
    items = (
        f"<item><title>{escape(title)}</title><link>http://{host}/{n}</link>"
        f"<guid>http://{host}/{n}</guid><description>{escape(text)}</description>"
        f"<pubDate>{format_datetime(now - timedelta(hours=1 + 3 * n))}</pubDate></item>"
        for n, (title, text) in enumerate(articles)
    )
    head = f"<rss version='2.0'><channel><title>{host}</title><link>http://{host}/</link>"
    return f"{head}{''.join(items)}</channel></rss>".encode("utf-8", "replace")


async def _serve(folder: Path) -> None:
    """Answer every host with its own feed, after the time a far server takes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(LATENCY_S)
                body = (folder / host).read_bytes()
                head = f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder of feeds in a process of its own; give the port."""
    command = [sys.executable, "-m", "benchmarks.reference_job", "--serve", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def write_home(root: Path, hosts: Sequence[str], port: int) -> None:
    """Write the files of a company with 25 pain points and a source for each host."""
    pains = read_graded(QUALITY / "unseen").pains[:PAINS]
    stated = [{"title": p.title, "description": p.description, "area": p.area} for p in pains]
    sources = [{"url": f"http://{host}:{port}/feed.xml", "owner": host} for host in hosts]
    _write(root / "painpoints.yaml", {"company": {"language": "fr"}, "pain_points": stated})
    _write(root / "sources.yaml", {"sources": sources})
    _write(root / "watch.yaml", {"collect": {"allow_hosts": list(hosts), "article_pages": False}})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")  # JSON is YAML


def run(home: Path) -> tuple[float, dict]:
    """Run the command; return its seconds and its report."""
    began = perf_counter()
    command = [sys.executable, "-m", "watch", "--home", str(home), "run", "--profile", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"techwatch run ended with {done.returncode}\n{done.stderr[-2_000:]}")
    return perf_counter() - began, json.loads(done.stdout)


def shown(report: dict, seconds: float) -> None:
    """Print each stage beside its limit."""
    print(
        f"{'stage':16s}{'clock s':>9s}{'CPU s':>8s}{'items/s':>9s}{'MB':>7s}{'limit s':>9s}  times"
    )
    for row in report["profile"]:
        limit = "—" if row["limit_s"] is None else f"{row['limit_s']:.2f}"
        times = "—" if row["times_limit"] is None else f"{row['times_limit']:.1f}"
        figures = f"{row['wall_s']:9.1f}{row['processor_s']:8.1f}{row['items_per_s']:9.1f}"
        rest = f"{row['peak_memory_mb']:7d}{limit:>9s}{times:>7s}"
        print(f"{row['stage']:16s}{figures}{rest}  {row['limit'] or ''}")
    articles = report["articles"]
    print(f"whole command: {seconds:.1f} s (promised: under {PROMISED_S:.0f} s)")
    print(
        f"{articles['new']} new articles ({articles['duplicate']} duplicates), "
        f"{report['stories']} stories, {report['opportunities']} opportunities"
    )
    print(machine())


def main() -> None:
    """Print the table; fail where the job takes longer than promised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--keep", type=Path, help="leave the home folder here")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(_serve(options.serve))
        return
    feeds = 20 if options.smoke else options.feeds
    with tempfile.TemporaryDirectory() as folder:
        home, site = Path(folder) / "home", Path(folder) / "site"
        home.mkdir()
        site.mkdir()
        hosts = [f"127.40.{n // 250}.{1 + n % 250}" for n in range(feeds)]
        articles = told(feeds * PER_FEED)
        for n, host in enumerate(hosts):
            (site / host).write_bytes(feed(host, articles[n::feeds]))
        with served(site) as port:
            write_home(home, hosts, port)
            seconds, report = run(home)
        if options.keep:
            shutil.copytree(home, options.keep)
    shown(report, seconds)
    if not options.smoke and seconds > PROMISED_S:
        sys.exit(f"promised: under {PROMISED_S:.0f} s")


if __name__ == "__main__":
    main()
