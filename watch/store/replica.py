"""A read replica of PostgreSQL: who asks is answered by it once it knows what was written here.

What this process wrote is seen by it at once: after a write the position of the primary is asked,
and the replica is read again when it has got as far. What others wrote is seen within
``LONGEST_LAG_S``; a replica that is further behind, or away, is left alone for a while.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from watch.logs import get_logger

_log = get_logger(__name__)

LONGEST_LAG_S = 30.0
"""What a colleague decided is seen within half a minute, as on a page that is not drawn anew."""

_REST_S = 10.0
"""How long a replica that is away or behind is not asked: finding out again may take 5 s."""

_POSITION = text("SELECT CAST(pg_current_wal_lsn() AS text)")

_STANDING = text(
    """
    SELECT
        CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END
            >= CAST(:position AS pg_lsn) AS caught_up,
        CASE
            WHEN NOT pg_is_in_recovery() THEN 0
            WHEN EXISTS (SELECT FROM pg_stat_wal_receiver)
                AND pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
        END AS lag_s
    """
)
"""A replica without new transactions is behind only if it is cut off: no receiver then runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaStanding:
    """Whether a replica has got to a position of the primary, and how far behind it is.

    Attributes:
        lag_s: Seconds; None where it has replayed nothing since it was started.
    """

    caught_up: bool
    lag_s: float | None


class Replica:
    """Answers reads in place of the primary, where it can.

    Args:
        engine: Of the replica.
        primary: Of the database it follows.
        clock: Seconds that only go on.
    """

    def __init__(
        self, engine: Engine, primary: Engine, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine
        self._primary = primary
        self._clock = clock
        self._rests_until = clock()
        self._lock = threading.Lock()
        self._writes = 1  # what others wrote before this process began is to be seen as well
        self._known = (0, "0/0")

    def connect(self) -> Connection | None:
        """Return a connection on which nothing was begun; None where the primary must be read.

        Raises:
            DBAPIError: If something was written, and the primary cannot be asked how far it is.
        """
        if self._clock() < self._rests_until:
            return None
        position = self._position()
        try:
            connection = self._engine.connect()
            try:
                found = standing(connection, position)
                connection.rollback()
            except BaseException:
                connection.close()
                raise
        except DBAPIError as error:
            self._rest(str(error.orig).strip().partition("\n")[0])
            return None
        if found.lag_s is None or found.lag_s > LONGEST_LAG_S:
            self._rest("it is too far behind")
        elif found.caught_up:
            return connection
        connection.close()
        return None

    def wrote(self) -> None:
        """Note that something was written to the primary, or may have been."""
        with self._lock:
            self._writes += 1

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()

    def _position(self) -> str:
        """Return how far the replica must be."""
        with self._lock:
            writes = self._writes
        known, position = self._known
        if known != writes:
            position = current_position(self._primary)
            self._known = (writes, position)
        return position

    def _rest(self, reason: str) -> None:
        _log.warning("replica.left_alone", reason=reason)
        self._rests_until = self._clock() + _REST_S


def current_position(primary: Engine) -> str:
    """Return how far the log of the primary is, as PostgreSQL writes it."""
    with primary.connect() as connection:
        return str(connection.execute(_POSITION).scalar_one())


def standing(connection: Connection, position: str) -> ReplicaStanding:
    """Return how a replica stands, compared with a position of its primary."""
    row = connection.execute(_STANDING, {"position": position}).one()
    lag_s = None if row.lag_s is None else float(row.lag_s)
    return ReplicaStanding(caught_up=bool(row.caught_up), lag_s=lag_s)
