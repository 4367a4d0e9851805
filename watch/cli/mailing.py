"""The commands about the digest: written as files, approved, sent, and what became of it."""

from __future__ import annotations

import typer

from watch.cli import verbs
from watch.cli.manual import examples
from watch.cli.options import leading
from watch.cli.registering import add

_ABOUT = "Write the weekly mail as files, or send it; alone, it writes it to the current folder."


def register_digest(app: typer.Typer) -> None:
    """Give the program its commands about the digest."""
    group = typer.Typer(rich_markup_mode="rich")
    foot = examples("techwatch digest --out ~/Desktop", "techwatch digest send")
    group.callback(invoke_without_command=True, help=_ABOUT, epilog=foot)(
        leading(verbs.write_digest)
    )
    app.add_typer(group, name="digest")
    add(
        group,
        verbs.write_digest,
        "write",
        "techwatch digest write --out ~/Desktop",
        "techwatch digest --lang en",
    )
    add(group, verbs.send_digest, "send", "techwatch digest send", "techwatch digest send --json")
    add(group, verbs.approve_digest, "approve", "techwatch digest approve --by Nadia")
    add(group, verbs.try_digest, "test", "techwatch digest test coo@lumera.example")
    _afterwards(group)


def _afterwards(group: typer.Typer) -> None:
    add(group, verbs.log_digests, "log", "techwatch digest log --limit 10")
    add(
        group,
        verbs.settle_digest,
        "settle",
        "techwatch digest settle 12 --arrived",
        "techwatch digest settle 12 --again",
    )
    add(
        group,
        verbs.bounce_digest,
        "bounced",
        "techwatch digest bounced old@lumera.example --note 'No such user'",
    )
    add(
        group,
        verbs.unsubscribe_digest,
        "unsubscribe",
        "techwatch digest unsubscribe coo@lumera.example",
        "techwatch digest unsubscribe coo@lumera.example --undo",
    )
    add(group, verbs.switch_sending_on, "on", "techwatch digest on")
    add(group, verbs.switch_sending_off, "off", "techwatch digest off")
