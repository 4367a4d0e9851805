"""``techwatch articles``: one article that no feed brought."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session

Address = Annotated[str, typer.Argument(metavar="URL", help="Address of the article.")]
Title = Annotated[str, typer.Option(help="Its headline; else that of its page.")]
Text = Annotated[
    str,
    typer.Option(
        metavar="FILE", help="A file with its text, so that nothing is fetched; - is stdin."
    ),
]


def add_article(session: Session, url: Address, *, title: Title = "", text: Text = "") -> None:
    """Keep one article: it is found by searches at once, and matched at the next run.

    Its page is fetched once, unless you give its text. Only headline, a short excerpt and the
    address are ever shown.
    """
    from watch.wording import one_line

    pasted = _read(text) if text else ""
    with session.service() as service:
        translator = session.any_translator(service)
        with session.waiting(translator.translate("Reading the article")):
            article = service.add_article(url, title=title, text=pasted)
    if session.screen.json:
        added = {name: getattr(article, name) for name in ("id", "url", "title", "language")}
        session.screen.answer({"added": added | {"published_at": article.published_at}})
        return
    said = translator.translate("Added: {name}", name=one_line(article.title, 200))
    session.screen.paragraph(said)
    session.screen.note(
        translator.translate(
            "It counts from the next run on: {command}", command=session.command("run")
        )
    )


def _read(name: str) -> str:
    """Return the text of a file, or of stdin for a dash.

    Raises:
        UsageError: If it cannot be read or says nothing.
    """
    from watch.errors import UsageError

    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).expanduser().read_bytes()
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        raise UsageError(message, hint="name a text file, or - to paste the text") from error
    text = raw.decode("utf-8-sig", "replace")
    if not text.strip():
        message = "there is no text" if name == "-" else f"{name} is empty"
        raise UsageError(message, hint="paste the text of the article, or leave --text out")
    return text
