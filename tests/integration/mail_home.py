"""A home whose digest is due, and a mail server on loopback that keeps what it is given."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from watch import store
from watch.clock import FixedClock
from watch.model import (
    Company,
    Edition,
    EventKind,
    Evidence,
    Grade,
    Known,
    Opportunity,
    OpportunityId,
    PainId,
    Signal,
    StoryId,
    Week,
)
from watch.service import Service

WEEK = Week("2026-W46")
FROZEN_AT = datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
DUE_AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
"""Monday, 7 o'clock in Paris."""

FILES = {
    "sources.yaml": "sources: []\n",
    "painpoints.yaml": "company: {name: Ateliers Exemple, language: fr}\n"
    "pain_points: [{title: Erreurs de préparation}]\n",
}


def opportunity(number: int = 1, **fields: object) -> Opportunity:
    usual = {
        "id": OpportunityId(f"opportunity-{number}"),
        "pain_id": PainId("erreurs-de-preparation"),
        "pain_title": "Erreurs de préparation",
        "area": "logistics",
        "story_id": StoryId(number),
        "title": f"Des robots divisent par {number + 1} les erreurs",
        "language": "fr",
        "score": 61.4,
        "grade": Grade.CONFIRMED,
        "need": 0.75,
        "relevance": 0.64,
        "signals": (Signal(name="impact", value=1.0, weight=0.3, basis="halves"),),
        "penalties": (),
        "solution_id": "",
        "event": EventKind.DEPLOYMENT,
        "gain": "",
        "evidence": (
            Evidence(
                article_id=number,
                sentence="Les erreurs ont baissé de moitié.",
                url=f"https://press.example/{number}",
                source_name="Press",
                published_at=FROZEN_AT,
            ),
        ),
        "owners": ("Press House",),
        "effective_at": FROZEN_AT,
        "first_seen_at": FROZEN_AT,
    }
    return Opportunity(**usual | fields)


def edition(*listed: Opportunity, **fields: object) -> Edition:
    usual = {
        "week": WEEK,
        "made_at": FROZEN_AT,
        "frozen_at": FROZEN_AT,
        "company": Company(name="Ateliers Exemple"),
        "opportunities": listed or (opportunity(1), opportunity(2)),
        "silences": (),
        "article_count": 297,
        "story_count": 237,
        "source_count": 18,
        "failed_source_count": 2,
    }
    return Edition(**usual | fields)


def write_mail_home(root: Path, settings: str, *editions: Edition) -> Path:
    """Write a home with frozen editions, and a card for each of their rows."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, "watch.yaml": settings}.items():
        (root / name).write_text(text, encoding="utf-8")
    database = store.open_database(root / "index" / "watch.db")
    with database.write() as connection:
        for made in editions or (edition(),):
            store.editions.freeze(connection, made)
            for item in made.opportunities:
                store.opportunities.keep(connection, item, Known(), FROZEN_AT)
    database.close()
    return root


def settings_for(port: int, *recipients: str, more: str = "", deliver: str = "") -> str:
    """Return a watch.yaml that sends by a server on loopback."""
    return (
        "deliver:\n"
        "  sender: techwatch <watch@lumera.example>\n"
        f"  recipients: [{', '.join(recipients)}]\n"
        f"{deliver}"
        f"  smtp: {{host: 127.0.0.1, port: {port}, security: none, timeout_s: 5}}\n"
        f"{more}"
    )


@contextmanager
def opened(root: Path, at: datetime = DUE_AT):
    """Open the home at a moment that the test may move."""
    clock = FixedClock(at)
    with Service(root, clock=clock) as service:
        yield service, clock


@dataclass
class Received:
    """What the server was given, one by one."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class Inbox:
    """Keeps every mail; answers each recipient as the test wants."""

    mails: list[Received] = field(default_factory=list)
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_mail: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.to_recipient.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.to_mail.pop(0) if self.to_mail else "250 Accepted"
        if answer.startswith("2"):
            kept = Received(envelope.mail_from, list(envelope.rcpt_tos), envelope.content)
            self.mails.append(kept)
        if answer == "lost":
            session.transport_gone = True
            server.transport.abort()
        return answer

    def addresses(self) -> list[str]:
        return sorted(address for mail in self.mails for address in mail.recipients)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def mail_server(**options):
    """Serve on loopback; yields the inbox and the port."""
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()


def accepts(user: bytes, password: bytes):
    """Return what lets one person in."""

    def check(server, session, envelope, mechanism, data):
        good = (data.login, data.password) == (user, password)
        return AuthResult(success=good, handled=False)

    return check
