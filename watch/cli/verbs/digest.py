"""``techwatch digest``: the weekly mail, as files, or sent."""

from __future__ import annotations

from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Annotated

import typer

from watch.cli.session import Session
from watch.cli.verbs.opportunities import Reader

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to; made if needed.")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address.")]
Number = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, help="A mail, by its number in the log.")
]
Named = Annotated[
    str,
    typer.Argument(metavar="[WEEK]", help="An ISO week such as 2026-W47; else the newest frozen."),
]
By = Annotated[
    str, typer.Option(metavar="NAME", help="Who approves; else the name you are logged in with.")
]
Rows = Annotated[int, typer.Option("--limit", min=1, help="At most so many, the newest.")]
Arrived = Annotated[
    bool,
    typer.Option("--arrived/--again", help="It arrived; or: send it again."),
]
Remark = Annotated[str, typer.Option("--note", metavar="TEXT", help="What the returned mail says.")]
Back = Annotated[bool, typer.Option("--undo", help="Let mail go there again.")]


def write_digest(session: Session, *, out: Out = Path(), reader: Reader = "") -> None:
    """Write the weekly mail of the last list: .eml to send, .html to look at, .txt to read.

    `techwatch digest` alone does the same.
    """
    with session.service() as service:
        paths = service.digest(out.expanduser().resolve(), session.wishes.lang, reader)
        subject = _subject(paths)
        if session.screen.json:
            session.screen.answer({"subject": subject, "paths": paths})
            return
        session.screen.line(subject, "bold")
        for path in paths:
            session.screen.line(str(path))


def send_digest(session: Session) -> int:
    """Send the digests that are due, each once to each recipient; else say what holds them.

    For a scheduled task. Ends with 1 if a mail was refused, or nobody knows whether it arrived.
    """
    from watch.cli.show.deliveries import needing, shown_deliveries, shown_departures

    with session.service() as service:
        tried = service.digests.send_due()
        departures = service.digests.due()
        translator, zone = session.translator(service), session.zone(service)
    if session.screen.json:
        session.screen.answer({"tried": tried, "departures": departures})
    else:
        shown_deliveries(session.screen, tried, translator, zone)
        shown_departures(session.screen, departures, translator, zone)
    return int(any(needing(row) for row in tried))


def approve_digest(session: Session, week: Named = "", *, reader: Reader = "", by: By = "") -> None:
    """Let the digest of a frozen list leave, where `deliver.approval` asks for it."""
    from watch.cli.meant import whoever
    from watch.cli.verbs.opportunities import week_meant

    with session.service() as service:
        edition = service.digests.approve(week_meant(week) or "", reader, whoever(by))
    if session.screen.json:
        session.screen.answer({"week": edition.week, "reader": edition.reader})
    else:
        session.screen.line(edition.week)


def try_digest(session: Session, address: Address) -> None:
    """Send the newest frozen digest to an address at once, marked as a test."""
    with session.service() as service:
        answer = service.digests.send_test(address)
    if session.screen.json:
        session.screen.answer({"answer": answer})
    else:
        session.screen.line(answer)


def log_digests(session: Session, *, limit: Rows = 30) -> None:
    """Show the newest mails: to whom, how each fared, and which need you."""
    from watch.cli.show.deliveries import shown_deliveries

    with session.service() as service:
        rows = service.digests.log(limit)
        translator, zone = session.translator(service), session.zone(service)
    if session.screen.json:
        session.screen.answer({"deliveries": rows})
    else:
        shown_deliveries(session.screen, rows, translator, zone)


def settle_digest(session: Session, number: Number, *, arrived: Arrived) -> None:
    """Say whether a mail of which nothing is known arrived, or send it again."""
    from watch.cli.show.deliveries import shown_deliveries

    with session.service() as service:
        row = service.digests.settle(number, arrived=arrived)
        translator, zone = session.translator(service), session.zone(service)
    if session.screen.json:
        session.screen.answer({"delivery": row})
    else:
        shown_deliveries(session.screen, [row], translator, zone)


def bounce_digest(session: Session, address: Address, *, note: Remark) -> None:
    """Note that mail to an address came back; nothing more goes there until it is settled."""
    with session.service() as service:
        row = service.digests.bounced(address, note)
    if session.screen.json:
        session.screen.answer({"delivery": row})


def unsubscribe_digest(session: Session, address: Address, *, undo: Back = False) -> None:
    """Send nothing more to an address that asked for it."""
    with session.service() as service:
        if undo:
            service.digests.subscribe(address)
        else:
            service.digests.unsubscribe(address)
    if session.screen.json:
        session.screen.answer({"address": address, "unsubscribed": not undo})


def switch_sending_on(session: Session) -> None:
    """Let mails leave again, after `techwatch digest off` or a restored backup."""
    _switch(session, on=True)


def switch_sending_off(session: Session) -> None:
    """Keep every mail here until `techwatch digest on`."""
    _switch(session, on=False)


def _switch(session: Session, *, on: bool) -> None:
    with session.service() as service:
        service.digests.switch(on=on)
    if session.screen.json:
        session.screen.answer({"sending": on})


def _subject(paths: Sequence[Path]) -> str:
    """Return the subject of the mail among the files."""
    mail = next((path for path in paths if path.suffix == ".eml"), None)
    if mail is None:
        return ""
    return str(message_from_bytes(mail.read_bytes(), policy=policy.default)["subject"] or "")
