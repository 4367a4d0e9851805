"""``techwatch digest``: the weekly mail, as files."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.opportunities import Reader

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; made if needed.")]


def digest(session: Session, *, out: Out = Path(), reader: Reader = "") -> None:
    """Write the weekly mail of the last list: .eml to send, .html to look at, .txt to read."""
    with session.service() as service:
        paths = service.digest(out.expanduser().resolve(), session.wishes.lang, reader)
        subject = _subject(paths)
        if session.screen.json:
            session.screen.answer({"subject": subject, "paths": paths})
            return
        session.screen.line(subject, "bold")
        for path in paths:
            session.screen.line(str(path))


def _subject(paths: Sequence[Path]) -> str:
    """Return the subject of the mail among the files."""
    mail = next((path for path in paths if path.suffix == ".eml"), None)
    if mail is None:
        return ""
    return str(message_from_bytes(mail.read_bytes(), policy=policy.default)["subject"] or "")
