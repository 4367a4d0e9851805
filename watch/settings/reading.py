"""How feeds are fetched and text is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """How feeds and article pages are read. Limits: docs/architecture.md, measured.

    Units:
        ``per_host`` is connections at once, ``per_host_rate`` requests begun per second.
    """

    allow_hosts: tuple[str, ...] = ()
    contact: str = ""
    proxy: str = ""
    concurrency: int = 32
    per_host: int = 2
    per_host_rate: float = 2.0
    poll_interval_h: float = 6.0
    connect_timeout_s: float = 5.0
    read_timeout_s: float = 10.0
    total_timeout_s: float = 30.0
    parse_timeout_s: float = 10.0
    max_wire_bytes: int = 10 * 1024 * 1024
    max_body_bytes: int = 15 * 1024 * 1024
    max_hops: int = 5
    max_new_per_poll: int = 200
    parser_processes: int = 2
    article_pages: bool = True
    max_pages_per_run: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandSettings:
    """How text is read: the embedding views, in order of trust, and the languages.

    A view is ``use`` or ``e5`` (models that come with a package), a hub id or a path.
    """

    models: tuple[str, ...] = ("use", "e5")
    languages: tuple[str, ...] = ("fr", "en")
