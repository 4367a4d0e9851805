"""A mail server on loopback that stops at one step of a dialogue, and is well in the next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))
from raw_server import Exchange, serving

ANSWERS = {
    b"EHLO": b"250-mail.example\r\n250 AUTH PLAIN\r\n",
    b"AUTH": b"235 let in\r\n",
    b"MAIL": b"250 OK\r\n",
    b"RCPT": b"250 OK\r\n",
    b"DATA": b"354 go ahead\r\n",
    b"QUIT": b"221 bye\r\n",
}
BEFORE = ("banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA")
"""Steps after which a server can have heard nothing of the mail."""

STEPS = (*BEFORE, "message", "answer", "QUIT")
"""``message``: in the middle of the mail; ``answer``: after its final dot."""


class Stopped(Exception):  # noqa: N818 - not an error
    """The server has stopped, as it was told to."""


@dataclass
class Dialogues:
    """Talks as a mail server does; each dialogue stops where ``stops`` says.

    Attributes:
        stops: A step for each dialogue to come, and whether the server hangs up there or says
            no more; nothing once it is used up.
        kept: The mails that ended in their dot, each with its recipient.
    """

    stops: list[tuple[str, bool]] = field(default_factory=list)
    kept: list[tuple[bytes, bytes]] = field(default_factory=list)
    dialogues: int = 0

    def __call__(self, exchange: Exchange) -> None:
        """Serve one dialogue."""
        self.dialogues += 1
        step, hangs_up = self.stops.pop(0) if self.stops else ("", True)
        try:
            with exchange.request.makefile("rb") as lines:
                self._talk(exchange, lines, step)
        except Stopped:
            if not hangs_up:
                exchange.hang()

    def _talk(self, exchange: Exchange, lines, step: str) -> None:
        pass_or_stop("banner", step)
        exchange.write(b"220 mail.example\r\n")
        recipient = b""
        for line in lines:
            verb = line[:4].upper()
            pass_or_stop(verb.decode("ascii"), step)
            recipient = line.strip() if verb == b"RCPT" else recipient
            exchange.write(ANSWERS[verb])
            if verb == b"DATA":
                self.kept.append((recipient, whole(lines, step)))
                pass_or_stop("answer", step)
                exchange.write(b"250 kept\r\n")
            elif verb == b"QUIT":
                return


def pass_or_stop(here: str, step: str) -> None:
    """Stop the dialogue if this is where it is to."""
    if here == step:
        raise Stopped


def whole(lines, step: str) -> bytes:
    """Read a mail up to its dot."""
    mail = [lines.readline()]
    pass_or_stop("message", step)
    while mail[-1] not in (b".\r\n", b""):
        mail.append(lines.readline())
    if not mail[-1]:
        raise ConnectionResetError
    return b"".join(mail[:-1])


@contextmanager
def stopping_server() -> Iterator[tuple[Dialogues, int]]:
    """Serve on loopback; yields the dialogues and the port."""
    dialogues = Dialogues()
    with serving(dialogues, before_request=True) as server:
        yield dialogues, server.port
