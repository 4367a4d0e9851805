"""A session of the app without a browser: what the server sends, and how long it takes.

It speaks as Streamlit's page does: one message of protobuf asks for a page, many bring it.
"""

from __future__ import annotations

import asyncio
import random
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_STREAM = "_stcore/stream"
_FAULT = '<section class="tw-panel tw-panel-bad'
_SPOKEN = Subprotocol("streamlit")


class Session:
    """One reader's connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def open_page(self, path: str) -> float:
        """Ask for a page and take all of it; return the seconds that it took.

        Raises:
            AssertionError: If the page tells an error.
        """
        asked = BackMsg()
        asked.rerun_script.page_name = path
        asked.rerun_script.query_string = "lang=en"
        began = perf_counter()
        await self._connection.send(asked.SerializeToString())
        while True:
            told = ForwardMsg.FromString(_bytes(await self._connection.recv()))
            body = told.delta.new_element.html.body
            assert _FAULT not in body, body
            if told.WhichOneof("type") == "script_finished":
                return perf_counter() - began


async def _opened(url: str) -> Session:
    address = url.replace("http", "ws", 1) + _STREAM
    return Session(await connect(address, subprotocols=[_SPOKEN], max_size=None))


def _bytes(received: str | bytes) -> bytes:
    return received if isinstance(received, bytes) else received.encode()


async def at_once(url: str, path: str, sessions: int) -> list[float]:
    """Let all sessions ask for a page in the same instant; return the seconds of each."""
    opened = [await _opened(url) for _ in range(sessions)]
    for one in opened:
        await one.open_page("")
    return list(await asyncio.gather(*(one.open_page(path) for one in opened)))


async def at_work(
    url: str, paths: list[str], sessions: int, *, pause_s: float, turns: int
) -> dict[str, list[float]]:
    """Let people read and turn pages, each at their own pace; return the seconds by page.

    Args:
        pause_s: How long each looks at a page, on average, as people do: some less, some more.
        turns: Pages that each opens.
    """
    waits: dict[str, list[float]] = {path: [] for path in paths}

    async def person(number: int) -> None:
        chance = random.Random(number)
        one = await _opened(url)
        for turn in range(turns):
            await asyncio.sleep(chance.expovariate(1 / pause_s))
            path = paths[(number + turn) % len(paths)]
            waits[path].append(await one.open_page(path))

    await asyncio.gather(*(person(number) for number in range(sessions)))
    return waits
