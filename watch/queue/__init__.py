"""Work for many processes on many machines, kept in the PostgreSQL database that they share.

In → what is due; out → the same steps as a run's, one at a time and each done by one worker:
crawl → embed → match → read.

Invariants: one worker at a time is in touch with a host; a job is lost with no worker, and is
given up after a few tries; what a job is about is stored in the transaction that stores the
job. procrastinate is imported when a worker begins, nowhere else.
"""

from watch.queue.names import QUEUES
from watch.queue.work import Work

__all__ = ["QUEUES", "Work"]
