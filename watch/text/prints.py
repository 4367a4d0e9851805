"""Texts → short stable names: prints, numbers, readable identifiers."""

from __future__ import annotations

import hashlib

from watch.text.terms import words


def fingerprint(*parts: str) -> str:
    """Return a 32-digit hexadecimal print of the parts; equal parts, equal print."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


def number_id(*parts: str) -> int:
    """Return a stable positive 63-bit number for the parts, fit for FAISS and SQL.

    Source:
        Birthday bound: 100 million articles collide with probability 5e-4.
    """
    return int(fingerprint(*parts)[:16], 16) >> 1 or 1


def slug(text: str, limit: int = 48) -> str:
    """Return a readable ASCII identifier: words joined by hyphens, cut at a word."""
    joined = "-".join(words(text))
    return joined if len(joined) <= limit else joined[: limit + 1].rsplit("-", 1)[0][:limit]
