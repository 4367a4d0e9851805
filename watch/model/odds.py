"""Probabilities as log-odds: the scale on which what was learned is added."""

from __future__ import annotations

from math import exp, log

_KEPT_OFF = 1e-6
"""A probability is kept so far from 0 and 1, where log-odds have no end."""


def log_odds(probability: float) -> float:
    """Return the logit of a probability, of one near 0 or 1 that of a millionth off it."""
    kept = min(max(probability, _KEPT_OFF), 1 - _KEPT_OFF)
    return log(kept / (1 - kept))


def moved(probability: float, by: float) -> float:
    """Return a probability moved by some log-odds."""
    return 1.0 / (1.0 + exp(-(log_odds(probability) + by)))
