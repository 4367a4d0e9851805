"""A home folder of examples, fed by a server on loopback: real pipeline, invented texts."""

from __future__ import annotations

from pathlib import Path

from watch.demo import DemoServer, write_home


def prepare_demo(root: Path) -> DemoServer:
    """Write a fresh example home and serve its feeds; close the server when done."""
    server = DemoServer()
    write_home(root, server.base)
    return server
