"""Matches → an ordered, explained list.

In → matches, their stories, the pains, the company; out → opportunities, best first, and
the pains for which there is nothing.

Invariants: relevance and need gate, merit orders; every number can be traced to a stored
component; the same input gives the same list, ties broken by id.
"""

from watch.rank.order import Candidate, choose, put, silences
from watch.rank.peers import is_peer
from watch.rank.score import assess
from watch.rank.signals import Context

__all__ = ["Candidate", "Context", "assess", "choose", "is_peer", "put", "silences"]
