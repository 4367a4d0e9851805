"""A program that decides, or reads what was decided, over and over, as an app replica does.

Each line says what happened: ``done N`` for what was acknowledged or seen, ``fault …`` for an
error that a person would be told. Anything unexpected ends it with a traceback.
"""

from __future__ import annotations

import sys
from pathlib import Path

from watch.errors import StoreError
from watch.model import Act
from watch.service import Service


def decide(service, number):
    """Add a row to the ledger, the number of this program in its note."""
    service.reviews.record("one", Act.NOTE, note=f"number {number}", by="writer")
    return number


def read(service, _number):
    """Return how many rows the ledger has."""
    return len(service.reviews.ledger())


def main(home, work):
    """Work until the standard input ends."""
    number = 0
    with Service(Path(home), serving=True) as service:
        for _ in sys.stdin:
            number += 1
            try:
                print("done", work(service, number), flush=True)
            except StoreError as error:
                print("fault", error.message, flush=True)


main(sys.argv[1], {"decide": decide, "read": read}[sys.argv[2]])
