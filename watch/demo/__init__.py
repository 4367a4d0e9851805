"""Example feeds written for this project, and the loopback server that serves them.

In → nothing; out → a home folder and an HTTP server, so that a newcomer sees the real
pipeline at work without a network. Every text, company and figure in it is invented.
"""

from watch.demo.home import write_home
from watch.demo.server import DemoServer

__all__ = ["DemoServer", "write_home"]
