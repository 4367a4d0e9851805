"""A thousand hosts on one port, in a process of its own: ``python crowd_server.py``.

Prints its port, and ends with its standard input. What it does depends on the first part
of the path: answers a feed of ten entries, a feed made to stall the parser, one byte now
and then, or nothing at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

ENTRY = (
    "<item><title>Article {n} de {name} : une ligne automatisée</title><guid>{name}-{n}</guid>"
    "<link>https://e.example/{name}/{n}</link><pubDate>Mon, 06 Jan 2025 09:30:00 GMT</pubDate>"
    "<description>"
    + "La ligne trois tourne de nouveau après un arrêt. " * 6
    + "</description></item>"
)


def feed(name: str) -> bytes:
    entries = "".join(ENTRY.format(n=n, name=name) for n in range(10))
    return f'<rss version="2.0"><channel><title>{name}</title>{entries}</channel></rss>'.encode()


STALLER = b'<?xml version="1.0"?>' + b"\n" * 200_000 + feed("staller")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            request = await reader.readuntil(b"\r\n\r\n")
            kind, _, name = request.split(b" ", 2)[1].decode().strip("/").partition("/")
            if kind == "silent":
                await reader.read()
            elif kind == "drip":
                writer.write(HEAD % 100_000)
                while True:
                    writer.write(b"x")
                    await writer.drain()
                    await asyncio.sleep(0.5)
            else:
                body = STALLER if kind == "stall" else feed(name)
                writer.write(HEAD % len(body) + body)
                await writer.drain()
    writer.close()


async def main() -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    os._exit(0)  # in the middle of a thousand connections


@contextlib.contextmanager
def crowd() -> Iterator[int]:
    """Run the server; yield its port."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(main())
