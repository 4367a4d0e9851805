"""One worker as a process of its own, for tests that kill it: no model, and the clock they say.

python worker_process.py HOME [MOMENT]
"""

from __future__ import annotations

import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from fakes import HashingEmbedder

from watch import logs
from watch.clock import FixedClock
from watch.service import Service


def main() -> None:
    """Work until SIGTERM."""
    home, moment = Path(sys.argv[1]), sys.argv[2:]
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    logs.configure("info", json=True)
    clock = FixedClock(datetime.fromisoformat(moment[0])) if moment else None
    with Service(home, clock=clock, views=[HashingEmbedder()]) as service:
        service.work(stop, concurrency=4)


if __name__ == "__main__":
    main()
