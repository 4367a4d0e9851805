"""The command line: words typed → one call of the service → words or JSON.

In → ``argv`` and the environment; out → results on stdout, everything else on stderr,
and an exit code: 0 done, 1 failed, 2 usage or configuration, 3 done but some sources
failed, 130 and 143 stopped by a signal.

``verbs`` holds one function per command, ``show`` turns what the service returns into
text. Invariants: with ``--json`` stdout is exactly one JSON object; importing this package
loads none of the service's libraries.
"""

from watch.cli.program import main

__all__ = ["main"]
