"""What a home folder that has never been run shows."""

from __future__ import annotations

import shlex
from pathlib import Path

from watch.present.components import frame
from watch.present.markup import show
from watch.present.session import Visit


def first_run(visit: Visit) -> None:
    """Draw what to type so that there is something to read."""
    translator = visit.translator
    root = visit.service.home.root
    show(
        frame.steps(
            translator.translate("No list yet"),
            translator.translate(
                "The first run reads the sources, compares them with your pain points and "
                "makes the list of the week. In a terminal:"
            ),
            (
                (translator.translate("Read the sources and make the list"), _command("run", root)),
                (translator.translate("Or look at an example first"), "techwatch demo"),
            ),
        ),
        translator.language,
    )


def _command(verb: str, root: Path) -> str:
    return f"techwatch {verb} --home {shlex.quote(str(root))}"
