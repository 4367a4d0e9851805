"""A poll in a process of its own, so that its memory can be told from the tests'.

    python measured_crawl.py < question.json > answer.json

The question names the addresses, the settings and, first, a good feed: polling it
beforehand loads every library and starts the parser, which is not what is measured.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from watch.collect import poll
from watch.model import Failed, Fetched, Outcome, PollRecord, PollRequest, Source, SourceId
from watch.settings import CollectSettings

REPOSITORY = Path(__file__).parents[2]


def polled_apart(urls: Mapping[str, str], good: str, **settings: object) -> dict:
    """Poll in a fresh process.

    Returns:
        ``outcomes`` by the name of each address: ``kind`` (empty for a feed), ``reason``,
        ``entries``, ``seconds``; ``growth_mb``, the most that the process held above what it
        held after the good feed; ``peak_mb`` and ``parser_mb``, the most that it and its
        largest child held.
    """
    question = {"urls": dict(urls), "good": good, "settings": settings}
    found = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    return json.loads(found.stdout)


def main() -> None:
    question = json.load(sys.stdin)
    fields = question["settings"]
    settings = CollectSettings(**fields | {"allow_hosts": tuple(fields["allow_hosts"])})
    (warm,) = poll([_request("good", question["good"])], settings)
    assert isinstance(warm, Fetched), warm
    held = _memory_mb("VmRSS")
    requests = [_request(name, url) for name, url in question["urls"].items()]
    began = time.monotonic()
    outcomes = {
        str(outcome.source_id): _told(outcome) | {"seconds": time.monotonic() - began}
        for outcome in poll(requests, settings)
    }
    peak = _memory_mb("VmHWM")
    parser = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    answer = {"growth_mb": peak - held, "peak_mb": peak, "parser_mb": parser}
    json.dump(answer | {"outcomes": outcomes}, sys.stdout)


def _request(name: str, url: str) -> PollRequest:
    source = Source(id=SourceId(name), url=url, name=name, owner=name)
    return PollRequest(source=source, record=PollRecord(source_id=source.id))


def _told(outcome: Outcome) -> dict:
    if isinstance(outcome, Failed):
        return {"kind": outcome.kind.value, "reason": outcome.reason, "entries": 0}
    return {"kind": "", "reason": "", "entries": len(outcome.entries)}


def _memory_mb(field: str) -> float:
    """Return a figure that the kernel keeps of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


if __name__ == "__main__":
    main()
