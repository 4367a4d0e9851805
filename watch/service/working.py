"""A worker of a home whose database is a server's: one of any number, on any machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from watch.errors import UsageError
from watch.protocols import SilentProgress
from watch.queue import QUEUES, Work
from watch.service.open_home import OpenHome
from watch.service.running import list_once, tools_of


def work(
    home: OpenHome,
    send: Callable[[threading.Event], None],
    stop: threading.Event,
    *,
    queues: Sequence[str] = QUEUES,
    concurrency: int,
) -> None:
    """Take jobs from the queue until told to stop.

    Args:
        send: Sends mails and messages that are due.
        queues: Which to work on.
        concurrency: Jobs at once.

    Raises:
        ConfigError: If a file of the home folder has a mistake.
        UsageError: If there is no such queue, or the database is not a server's.
        StoreError: If it cannot be reached.
    """
    _check(home, queues)
    from watch.queue.worker import run_worker  # its library is an extra

    run_worker(
        Work(
            url=home.home.database_url,
            tools=lambda: tools_of(home, SilentProgress(), stop),
            refresh=home.forget_settings,
            make_lists=lambda: list_once(home, SilentProgress(), stop),
            send=lambda: send(stop),
            stop=stop,
            queues=tuple(dict.fromkeys(queues)) or QUEUES,
            concurrency=concurrency,
        )
    )


def _check(home: OpenHome, queues: Sequence[str]) -> None:
    unknown = [name for name in queues if name not in QUEUES]
    if unknown:
        message = f"there is no queue `{unknown[0]}`"
        raise UsageError(message, hint=f"the queues are {', '.join(QUEUES)}")
    url = home.home.database_url
    if not url:
        message = "workers share a PostgreSQL database, and DATABASE_URL is not set"
        hint = "set it to postgresql://user@host/name; on one machine `techwatch serve` does it all"
        raise UsageError(message, hint=hint)
    if find_spec("procrastinate") is None:
        message = "workers need the extra `server`"
        raise UsageError(message, hint="pip install 'techwatch[server]'")
    home.settings  # noqa: B018 - a mistake in the file is told before work begins
    home.database()
