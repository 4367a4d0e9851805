"""How far a long job is, drawn on a terminal; a pipe or a log file sees nothing."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from watch.wording import one_line, stage_name

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from watch.wording import Translator

_LABEL = 30
"""Characters of a source's name beside the bar: what 80 columns leave."""


class TerminalProgress:
    """A ``Progress`` of one line per stage, which disappears when the job is done."""

    def __init__(self, console: Console, translator: Translator) -> None:
        self._console = console
        self._translator = translator
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin to draw, on a terminal only."""
        if self._console.is_terminal:
            self._bar = _bar(self._console)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def start(self, stage: str, total: int | None = None) -> None:
        """Draw a new stage below those that are done."""
        if self._bar is None:
            return
        self._finish()
        said = stage_name(stage, self._translator)
        self._task = self._bar.add_task(said, total=total, label="")

    def advance(self, steps: int = 1, label: str = "") -> None:
        """Move the bar of the present stage; show beside it what was done last."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=steps, label=one_line(label, _LABEL))

    def _finish(self) -> None:
        """Mark the stage before as done."""
        if self._bar is None or self._task is None:
            return
        task = next(task for task in self._bar.tasks if task.id == self._task)
        total = task.total or task.completed or 1
        self._bar.update(self._task, total=total, completed=total, label="")
        self._bar.stop_task(self._task)


def _bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.table import Column
    from rich.text import Text

    class Count(MofNCompleteColumn):
        """How many of how many, where that is known."""

        def render(self, task: Task) -> Text:
            return super().render(task) if (task.total or 0) > 1 else Text()

    return Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=12),
        Count(),
        TimeElapsedColumn(),
        TextColumn(
            "{task.fields[label]}",
            style="dim",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis"),
        ),
        console=console,
        transient=True,
    )
