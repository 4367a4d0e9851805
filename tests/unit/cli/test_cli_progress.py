"""Progress is drawn on a terminal and nowhere else."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from watch.cli.progress import TerminalProgress
from watch.wording import Translator


def drawn(*, terminal: bool) -> str:
    stream = StringIO()
    console = Console(file=stream, force_terminal=terminal, width=80)
    with TerminalProgress(console, Translator("fr")) as progress:
        progress.start("collect", 2)
        progress.advance(2)
        progress.start("index")
        progress.start("[unheard] of", 0)
    return stream.getvalue()


def test_terminal_sees_each_stage_in_its_language():
    shown = drawn(terminal=True)
    assert "Interrogation des sources" in shown
    assert "Construction de l’index" in shown
    assert "[unheard] of" in shown


def test_pipe_sees_nothing():
    assert drawn(terminal=False) == ""
