"""Every test of the pipeline that needs a database runs on both engines."""

from two_engines import address, database

__all__ = ["address", "database"]
