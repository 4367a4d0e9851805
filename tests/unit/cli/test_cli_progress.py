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
    assert "Lecture des sources" in shown
    assert "Construction de l’index" in shown
    assert "[unheard] of" in shown


def test_source_that_answered_last_is_named_beside_the_bar():
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, width=80)
    with TerminalProgress(console, Translator("fr")) as progress:
        progress.start("collect", 1000)
        progress.advance(999)
        progress.advance(1, label="Ops {task} [bold]W\nire")
    assert "Ops {task} [bold]W ire" in stream.getvalue()


def test_pipe_sees_nothing():
    assert drawn(terminal=False) == ""
