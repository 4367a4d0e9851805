"""The queues, and which job is begun before which."""

from __future__ import annotations

from enum import StrEnum


class Task(StrEnum):
    """What a job may be."""

    CRAWL = "crawl"
    READ = "read"
    EMBED = "embed"
    MATCH = "match"
    SCHEDULE = "schedule"
    SEND = "send"
    RESCUE = "rescue"
    FORGET = "forget"


QUEUES = ("crawl", "read", "embed", "match")
"""What a worker may be told to work on; it works on all of them unless told."""

UPKEEP = "upkeep"
"""The queue that every worker works on: who died, what is old."""

QUEUE_OF = {
    Task.CRAWL: "crawl",
    Task.READ: "read",
    Task.EMBED: "embed",
    Task.MATCH: "match",
    Task.SCHEDULE: "crawl",
    Task.SEND: "match",
    Task.RESCUE: UPKEEP,
    Task.FORGET: UPKEEP,
}

PRIORITY = {
    Task.RESCUE: 40,
    Task.SCHEDULE: 40,
    Task.FORGET: 40,
    Task.SEND: 30,
    Task.MATCH: 20,
    Task.EMBED: 10,  # before crawling: what is read is made findable before more is read
    Task.READ: 5,
    Task.CRAWL: 0,
}
"""Higher is begun first."""

TRIES = 5
"""How often a job is begun. Workers that die cost it one or two; what ends five is the job."""

HEARTBEAT_S = 5.0
"""How often a worker tells that it lives."""

STALLED_S = 20.0
"""A worker silent for four heartbeats is dead: its jobs go to others."""
