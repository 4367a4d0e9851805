"""Answers that are kept while the database is as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar, cast

from watch.service.open_home import OpenHome
from watch.store import Connection, DataVersion

T = TypeVar("T")

_MOST = 32
"""Answers kept at a time: those of every page, and the editions that people look back at."""


class Kept:
    """Reads again only after something was committed, by whichever process.

    Many people look at the same page, and most looks fall between two changes. Each question has
    one answer at a time, which all who ask share: it must not be changed. Of several who ask at
    once, one reads and the others wait for it. A question must not ask another.
    """

    def __init__(self, home: OpenHome) -> None:
        self._home = home
        self._version: DataVersion | None = None
        self._answers: dict[str, tuple[object, object]] = {}
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def answer(self, question: str, read: Callable[[Connection], T], *given: object) -> T:
        """Return what a reading of the database gives.

        Args:
            question: Names the reading.
            read: Asks the database; it depends on what it sees there and on ``given`` alone.
            given: What else the answer depends on, compared by its value.

        Raises:
            StoreError: If the database cannot be read.
        """
        with self._asking.setdefault(question, threading.Lock()):
            with self._versions().read() as (version, connection):
                state = (version, given)
                known = self._answers.get(question)
                if known is None or known[0] != state:
                    known = state, read(connection)
                    self._keep(question, known)
            return cast("T", known[1])

    def close(self) -> None:
        """Forget every answer, and close what was opened."""
        with self._lock:
            self._forget()

    def _keep(self, question: str, known: tuple[object, object]) -> None:
        with self._lock:
            self._answers.pop(question, None)
            if len(self._answers) >= _MOST:
                self._answers.pop(next(iter(self._answers)))
            self._answers[question] = known

    def _versions(self) -> DataVersion:
        database = self._home.database()
        with self._lock:
            if self._version is None or self._version.database is not database:
                self._forget()
                self._version = DataVersion(database)
            return self._version

    def _forget(self) -> None:
        self._answers.clear()
        if self._version is not None:
            self._version.close()
            self._version = None
