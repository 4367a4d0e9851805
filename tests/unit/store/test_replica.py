"""When a replica is read in place of the primary, decided on what it says of itself."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine

from watch.store import replica as subject
from watch.store.replica import LONGEST_LAG_S, Replica, ReplicaStanding

WELL = ReplicaStanding(caught_up=True, lag_s=0.0)


class Cluster:
    """A replica that stands as told, and a primary that counts how often it is asked."""

    def __init__(self, monkeypatch):
        self.standing = WELL
        self.now = 0.0
        self.asked = []
        self.position = 1
        self._engine = create_engine("sqlite://")
        monkeypatch.setattr(subject, "standing", self._stands)
        monkeypatch.setattr(subject, "current_position", self._where)
        self.replica = Replica(self._engine, self._engine, lambda: self.now)

    def _stands(self, _connection, position):
        self.asked.append(position)
        return self.standing

    def _where(self, _primary):
        self.position += 1
        return f"0/{self.position}"

    def is_read(self):
        connection = self.replica.connect()
        if connection is None:
            return False
        connection.close()
        return True


@pytest.fixture
def cluster(monkeypatch):
    made = Cluster(monkeypatch)
    yield made
    made.replica.close()


def test_position_of_the_primary_is_asked_once_for_each_write(cluster):
    for _ in range(3):
        assert cluster.is_read()
    cluster.replica.wrote()
    assert cluster.is_read()
    assert cluster.is_read()
    assert cluster.asked == ["0/2", "0/2", "0/2", "0/3", "0/3"]


def test_replica_that_lacks_what_was_written_is_asked_again_at_once(cluster):
    cluster.standing = ReplicaStanding(caught_up=False, lag_s=0.2)
    assert not cluster.is_read()
    cluster.standing = WELL
    assert cluster.is_read()


@pytest.mark.parametrize("lag_s", [None, LONGEST_LAG_S + 1])
def test_replica_far_behind_is_left_alone_for_a_while(cluster, lag_s):
    cluster.standing = ReplicaStanding(caught_up=True, lag_s=lag_s)
    assert not cluster.is_read()
    cluster.standing = WELL
    cluster.now = 9.9
    assert not cluster.is_read()
    assert len(cluster.asked) == 1
    cluster.now = 10.0
    assert cluster.is_read()


def test_replica_that_is_away_is_left_alone_for_a_while(cluster, tmp_path):
    away = Replica(
        create_engine(f"sqlite:///{tmp_path}/none/watch.db"),
        create_engine("sqlite://"),
        lambda: cluster.now,
    )
    assert away.connect() is None
    assert cluster.asked == []
    away.close()
