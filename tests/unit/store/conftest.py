"""Every test of the store runs on both engines."""

from two_engines import address, database

__all__ = ["address", "database"]
